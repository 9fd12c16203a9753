"""Signing in without an e-mail address: by a printed card, or by a code in a text message.

Only who neither reads nor decides comes this way (``people.queries.comes_by_card``), and the
session stays narrow: it opens no page of the account, and ends when the person gets another role.
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doithoai.kit.errors import Invalid
from doithoai.people.actions.text_codes import offers_text_codes
from doithoai.people.contacts import normal_phone
from doithoai.people.models import User
from doithoai.people.queries import comes_by_card
from doithoai.people.sign_in_forms import CardForm, PhoneForm, TextCodeForm
from doithoai.web.middleware.working import DESK
from doithoai.web.signing_in import account_mark, devices_of, remember_device
from doithoai.web.visitors import network_of

NARROW: Final = "narrow"
"""Under this key a session says that it was begun this way."""
ACCOUNT_PAGES: Final = "/tai-khoan/"
STILL_OPEN: Final = frozenset(
    {"account_login", "account_logout", "sign_in_card", "sign_in_with_card", "text_code",
     "text_code_use"}
)  # fmt: skip
type GetResponse = Callable[[HttpRequest], HttpResponse]


@never_cache
@sensitive_variables("form")
@sensitive_post_parameters("card")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_card(request: HttpRequest) -> HttpResponse:
    form = CardForm(request.POST or None)
    if form.is_valid() and (user := form.save(by=network_of(request.META))):
        return _let_in(request, user)
    return _page(request, "card.html", {"form": form}, form.status)


@never_cache
@require_safe
def sign_in_with_card(request: HttpRequest, card: str) -> HttpResponse:
    """Where the picture on a card leads. Opening it uses nothing up: whatever looks at an address
    before its owner does (a scanner, a preview) presses no button.
    """
    context = {"form": CardForm(initial={"card": card}), "is_scanned": True}
    return _page(request, "card.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def text_code(request: HttpRequest) -> HttpResponse:
    """Ask for a code; the answer is the same whether the number is known or not."""
    _require_text_codes()
    form = PhoneForm(request.POST or None)
    if form.is_valid():
        phone = form.cleaned_data["phone"]
        if form.save(by=network_of(request.META), device=_device(request, phone)):
            code = TextCodeForm(initial={"phone": phone})
            return _page(request, "text_code.html", {"form": code, "is_sent": True})
    return _page(request, "text_code.html", {"form": form}, form.status)


@never_cache
@sensitive_variables("form")
@sensitive_post_parameters("code")
@require_POST
def text_code_use(request: HttpRequest) -> HttpResponse:
    _require_text_codes()
    form = TextCodeForm(request.POST)
    if form.is_valid() and (user := form.save(by=network_of(request.META))):
        return _let_in(request, user)
    return _page(request, "text_code.html", {"form": form, "is_sent": True}, form.status)


class NarrowSession:
    """Keeps sessions that were begun by card or text message within what they are for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponseBase | None:
        if not request.path.startswith((DESK, ACCOUNT_PAGES)):
            return None  # a public page asks for no session
        if NARROW not in request.session or not isinstance(request.user, User):
            return None
        if not comes_by_card(request.user):
            logout(request)
            messages.info(request, _("Your role has changed. Please sign in anew."))
            return redirect("account_login")
        match = request.resolver_match
        is_account = request.path.startswith(ACCOUNT_PAGES)
        if is_account and match and match.view_name not in STILL_OPEN:
            raise Http404
        return None


def _let_in(request: HttpRequest, user: User) -> HttpResponse:
    logout(request)  # whoever was signed in here before
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[NARROW] = True
    response = redirect("desk:village")
    remember_device(request, response, user)
    return response


def _device(request: HttpRequest, phone: str) -> str:
    try:
        return devices_of(request).get(account_mark(normal_phone(phone)), "")
    except Invalid:
        return ""


def _require_text_codes() -> None:
    if not offers_text_codes():
        raise Http404


def _page(
    request: HttpRequest, template: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    context["offers_text_codes"] = offers_text_codes()
    return render(request, f"account/{template}", context, status=status)
