"""The forms of security keys, as far as they differ from allauth's.

Their names have a Vietnamese label, which allauth leaves to the field's name; what a browser never
sends (a number of thousands of digits, lists within lists) is answered in words; a key that does
not open is told of in the security log, as a wrong password is.
"""

import json
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from doithoai.kit.fields import LineField
from doithoai.people.actions.security import note_failure
from doithoai.people.models import SecurityKind
from doithoai.people.security_signals import page_of


class CredentialField(forms.JSONField):
    """What the browser's key answered: an object as JSON."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        try:
            given = json.loads(value or "")
        except (TypeError, ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            raise ValidationError(_("The answer of the security key cannot be read."))
        return given


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # the package ships no types
    name = LineField(label=_("Name"), required=False, max_length=100)
    credential = CredentialField()


class EditKeyForm(EditWebAuthnForm):  # type: ignore[misc]  # the package ships no types
    name = LineField(label=_("Name"), max_length=100)


class _Told:
    """``user`` is None where the key is to say who comes: then it failed for nobody.

    What no browser sends, allauth leaves to errors of the language.
    """

    user: Any

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (ValidationError, LookupError, TypeError, ValueError, AttributeError) as error:
            page = page_of(context.request)
            note_failure(SecurityKind.SIGN_IN_FAILED, account=self.user, about=page)
            raise get_adapter().validation_error("incorrect_code") from error


class AuthenticateKeyForm(_Told, AuthenticateWebAuthnForm):  # type: ignore[misc]  # ships no types
    credential = CredentialField()


class ReauthenticateKeyForm(_Told, ReauthenticateWebAuthnForm):  # type: ignore[misc]  # ships no types
    credential = CredentialField()


class LoginKeyForm(_Told, LoginWebAuthnForm):  # type: ignore[misc]  # ships no types
    credential = CredentialField()
