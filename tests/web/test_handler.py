"""What the web server hands over: also what breaks Django before its first middleware."""

import io
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.http import HttpResponse

from doithoai.web.door.handler import Handler

pytestmark = pytest.mark.django_db


def send(query: str, content_type: str, body: bytes = b"a=1") -> tuple[int, str]:
    """The status and the page that the web server gets for a form.

    Not through the handler as a whole: its signals would close the connection of the test.
    """
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/gui-y-kien/", "QUERY_STRING": query,
        "HTTP_HOST": "localhost", "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
    }  # fmt: skip
    setup_testing_defaults(environ)
    handler = Handler()
    answer = handler.get_response(handler.request_class(environ))
    assert isinstance(answer, HttpResponse)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("query", ["", "a=%41"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize("charset", ["rot13", "utf-7", "utf-16", "cp1258", "base64", "no-such"])
def test_another_charset_is_answered_in_words(charset: str, kind: str, query: str) -> None:
    status, page = send(query, f"{kind}; boundary=x; charset={charset}")
    assert status == 415
    assert "Unicode" in page


@pytest.mark.parametrize("content_type", ["text/plain; a=" + "x" * 20_000, "a/b; charset*=zz''x"])
def test_a_header_that_cannot_be_read_is_answered_in_words(content_type: str) -> None:
    status, page = send("", content_type)
    assert status == 415
    assert "Không đọc được yêu cầu này" in page


@pytest.mark.parametrize("charset", ["UTF-8", "utf8", "us-ascii"])
def test_unicode_by_any_of_its_names_is_taken(charset: str) -> None:
    status, _page = send("", f"application/x-www-form-urlencoded; charset={charset}")
    assert status == 403  # only the token of the form is missing
