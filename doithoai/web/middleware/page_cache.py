"""Public pages for visitors without a session, kept until the record changes.

A page is kept in the web process under the record's generation, the day in Viet Nam (lateness
depends on it), the language and the display preferences. A commit moves the generation, so the
next visitor gets the new state (see doithoai/record/freshness.py).
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Final

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from doithoai.kit.time import today
from doithoai.record.freshness import freshness
from doithoai.web.asked import address_as_shared
from doithoai.web.preferences import appearance_key

KEEP_SECONDS: Final = 24 * 60 * 60
LARGEST_BYTES: Final = 512 * 1024
Answer = Callable[[HttpRequest], HttpResponseBase]


class PublicPageCache:
    """Stands outermost, so that a kept page costs neither session nor database."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.pages = caches["pages"]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGE_CACHE or not _is_anonymous_reading(request):
            return self.get_response(request)
        if address := address_as_shared(request):
            return HttpResponseRedirect(address)  # one page is kept, however its link was passed on
        generation = freshness().generation()
        key = _key(request, generation)
        if (kept := self.pages.get(key)) is not None:
            content, headers = kept
            return HttpResponse(content, headers=headers)
        was_quiet = freshness().is_quiet()
        response = self.get_response(request)
        if was_quiet and _may_be_kept(response) and freshness().generation() == generation:
            self._keep(key, response)
        return response

    def _keep(self, key: str, response: HttpResponseBase) -> None:
        if isinstance(response, HttpResponse) and len(response.content) <= LARGEST_BYTES:
            headers = dict(response.items())
            self.pages.set(key, (response.content, headers), KEEP_SECONDS)


def kept_page(request: HttpRequest) -> tuple[bytes, dict[str, str]] | None:
    """Content and headers, when the page is kept in its present state. Asks no database."""
    if not settings.PAGE_CACHE or not _is_anonymous_reading(request):
        return None
    kept: tuple[bytes, dict[str, str]] | None = caches["pages"].get(
        _key(request, freshness().generation())
    )
    return kept


def _is_anonymous_reading(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path.startswith(("/static/", "/ban-lam-viec/", "/tai-khoan/"))
    )


def _may_be_kept(response: HttpResponseBase) -> bool:
    """Only plain successful pages that set no cookie and do not forbid being kept."""
    return (
        response.status_code == 200
        and not response.cookies
        and "no-store" not in response.get("Cache-Control", "")
    )


def _key(request: HttpRequest, generation: int) -> str:
    """A short key of everything that a visitor's page depends on."""
    compressed = str("gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""))
    where = [
        compressed,
        request.scheme or "",
        request.META.get("HTTP_HOST", ""),
        request.get_full_path(),
    ]
    parts = "\n".join([str(generation), today().isoformat(), appearance_key(request), *where])
    return blake2b(parts.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
