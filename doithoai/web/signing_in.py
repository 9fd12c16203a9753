"""How officials sign in, as far as it differs from allauth's way.

An administrator of the office makes the accounts; nobody signs up. Tries are counted in the
database, for all processes together. Whoever guesses at a password cannot keep its owner out: a
device on which the owner signed in before has a count of its own (a device cookie, as in OWASP's
“Slow Down Online Guessing Attacks with Device Cookies”).
"""

import secrets
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import TextInput
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from doithoai.kit.errors import TryLater
from doithoai.kit.fields import LineField
from doithoai.people.gate.networks import mark
from doithoai.people.gate.passing import pass_code, pass_sign_in, use_code
from doithoai.people.models import User
from doithoai.web.visitors import network_of

DEVICE = "device"
YEAR = 365 * 24 * 60 * 60
MOST_ACCOUNTS = 5
"""Of officials who share a computer."""
MOST_LETTERS = 40
"""Of a code; a recovery code has eight."""
_ONE_TIME = TextInput({"autocomplete": "one-time-code"})


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]  # the package ships no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """In place of allauth's limits, which hold in one process and lock an account."""
        address = str(credentials.get("email") or "").strip().lower()
        device = devices_of(request).get(account_mark(address), "")
        try:
            pass_sign_in(network_of(request.META), address, device=device)
        except TryLater as refusal:
            raise _not_before(refusal) from refusal

    def post_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **about)
        remember_device(request, response, user)
        return response


class CodeForm(AuthenticateForm):  # type: ignore[misc]  # the package ships no types
    code = LineField(label=_("Code"), max_length=MOST_LETTERS, widget=_ONE_TIME)

    def clean_code(self) -> str:
        return _used_once(self, super().clean_code)


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]  # the package ships no types
    code = LineField(label=_("Code"), max_length=MOST_LETTERS, widget=_ONE_TIME)

    def clean_code(self) -> str:
        return _used_once(self, super().clean_code)


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]  # the package ships no types
    code = LineField(label=_("Code"), max_length=MOST_LETTERS, widget=_ONE_TIME)

    def clean_code(self) -> str:
        return _used_once(self, super().clean_code)


type CodeAsked = AuthenticateForm | ReauthenticateForm | ActivateTOTPForm


def _used_once(form: CodeAsked, checked: Callable[[], str]) -> str:
    """The code, when it is right and was not used before: allauth remembers used ones in one
    process only.
    """
    try:
        pass_code(form.user.pk)
    except TryLater as refusal:
        raise _not_before(refusal) from refusal
    code = str(checked())
    try:
        use_code(form.user.pk, code)
    except TryLater as refusal:
        raise ValidationError(_("This code was used already. Wait for the next one.")) from refusal
    return code


def _not_before(refusal: TryLater) -> ValidationError:
    minutes = -(-refusal.seconds // 60)
    words = ngettext(
        "Too many tries. Please try again in %(minutes)d minute.",
        "Too many tries. Please try again in %(minutes)d minutes.",
        minutes,
    )
    return ValidationError(words % {"minutes": minutes})


def remember_device(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """The owner of the account signed in on this device."""
    known = devices_of(request)
    account = account_mark(user.sign_in_name.lower())
    device = known.pop(account, secrets.token_hex(8))
    kept = [(account, device), *known.items()][:MOST_ACCOUNTS]
    response.set_signed_cookie(
        DEVICE, ".".join(f"{one}{number}" for one, number in kept), salt=DEVICE, max_age=YEAR,
        httponly=True, samesite="Lax", secure=settings.IS_PRODUCTION, path="/tai-khoan/",
    )  # fmt: skip


def devices_of(request: HttpRequest) -> dict[str, str]:
    """The number of this device by account, for those who signed in on it before."""
    kept = request.get_signed_cookie(DEVICE, default="", salt=DEVICE, max_age=YEAR) or ""
    return {one[:32]: one[32:] for one in kept.split(".") if one}


def account_mark(address: str) -> str:
    return mark(f"account:{address}").hex()
