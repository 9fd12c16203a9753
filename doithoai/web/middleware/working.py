"""While an official works: the session goes on, and the browser hears which form was taken."""

import time
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

type GetResponse = Callable[[HttpRequest], HttpResponse]

DESK: Final = "/ban-lam-viec/"
LONGEST: Final = 24 * 60 * 60
"""Seconds from signing in, whatever the person does (OWASP ASVS 5, 7.3.2)."""
NOTED_EVERY: Final = 5 * 60
"""Seconds: each note writes the session anew."""
TAKEN: Final = "taken"


def begin(request: HttpRequest, **_about: Any) -> None:
    """Somebody signed in."""
    request.session["begun"] = request.session["noted"] = int(time.time())


class Working:
    """At the desk a session ends eight hours after the last request (``SESSION_COOKIE_AGE``)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(DESK):
            return self.get_response(request)
        _go_on(request)
        response = self.get_response(request)
        is_taken = request.method == "POST" and response.status_code < 400
        if is_taken and request.user.is_authenticated:
            path = quote(request.path, safe="")
            response.set_cookie(TAKEN, path, max_age=60, path=DESK, samesite="Lax",
                                secure=settings.IS_PRODUCTION)  # fmt: skip
        return response


def _go_on(request: HttpRequest) -> None:
    begun, moment = request.session.get("begun"), int(time.time())
    if begun is None:
        return
    if moment - begun > LONGEST:
        logout(request)
    elif moment - request.session.get("noted", begun) >= NOTED_EVERY:
        request.session["noted"] = moment
