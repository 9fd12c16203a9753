"""Forms of officials who look into the vault, redact, move out, or answer about personal data."""

from django import forms
from django.utils.translation import gettext_lazy

from doithoai.kit.forms import ActionForm
from doithoai.opinions.actions.data_rights import decline_request
from doithoai.opinions.actions.redaction import (
    find_caller,
    redact_opinion,
    reveal_author,
    reveal_original,
)
from doithoai.opinions.models import DataRequest, Opinion
from doithoai.people.actors import Official
from doithoai.people.contacts import LONGEST_PHONE, Contact

LONGEST_REASON = 300


class ReasonForm(ActionForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stays in the history. Write no name and no number."),
        max_length=LONGEST_REASON,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def contact(self, opinion: Opinion, *, by: Official) -> Contact | None:
        return self.act(reveal_author, opinion, by=by, reason=self.cleaned_data["reason"])

    def original(self, opinion: Opinion, *, by: Official) -> str | None:
        return self.act(reveal_original, opinion, by=by, reason=self.cleaned_data["reason"])

    def decline(self, request: DataRequest, *, by: Official) -> bool:
        self.act(decline_request, request, by=by, reason=self.cleaned_data["reason"])
        return not self.errors


class RedactForm(ReasonForm):
    text = forms.CharField(
        label=gettext_lazy("Text without what leads to private persons"),
        max_length=5000,
        widget=forms.Textarea({"rows": 8}),
    )
    field_order = ("text", "reason")

    def redact(self, opinion: Opinion, *, by: Official) -> bool:
        self.act(redact_opinion, opinion, by=by, **self.cleaned_data)
        return not self.errors


class CallerForm(ReasonForm):
    phone = forms.CharField(
        label=gettext_lazy("Number of the person who calls"),
        max_length=LONGEST_PHONE,
        widget=forms.TextInput({"type": "tel", "autocomplete": "off", "inputmode": "tel"}),
    )
    field_order = ("phone", "reason")

    def found(self, *, by: Official) -> list[Opinion] | None:
        return self.act(find_caller, by=by, **self.cleaned_data)


class MoveOutForm(ActionForm):
    """Asks once more; there is no room for words, on purpose."""

    is_sure = forms.BooleanField(
        label=gettext_lazy("It denounces somebody's breach of the law; erase it here for good."),
        error_messages={"required": gettext_lazy("Please tick that you are sure.")},
    )
