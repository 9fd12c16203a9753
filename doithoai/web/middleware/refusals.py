"""Turns what cannot be done into an answer a person understands: once, for every page.

A refusal (``kit.errors``) becomes a page, or JSON when a program asks.
"""

import logging
from collections.abc import Callable
from contextlib import suppress

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from doithoai.kit.errors import Refused, TryLater

type GetResponse = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger(__name__)
RETRY_SECONDS = 30


class Refusals:
    """Answers a ``Refused`` with its own status, and a lost database with 503."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not is_program(request):
            return _not_by_this_method(request, allowed=response.headers["Allow"])
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused):
            refusal = answer(request, str(error), status=error.status, field=error.field)
            if isinstance(error, TryLater):
                refusal.headers["Retry-After"] = str(error.seconds)
            return refusal
        if isinstance(error, OperationalError):
            logger.error("The database does not answer", exc_info=error)
            return out_of_service(request)
        return None


def _not_by_this_method(request: HttpRequest, *, allowed: str) -> HttpResponse:
    """To the page above, for who opens an address that only takes what a form sends: after signing
    in anew, or with a reload.
    """
    above = page_above(request.path_info)
    if request.method in ("GET", "HEAD") and above:
        return redirect(above)
    response = answer(request, _("This address takes nothing like that."), status=405)
    response.headers["Allow"] = allowed
    return response


def page_above(path: str) -> str:
    """The nearest address above this one that leads somewhere; empty when there is none."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        with suppress(Resolver404):
            resolve(above)
            return above
    return ""


def is_program(request: HttpRequest) -> bool:
    """Whether JSON is preferred to a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def unreadable(request: HttpRequest, sentence: str, *, status: int = 422) -> HttpResponse:
    words = _("This request cannot be read"), _("Go back or start from the home page.")
    return answer(request, sentence, status=status, title_and_advice=words)


def answer(
    request: HttpRequest,
    sentence: str,
    *,
    status: int,
    field: str = "",
    title_and_advice: tuple[str, str] | None = None,
) -> HttpResponse:
    """The refusal in the shape that was asked for: JSON or a page."""
    if is_program(request):
        body = {"status": status, "error": sentence, "field": field}
        return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    title, advice = title_and_advice or _title_and_advice(status)
    context = {"sentence": sentence, "title": title, "advice": advice, "back": _back(request)}
    return render(request, "refusal.html", context, status=status)


def out_of_service(request: HttpRequest) -> HttpResponse:
    response: HttpResponse
    if is_program(request):
        sentence = _("The service is interrupted for a moment. Please try again.")
        response = JsonResponse({"status": 503, "error": sentence, "field": ""}, status=503)
    else:
        response = render(request, "maintenance.html", status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _title_and_advice(status: int) -> tuple[str, str]:
    match status:
        case 403:
            return _("You may not do this here"), _(
                "If it is part of your duty, ask the administrator of your office for the right."
            )
        case 409:
            return _("This has changed meanwhile"), _(
                "Somebody was faster, or it was done already. Go back and look at it once more."
            )
        case 413:
            return _("This is too large"), _("Go back and send fewer or smaller files.")
        case 422:
            return _("This cannot be done yet"), _("Go back, complete it and try again.")
        case 408 | 429 | 503:
            return _("Please wait a little"), _(
                "What you typed is kept in this browser. Wait some minutes, go back and try again."
            )
        case _other:
            return _("This request cannot be read"), _("Go back or start from the home page.")


def _back(request: HttpRequest) -> str:
    """The page one came from, when it is ours; else the home page, or the first of the desk."""
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()})
    is_desk = hasattr(request, "official")
    return referer if is_ours else reverse("desk:my_work") if is_desk else "/"
