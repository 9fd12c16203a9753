"""The forms of security keys: with a Vietnamese label, and with an answer for every credential.

allauth leaves the label to the field's name; what a browser never sends (a number of thousands of
digits, lists within lists) breaks its reading.
"""

import json
from typing import Any

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


class AuthenticateKeyForm(AuthenticateWebAuthnForm):  # type: ignore[misc]  # the package ships no types
    credential = CredentialField()


class ReauthenticateKeyForm(ReauthenticateWebAuthnForm):  # type: ignore[misc]  # the package ships no types
    credential = CredentialField()


class LoginKeyForm(LoginWebAuthnForm):  # type: ignore[misc]  # the package ships no types
    credential = CredentialField()
