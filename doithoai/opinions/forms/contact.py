"""Who sends an opinion and how to tell the person; nothing of it has to be given."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.errors import Invalid
from doithoai.kit.fields import LineField
from doithoai.kit.forms import ActionForm
from doithoai.opinions.actions.data_rights import correct_author, require_way
from doithoai.opinions.author import Author
from doithoai.opinions.models import Opinion, TellBy
from doithoai.people.contacts import (
    LONGEST_ADDRESS,
    LONGEST_EMAIL,
    LONGEST_NAME,
    LONGEST_PHONE,
    Contact,
    tidy,
)


class ContactForm(ActionForm):
    """All fields may stay empty; ``consent`` is never ticked beforehand.

    ``contact`` and ``cleaned_data["tell_by"]`` are what ``record_opinion`` takes.
    """

    name = LineField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    phone = LineField(
        label=gettext_lazy("Telephone"),
        required=False,
        max_length=LONGEST_PHONE,
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    email = LineField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    address = LineField(
        label=gettext_lazy("Address for a written answer"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput({"autocomplete": "street-address"}),
    )
    tell_by = forms.ChoiceField(
        label=gettext_lazy("When there is news"),
        choices=TellBy.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    consent = forms.BooleanField(
        label=gettext_lazy(
            "I agree that this is kept, locked, so that the office can reach me about this opinion."
        ),
        help_text=gettext_lazy(
            "You can take this back at any time with your receipt code; then it is erased at once "
            "(Law on Personal Data Protection 91/2025/QH15)."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        try:
            if self.contact:
                tidy(self.contact)
            require_way(self.contact, given["tell_by"])
        except Invalid as refused:
            self.add_error(refused.field or None, str(refused))
        return given

    @property
    def contact(self) -> Contact | None:
        """None when the person left everything empty."""
        given = self.cleaned_data
        contact = Contact(
            given["name"], given["phone"], given["email"], given["consent"], given["address"]
        )
        return contact if contact else None


class CorrectForm(ContactForm):
    """The author puts right what is kept of the contact."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        opinion: Opinion,
        initial: dict[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.opinion = opinion

    def save(self, *, by: Author) -> bool:
        given = self.cleaned_data
        contact = self.contact or Contact(consent=given["consent"])
        self.act(correct_author, self.opinion, by=by, contact=contact, tell_by=given["tell_by"])
        return not self.errors
