"""Forms with which somebody signs in who has no e-mail address: a card, a text message."""

from django import forms
from django.utils.translation import gettext_lazy

from doithoai.kit.fields import LineField
from doithoai.kit.forms import ActionForm
from doithoai.people.actions.cards import use_card
from doithoai.people.actions.text_codes import ask_for_text_code, use_text_code
from doithoai.people.contacts import LONGEST_PHONE
from doithoai.people.models import User

MOST_LETTERS = 40
"""Of a code, as people type it."""


class CardForm(ActionForm):
    """The code of a card."""

    card = LineField(
        label=gettext_lazy("Code on the card"),
        help_text=gettext_lazy("Capital or small letters, with or without dashes."),
        max_length=MOST_LETTERS,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def save(self, *, by: bytes) -> User | None:
        """``by``: the mark of the network; None when the card lets nobody in."""
        return self.act(use_card, self.cleaned_data["card"], who=by)


class PhoneForm(ActionForm):
    """The number to which a code is sent."""

    phone = LineField(
        label=gettext_lazy("Telephone number"),
        max_length=LONGEST_PHONE,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )

    def save(self, *, by: bytes, device: str) -> bool:
        """``by``: the mark of the network; ``device``: its number, if it was here before."""
        self.act(ask_for_text_code, self.cleaned_data["phone"], who=by, device=device)
        return not self.errors


class TextCodeForm(ActionForm):
    """The code that came, with the number to which it was sent."""

    phone = LineField(max_length=LONGEST_PHONE, widget=forms.HiddenInput)
    code = LineField(
        label=gettext_lazy("Code from the message"),
        max_length=MOST_LETTERS,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def save(self, *, by: bytes) -> User | None:
        """As ``CardForm.save``."""
        given = self.cleaned_data
        return self.act(use_text_code, given["phone"], given["code"], who=by)
