"""What Django and allauth tell of signing in goes to the security log.

The page on which somebody came in says how: with a password, a second factor, a passkey or, in a
demonstration, by its open door.
"""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from doithoai.people.actions.security import note_failure, note_security
from doithoai.people.models import SecurityKind, User
from doithoai.people.queries import account_with


def listen() -> None:
    user_logged_in.connect(_signed_in)
    user_login_failed.connect(_failed)
    authentication_failed.connect(_failed_again)
    user_logged_out.connect(_signed_out)
    for one in (password_changed, password_set, password_reset):
        one.connect(_password_changed)
    for one in (authenticator_added, authenticator_reset):
        one.connect(_factor_added)
    authenticator_removed.connect(_factor_removed)


def page_of(request: HttpRequest | None) -> str:
    """The name of the page's address, without what stands in the address."""
    match = request.resolver_match if request else None
    return match.view_name[:60] if match else ""


def _signed_in(request: HttpRequest | None, user: User, **_more: Any) -> None:
    note_security(SecurityKind.SIGN_IN, account=user, about=page_of(request))


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_more: Any) -> None:
    """What was typed stays nowhere: of an address that no account has, nothing is known."""
    account = account_with(str(credentials.get("email") or "").strip())
    note_failure(SecurityKind.SIGN_IN_FAILED, account=account, about=page_of(request))


def _failed_again(request: HttpRequest | None, user: User, **_more: Any) -> None:
    """The code of a second factor was wrong."""
    note_failure(SecurityKind.SIGN_IN_FAILED, account=user, about=page_of(request))


def _signed_out(request: HttpRequest | None, user: User | None, **_more: Any) -> None:
    if user is not None:
        note_security(SecurityKind.SIGN_OUT, account=user)


def _password_changed(request: HttpRequest | None, user: User, **_more: Any) -> None:
    note_security(SecurityKind.PASSWORD_CHANGED, account=user, about=page_of(request))


def _factor_added(user: User, authenticator: Authenticator, **_more: Any) -> None:
    note_security(SecurityKind.FACTOR_ADDED, account=user, about=authenticator.type)


def _factor_removed(user: User, authenticator: Authenticator, **_more: Any) -> None:
    note_security(SecurityKind.FACTOR_REMOVED, account=user, about=authenticator.type)
