"""What citizens say besides an opinion: that it is theirs too, and what the office asked."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from doithoai.kit.fields import SingleUseField
from doithoai.kit.forms import ActionForm
from doithoai.language.privacy import found, told_kinds
from doithoai.opinions.actions.inquiries import LONGEST_REPLY, reply_to_office
from doithoai.opinions.actions.joining import join_matter
from doithoai.opinions.author import Author
from doithoai.opinions.forms.said import SaidField
from doithoai.opinions.models import Matter, Opinion
from doithoai.people.actors import Visitor


class JoinForm(ActionForm):
    """“I have this problem too.”"""

    client_key = SingleUseField()

    def __init__(self, data: QueryDict | None = None, *, matter: Matter) -> None:
        super().__init__(data)
        self.matter = matter

    def save(self, *, by: Visitor) -> tuple[Opinion, str] | None:
        """The opinion that raises this matter too and its receipt code; None when refused."""
        return self.act(join_matter, self.matter, by=by, client_key=self.cleaned_data["client_key"])


class ReplyForm(ActionForm):
    """The author answers a question of the office."""

    text = SaidField(
        label=_("Your answer"),
        help_text=_("Only officials who have the right read this."),
        max_length=LONGEST_REPLY,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Please write a few words.")},
    )
    was_told = forms.BooleanField(required=False, widget=forms.HiddenInput)
    """Whether it was pointed out to the author what in the answer leads to a person."""

    def __init__(self, data: QueryDict | None = None, *, opinion: Opinion) -> None:
        self.sent = data.copy() if data is not None else None
        super().__init__(self.sent)
        self.opinion = opinion

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        pointed = told_kinds(found(given.get("text", "")))
        if self.sent and pointed and not given["was_told"]:
            self.sent["was_told"] = "on"
            self.add_error(
                "text",
                _(
                    "Your answer seems to hold: %(pointed)s. Take it out if the office does not "
                    "need it, or send the answer as it is by pressing again."
                )
                % {"pointed": pointed},
            )
        return given

    def save(self, *, by: Author) -> bool:
        self.act(reply_to_office, self.opinion, by=by, text=self.cleaned_data["text"])
        return not self.errors
