"""While an official works: the session goes on, the browser hears which form was taken, and a form
whose answer was lost is not taken twice.
"""

import json
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

type GetResponse = Callable[[HttpRequest], HttpResponse]

DESK: Final = "/ban-lam-viec/"
LONGEST: Final = 24 * 60 * 60
"""Seconds from signing in, whatever the person does (OWASP ASVS 5, 7.3.2)."""
NOTED_EVERY: Final = 5 * 60
"""Seconds: each note writes the session anew."""
TAKEN: Final = "taken"
"""The cookie with the address of the form, and in the session what was taken last."""


def begin(request: HttpRequest, **_about: Any) -> None:
    """Somebody signed in."""
    request.session["begun"] = request.session["noted"] = int(time.time())


class Working:
    """At the desk a session ends eight hours after the last request (``SESSION_COOKIE_AGE``).

    The answer to a form may be lost on its way. So the next page says once more which form was
    taken; and the same form of the same page (its token is of that page alone), when the browser
    sends it again, is led to where the first one was.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(DESK):
            return self.get_response(request)
        _go_on(request)
        response = self.get_response(request)
        if response.status_code < 400 and request.user.is_authenticated:
            if request.method == "POST":
                to = response.get("Location", "")
                request.session[TAKEN] = {"path": request.path, "form": _mark(request), "to": to}
                _tell(response, request.path)
            elif _is_page(response) and (last := request.session.get(TAKEN)) and "told" not in last:
                request.session[TAKEN] = {**last, "told": True}
                _tell(response, last["path"])
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        if request.method != "POST" or not request.path.startswith(DESK):
            return None
        last = request.session.get(TAKEN)
        if not last or not last["to"] or "csrfmiddlewaretoken" not in request.POST:
            return None
        is_same = last["form"] == _mark(request)
        return HttpResponseRedirect(last["to"]) if is_same else None


def _mark(request: HttpRequest) -> str:
    """Tells whether two sendings are one: by all that was sent, with the token of the page."""
    files = [(name, [(one.name, one.size) for one in files]) for name, files in
             request.FILES.lists()]  # fmt: skip
    sent = json.dumps([request.path, sorted(request.POST.lists()), sorted(files)])
    return sha256(sent.encode()).hexdigest()


def _is_page(response: HttpResponse) -> bool:
    return response.status_code == 200 and "text/html" in response.get("Content-Type", "")


def _tell(response: HttpResponse, path: str) -> None:
    response.set_cookie(TAKEN, quote(path, safe=""), max_age=60, path=DESK, samesite="Lax",
                        secure=settings.IS_PRODUCTION)  # fmt: skip


def _go_on(request: HttpRequest) -> None:
    begun, moment = request.session.get("begun"), int(time.time())
    if begun is None:
        return
    if moment - begun > LONGEST:
        logout(request)
    elif moment - request.session.get("noted", begun) >= NOTED_EVERY:
        request.session["noted"] = moment
