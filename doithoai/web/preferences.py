"""Language, size of letters and light or dark: plain links that leave a cookie.

Links, not forms: public pages are cached for everybody and so can carry no CSRF token, and
nothing worth forging is changed.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

YEAR_SECONDS = 365 * 24 * 3600
CHOICES = {
    "lang": frozenset({"vi", "en"}),
    "text": frozenset({"normal", "large"}),
    "theme": frozenset({"device", "light", "dark"}),
}
COOKIES = {"lang": settings.LANGUAGE_COOKIE_NAME, "text": "text", "theme": "theme"}


@dataclass(frozen=True, slots=True)
class Appearance:
    """``language`` vi or en; ``text`` normal or large; ``theme`` device, light or dark."""

    language: str
    text: str
    theme: str


def _chosen(request: HttpRequest, name: str, default: str) -> str:
    value = request.COOKIES.get(COOKIES[name], default)
    return value if value in CHOICES[name] else default


def chosen_language(request: HttpRequest) -> str:
    """Vietnamese unless the reader chose English; the phone's own language is not asked."""
    return _chosen(request, "lang", "vi")


def appearance_of(request: HttpRequest) -> Appearance:
    return Appearance(
        language=get_language() or "vi",
        text=_chosen(request, "text", "normal"),
        theme=_chosen(request, "theme", "device"),
    )


def appearance_key(request: HttpRequest) -> str:
    """The part of a cached page's key that depends on these choices."""
    language = chosen_language(request)
    return f"{language}.{_chosen(request, 'text', 'normal')}.{_chosen(request, 'theme', 'device')}"


def local_path(text: str) -> str:
    """``text`` if it leads to a page of this site, else the home page."""
    is_ours = text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    parts = urlsplit(text) if is_ours else None
    return text if parts and not parts.scheme and not parts.netloc else "/"


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen for a year and go back to the page one came from."""
    response = HttpResponseRedirect(local_path(request.GET.get("next", "/")))
    for name, allowed in CHOICES.items():
        value = request.GET.get(name)
        if value in allowed:
            response.set_cookie(
                COOKIES[name],
                value,
                max_age=YEAR_SECONDS,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
    return response
