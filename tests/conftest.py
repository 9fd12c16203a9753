"""Fixtures of every test: the embedded PostgreSQL, started when the first test needs it."""

import gc
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection
from pytest_django.plugin import blocking_manager_key

from doithoai.config.database import hold_database
from doithoai.record.memory import forget
from doithoai.web.components import frame


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    lease = hold_database(settings.ENVIRONMENT)
    yield
    if lease:
        lease.release()


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays; the collector of garbage need not look at it after each test."""
    gc.freeze()


@pytest.fixture(autouse=True)
def _frame_of_the_site(request: pytest.FixtureRequest) -> Iterator[None]:
    """A page drawn with other addresses leaves nothing in the frame that others are shown."""
    yield
    if request.node.get_closest_marker("urls"):
        frame._drawn.clear()
        frame._nav_addresses.cache_clear()


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    """A test takes back the rules that it made, which no number tells the process."""
    yield
    forget()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test that commits is cleaned by TRUNCATE, which the history refuses outside of this."""
    if not _commits(item):
        yield
        return
    _guard_history("DISABLE")
    yield
    if nextitem is None:
        return  # the database went with the last test
    with item.config.stash[blocking_manager_key].unblock():
        _guard_history("ENABLE")


def _guard_history(change: str) -> None:
    """Through a connection of its own: beside a browser's event loop Django has another one."""
    beside = connection.copy()
    try:
        with beside.cursor() as cursor:
            cursor.execute(f"ALTER TABLE record_entry {change} TRIGGER record_entry_never_emptied")
    finally:
        beside.close()


def _commits(item: pytest.Item) -> bool:
    names = getattr(item, "fixturenames", ())
    if "transactional_db" in names or "live_server" in names:
        return True
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))
