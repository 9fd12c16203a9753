"""Django's handler of WSGI requests, with a request that says nothing it cannot stand by."""

from typing import Any, Final

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.utils.http import parse_header_parameters

UNKNOWN_CHARSET: Final = "unknown"


class Request(WSGIRequest):
    """Everything is read as UTF-8, whatever the header says.

    Django itself would read by any codec of Python's, rot13 too, and break before the first
    middleware could answer. Which charsets are taken is said by ``CleanInput``.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            told = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            told = "", {"charset": UNKNOWN_CHARSET}
        self.content_type, self.content_params = told


class Handler(WSGIHandler):
    request_class = Request
