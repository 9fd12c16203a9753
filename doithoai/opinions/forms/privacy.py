"""Forms of officials who look into the vault, redact, move out, or answer about personal data."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.days import HELD
from doithoai.kit.fields import DayField, LineField, TextField
from doithoai.kit.forms import ActionForm
from doithoai.opinions.actions.data_rights import decline_request
from doithoai.opinions.actions.hand_over import LONGEST_RECEIVER, hand_over
from doithoai.opinions.actions.inquiries import LONGEST_REPLY
from doithoai.opinions.actions.receipts import Proof, reissue_receipt
from doithoai.opinions.actions.redaction import (
    find_caller,
    redact_opinion,
    reveal_author,
    reveal_original,
)
from doithoai.opinions.actions.referral import move_out_opinion, recall_opinion
from doithoai.opinions.models import DataRequest, HandOver, Opinion, Referral
from doithoai.opinions.rules import LONGEST_TEXT
from doithoai.people.actors import Official
from doithoai.people.contacts import LONGEST_PHONE, Contact

LONGEST_REASON = 300
WHY_CALLERS = (
    gettext_lazy("The caller asks what became of an opinion"),
    gettext_lazy("The caller has lost the receipt code"),
    gettext_lazy("The caller adds to an opinion or answers a question of the office"),
)
"""Reasons that are ready: most look-ups have one of them."""
OTHER_REASON = "other"


class ReasonForm(ActionForm):
    """Asks why; the reason stays in the history."""

    reason = LineField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It stays in the history. Write no name and no number."),
        max_length=LONGEST_REASON,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class RevealAuthorForm(ReasonForm):
    """Opens the vault: who sent the opinion."""

    def __init__(self, data: QueryDict | None = None, *, opinion: Opinion) -> None:
        super().__init__(data)
        self.opinion = opinion

    def save(self, *, by: Official) -> Contact | None:
        return self.act(reveal_author, self.opinion, by=by, reason=self.cleaned_data["reason"])


class RevealOriginalForm(ReasonForm):
    """Opens the vault: the words as they came."""

    def __init__(self, data: QueryDict | None = None, *, opinion: Opinion) -> None:
        super().__init__(data)
        self.opinion = opinion

    def save(self, *, by: Official) -> str | None:
        return self.act(reveal_original, self.opinion, by=by, reason=self.cleaned_data["reason"])


class ReissueForm(ActionForm):
    """A new receipt code for an author who lost the first one."""

    proof = forms.ChoiceField(
        label=gettext_lazy("How you know that it is the author"),
        choices=Proof.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: QueryDict | None = None, *, opinion: Opinion) -> None:
        super().__init__(data)
        self.opinion = opinion

    def save(self, *, by: Official) -> str | None:
        return self.act(reissue_receipt, self.opinion, by=by, proof=self.cleaned_data["proof"])


class DeclineForm(ReasonForm):
    """Declines what an author asks about the data; the author reads the reason."""

    def __init__(
        self, data: QueryDict | None = None, *, asked: DataRequest, auto_id: str = "id_%s"
    ) -> None:
        super().__init__(data, auto_id=auto_id)
        self.asked = asked

    def save(self, *, by: Official) -> bool:
        self.act(decline_request, self.asked, by=by, reason=self.cleaned_data["reason"])
        return not self.errors


class RedactForm(ReasonForm):
    """What was written, and each answer of the author to a question of the office."""

    text = TextField(
        label=gettext_lazy("Text without what leads to private persons"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8}),
    )

    def __init__(self, data: QueryDict | None = None, *, opinion: Opinion) -> None:
        super().__init__(data, initial={"text": opinion.text})
        self.opinion = opinion
        self.answered = {one.pk: one for one in opinion.inquiries.exclude(reply="").order_by("id")}
        for pk, one in self.answered.items():
            self.fields[f"answer-{pk}"] = TextField(
                label=gettext_lazy("What the author answered"),
                help_text=one.question,
                initial=one.reply,
                max_length=LONGEST_REPLY,
                widget=forms.Textarea({"rows": 4}),
            )
        self.order_fields(["text", *(f"answer-{pk}" for pk in self.answered), "reason"])

    def save(self, *, by: Official) -> bool:
        answers = {pk: self.cleaned_data[f"answer-{pk}"] for pk in self.answered}
        given = {name: self.cleaned_data[name] for name in ("text", "reason")}
        self.act(redact_opinion, self.opinion, by=by, answers=answers, **given)
        return not self.errors


class FindCallerForm(ReasonForm):
    """Looks in the vault for what the person who calls has sent."""

    phone = LineField(
        label=gettext_lazy("Number of the person who calls"),
        max_length=LONGEST_PHONE,
        widget=forms.TextInput({"type": "tel", "autocomplete": "off", "inputmode": "tel"}),
    )
    why = forms.ChoiceField(
        label=gettext_lazy("Why you look"),
        choices=[
            *((str(number), words) for number, words in enumerate(WHY_CALLERS)),
            (OTHER_REASON, gettext_lazy("another reason, written below")),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("phone", "why", "reason")

    def __init__(self, data: QueryDict | None = None, *, phone: str = "") -> None:
        super().__init__(data, initial={"phone": phone})
        self.fields["reason"].required = False
        self.fields["reason"].label = gettext_lazy("Reason in your own words")

    def save(self, *, by: Official) -> list[Opinion] | None:
        """The opinions, perhaps none of them; None when it was refused."""
        given = self.cleaned_data
        ready = [str(words) for words in WHY_CALLERS]
        chosen = "" if given["why"] == OTHER_REASON else ready[int(given["why"])]
        reason = ". ".join(filter(None, [chosen, given["reason"]]))
        return self.act(find_caller, by=by, phone=given["phone"], reason=reason)


class RecallForm(ReasonForm):
    """Brings back what was referred by mistake."""

    def __init__(self, data: QueryDict | None = None, *, slip: Referral) -> None:
        super().__init__(data)
        self.slip = slip

    def save(self, *, by: Official) -> bool:
        self.act(recall_opinion, self.slip, by=by, reason=self.cleaned_data["reason"])
        return not self.errors


class MoveOutForm(ActionForm):
    """Asks once more; there is no room for words, on purpose."""

    is_sure = forms.BooleanField(
        label=gettext_lazy("It denounces somebody's breach of the law; take it out of here."),
        error_messages={"required": gettext_lazy("Please tick that you are sure.")},
    )

    def __init__(self, data: QueryDict | None = None, *, opinion: Opinion) -> None:
        super().__init__(data)
        self.opinion = opinion

    def save(self, *, by: Official) -> bool:
        self.act(move_out_opinion, self.opinion, by=by)
        return not self.errors


class HandOverForm(ActionForm):
    """Who received a denunciation, and when."""

    receiver = LineField(
        label=gettext_lazy("Received by: office and person"), max_length=LONGEST_RECEIVER
    )
    handed_on = DayField(HELD, label=gettext_lazy("Handed over on"))

    def __init__(self, data: QueryDict | None = None, *, found: HandOver) -> None:
        super().__init__(data)
        self.found = found

    def save(self, *, by: Official) -> bool:
        self.act(hand_over, self.found, by=by, **self.cleaned_data)
        return not self.errors
