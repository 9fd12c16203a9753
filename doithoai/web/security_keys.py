"""The forms of security keys, with a Vietnamese label: allauth leaves it to the field's name."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.forms import CharField
from django.utils.translation import gettext_lazy as _


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # the package ships no types
    name = CharField(label=_("Name"), required=False)


class EditKeyForm(EditWebAuthnForm):  # type: ignore[misc]  # the package ships no types
    name = CharField(label=_("Name"))
