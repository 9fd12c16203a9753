"""Takes what can be read and stored as it was sent, and says of the rest what is wrong with it.

Stands before the check of forgeries, which is the first to look into a form.
"""

import codecs
import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.core.handlers.wsgi import get_bytes_from_wsgi
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.translation import gettext as _

from doithoai.web.door.bodies import REFUSED, TOO_LARGE, TOO_SLOW
from doithoai.web.middleware.refusals import GetResponse, answer, unreadable

UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
"""PostgreSQL keeps neither NUL nor half letters."""
TAKEN_CHARSETS: Final = frozenset({"", "utf-8", "utf8", "us-ascii", "ascii"})
TOO_MUCH: Final = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
_STRICT: Final = "doithoai_utf_8"


class CleanInput:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if why := request.META.get(REFUSED):
            return answer(request, _not_taken(why), status=why)
        charset = (request.content_params or {}).get("charset", "")
        if charset.lower() not in TAKEN_CHARSETS:
            return unreadable(request, _not_unicode(), status=415)
        if not _is_utf8(get_bytes_from_wsgi(request.META, "QUERY_STRING", "")):
            return unreadable(request, _not_unicode())
        if any(UNSTORABLE.search(text) for text in _texts_of_head(request)):
            return unreadable(request, _("The address holds signs that cannot be read."))
        if _leads_nowhere(request.GET):
            return unreadable(request, _("The address holds signs that cannot be read."))
        request.multipart_parser_class = StrictParser  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if request.method not in {"POST", "PUT", "PATCH"}:
            return None
        try:
            is_unicode = _has_unicode_body(request)
        except TOO_MUCH:
            return unreadable(request, _("This is more than a form may send."), status=413)
        except (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError):
            return unreadable(request, _("What was sent did not arrive whole."), status=400)
        if not is_unicode:
            return unreadable(request, _not_unicode())
        is_unstorable = any(UNSTORABLE.search(text) for text in _texts_of(request.POST))
        if is_unstorable or _leads_nowhere(request.POST):
            return unreadable(request, _("What was sent holds signs that cannot be read."))
        return None


class StrictParser(MultiPartParser):
    """Refuses (UnicodeDecodeError) text that Django's own would keep as “�”, by a codec that knows
    no other way: what to do with bytes that are no UTF-8 is written inside of its loop.
    """

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._encoding = _STRICT


def _strict_codec(name: str) -> codecs.CodecInfo | None:
    if name != _STRICT:
        return None
    return codecs.CodecInfo(
        codecs.utf_8_encode,
        lambda data, _errors="strict": codecs.utf_8_decode(data, "strict", True),
        name=_STRICT,
    )


codecs.register(_strict_codec)


def _not_taken(why: int) -> str:
    if why == TOO_LARGE:
        return _("What was sent is too large. Photographs and documents together: 30 MB.")
    if why != TOO_SLOW:
        return _("What was sent did not arrive whole.")
    return _("The network was too slow to bring what was sent. Please try again.")


def _not_unicode() -> str:
    return _(
        "The text is not written in Unicode. Please type it in Unicode (UTF-8), not in TCVN3 or "
        "VNI, and send it again."
    )


def _has_unicode_body(request: HttpRequest) -> bool:
    """Reads the form, raising what Django raises of one that it cannot read."""
    if request.content_type == "application/x-www-form-urlencoded":
        return _is_utf8(request.body) and request.POST is not None
    try:
        return request.POST is not None
    except UnicodeDecodeError:
        return False


def _is_utf8(quoted: bytes) -> bool:
    try:
        unquote_to_bytes(quoted).decode()
    except UnicodeDecodeError:
        return False
    return True


def _leads_nowhere(given: QueryDict) -> bool:
    """Whether one is to go on at an address that is none; allauth would break over it."""
    try:
        for address in given.getlist("next"):
            urlsplit(address)
    except ValueError:
        return True
    return False


def _texts_of_head(request: HttpRequest) -> Iterator[str]:
    yield request.path
    yield from _texts_of(request.GET)
    yield from request.COOKIES.values()


def _texts_of(given: QueryDict) -> Iterator[str]:
    for name, values in given.lists():
        yield name
        yield from values
