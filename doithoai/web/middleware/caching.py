"""Who on the way may keep a page: nobody what an official sees, and nobody a page for another."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


class CacheHeaders:
    """A public page depends on the cookies of language, letters and light."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
        kept = "no-store" if is_signed_in else "private, no-cache"
        response.headers.setdefault("Cache-Control", kept)
        patch_vary_headers(response, ["Cookie"])
        return response
