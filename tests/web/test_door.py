"""What the front door makes of a request, before Django sees it."""

import inspect
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import LazySettings
from django.urls import URLPattern, URLResolver, get_resolver

from doithoai.web.door.environ import environ_of
from doithoai.web.visitors import network_of


def scope(*headers: tuple[str, str], **fields: str) -> Any:
    """A request as granian hands it over."""
    return SimpleNamespace(
        method="GET", path="/don-vi/", query_string="", server="127.0.0.1:8000", scheme="http",
        client="203.0.113.7:4455", authority="xa.example", http_version="1.1",
        headers=SimpleNamespace(items=lambda: list(headers)), **fields,
    )  # fmt: skip


def test_a_header_with_an_underscore_says_nothing() -> None:
    environ = environ_of(scope(("x-forwarded-for", "198.51.100.9"), ("x_forwarded_for", "8.8.8.8")))
    assert environ["HTTP_X_FORWARDED_FOR"] == "198.51.100.9"


@pytest.mark.parametrize(
    ("told", "is_there"),
    [("gzip;q=0", False), ("br, gzip; q=0.0", False), ("gzip;q=0.5", True), ("gzip, br;q=0", True)],
)
def test_who_refuses_gzip_gets_none(told: str, is_there: bool) -> None:
    environ = environ_of(scope(("accept-encoding", told)))
    assert ("HTTP_ACCEPT_ENCODING" in environ) is is_there


def test_a_header_that_comes_twice_is_one() -> None:
    environ = environ_of(
        scope(("cookie", "a=1"), ("cookie", "b=2"), ("accept", "x"), ("accept", "y"))
    )
    assert (environ["HTTP_COOKIE"], environ["HTTP_ACCEPT"]) == ("a=1; b=2", "x,y")


@pytest.mark.parametrize(
    "told", ["203.0.113.7", "203.0.113.99:4455", "evil, 203.0.113.7", "::ffff:203.0.113.7"]
)
def test_a_network_is_the_same_however_its_address_is_written(
    settings: LazySettings, told: str
) -> None:
    settings.IS_PRODUCTION = True
    plain = network_of({"REMOTE_ADDR": "203.0.113.7"})
    assert network_of({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": told}) == plain


@pytest.mark.parametrize("told", ["2001:db8::7", "[2001:db8::9]:443"])
def test_the_same_for_longer_addresses(settings: LazySettings, told: str) -> None:
    settings.IS_PRODUCTION = True
    plain = network_of({"REMOTE_ADDR": "2001:db8::1"})
    assert network_of({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": told}) == plain


def test_files_are_taken_where_a_view_reads_them_and_nowhere_else() -> None:
    reading = {view for view in _views(get_resolver()) if "request.FILES" in _source(view)}
    taking = {view for view in _views(get_resolver()) if getattr(view, "takes_files", False)}
    assert reading - {_send()} <= taking
    assert len(taking) == len(reading - {_send()}) + 1


def _send() -> Any:
    return get_resolver().resolve("/gui-y-kien/").func


def _views(resolver: URLResolver) -> Iterator[Any]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry.callback
        else:
            yield from _views(entry)


def _source(view: Any) -> str:
    return inspect.getsource(inspect.unwrap(view))
