"""Forms of the office about one opinion: accept, refer, refuse, and what comes after."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.kit.forms import ActionForm
from doithoai.language.privacy import Kind, found
from doithoai.opinions.actions.inquiries import LONGEST_QUESTION, ask_author
from doithoai.opinions.actions.referral import refer_opinion
from doithoai.opinions.actions.triage import (
    MatterDraft,
    accept_opinion,
    attach_matters,
    refuse_opinion,
)
from doithoai.opinions.fields import Field
from doithoai.opinions.models import Matter, Opinion
from doithoai.opinions.models.letters import Procedure
from doithoai.opinions.queries.queue import waiting_matters
from doithoai.record.moves import Actor

MOST_ROWS = 12


class MatterForm(forms.Form):
    """One new matter; everything in it is public."""

    title = forms.CharField(label=gettext_lazy("Title of the matter"), max_length=200)
    field = forms.ChoiceField(
        label=gettext_lazy("Field"),
        choices=[("", gettext_lazy("choose…")), *Field.choices],
    )
    summary = forms.CharField(
        label=gettext_lazy("Summary for the public"),
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 2}),
    )
    quote = forms.CharField(
        label=gettext_lazy("Words of the opinion that may be shown"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )

    def draft(self) -> MatterDraft:
        return MatterDraft(**self.cleaned_data)


MatterRows = formset_factory(MatterForm, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class MattersForm(ActionForm):
    """Names the matters of an opinion: known ones, and rows of new ones.

    The buttons ``more`` (another row) and ``find`` (known matters by words) show the form again
    with everything as it was typed, without judging it. ``beside``: the address of the page, in
    which ``field`` and ``title`` may begin the first row.
    """

    words = forms.CharField(
        label=gettext_lazy("Find a known matter by words"), required=False, max_length=200
    )
    existing = forms.ModelMultipleChoiceField(
        Matter.objects.none(),
        label=gettext_lazy("The same as a known matter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    names_are_public = forms.BooleanField(
        label=gettext_lazy("These names may be public"),
        help_text=gettext_lazy(
            "A street, a school or a head in office; never a private person. Numbers that lead to "
            "somebody are covered anyway."
        ),
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        unit_id: int,
        beside: QueryDict | None = None,
    ) -> None:
        field = beside.get("field", "") if beside else ""
        self._begun = {"field": field} if field in Field.values else {}
        self.is_asking_more = data is not None and ("more" in data or "find" in data)
        if data is None or self.is_asking_more:
            super().__init__(initial=self._typed(data))
            self.rows = self._open_rows(data)
        else:
            super().__init__(data)
            sent = data.copy()
            sent["new-INITIAL_FORMS"] = "0"  # an empty row is no matter, whoever made the row
            self.rows = MatterRows(sent, prefix="new")
        if self._begun and data is None:
            self.rows.extra = 0
        self._waiting = waiting_matters(unit_id)
        self.fields["existing"].queryset = self._waiting  # type: ignore[attr-defined]
        self.offer(())

    def _typed(self, data: QueryDict | None) -> dict[str, Any]:
        if data is None:
            return {}
        return {
            name: data.getlist(name)
            if isinstance(one, forms.ModelMultipleChoiceField)
            else data.get(name)
            for name, one in self.base_fields.items()
            if name in data
        }

    def _open_rows(self, data: QueryDict | None) -> BaseFormSet[MatterForm]:
        if data is None:
            return MatterRows(prefix="new", initial=[self._begun] if self._begun else None)
        total = data.get("new-TOTAL_FORMS", "")
        count = min(int(total), MOST_ROWS) if total.isascii() and total.isdigit() else 0
        names = list(MatterForm.base_fields)
        typed = [{name: data.get(f"new-{n}-{name}", "") for name in names} for n in range(count)]
        rows = MatterRows(prefix="new", initial=typed)
        rows.extra = 1 if "more" in data else 0
        return rows

    def offer(self, known: Sequence[Matter]) -> None:
        """Shows these known matters to tick, besides those that are ticked already.

        Whoever shows the form looks for them; a form that is only checked needs none.
        """
        typed = self["existing"].value() or []
        ticked = [one for one in map(str, typed) if one.isascii() and one.isdigit()]
        rows = self._waiting.filter(pk__in=ticked[:MOST_ROWS]) if ticked else self._waiting.none()
        kept = [matter for matter in rows if matter not in known]
        self.fields["existing"].choices = [  # type: ignore[attr-defined]
            (matter.pk, f"{matter.title} ({matter.code})") for matter in (*kept, *known)
        ]
        self.likely = known

    @property
    def sought(self) -> str:
        """The words by which a known matter is looked for."""
        return str(self["words"].value() or "")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.rows.is_valid():
            self.add_error(None, _("A new matter is incomplete: see the marked fields below."))
        elif (names := self._names(given)) and not given["names_are_public"]:
            sentence = _("This seems to name somebody: %(names)s. Please take it out, or confirm.")
            self.add_error("names_are_public", sentence % {"names": ", ".join(names)})
        return given

    def _names(self, given: dict[str, Any]) -> list[str]:
        """What reads like a private person's name in words that everybody will read."""
        written = [given.get("quote", "")]
        written += [t for one in self.drafts for t in (one.title, one.summary, one.quote)]
        spans = [(text, span) for text in written for span in found(text)]
        names = [text[span.start : span.end] for text, span in spans if span.kind is Kind.NAME]
        return list(dict.fromkeys(names))

    @property
    def drafts(self) -> list[MatterDraft]:
        return [row.draft() for row in self.rows if row.has_changed()]


class AcceptForm(MattersForm):
    quote = forms.CharField(
        label=gettext_lazy("Words of the opinion that may be shown with the known matter"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )

    def perform(self, opinion: Opinion, *, by: Actor) -> bool:
        existing = list(self.cleaned_data["existing"])
        quote = self.cleaned_data["quote"]
        self.act(accept_opinion, opinion, by=by, drafts=self.drafts, existing=existing, quote=quote)
        return not self.errors


class AttachForm(AcceptForm):
    """The same for an opinion that was accepted before."""

    def perform(self, opinion: Opinion, *, by: Actor) -> bool:
        existing = list(self.cleaned_data["existing"])
        quote = self.cleaned_data["quote"]
        self.act(attach_matters, opinion, by=by, drafts=self.drafts, existing=existing, quote=quote)
        return not self.errors


SLIPS = [(one.value, one.label) for one in Procedure if one is not Procedure.DENUNCIATION]
"""Where a slip leads; a denunciation is moved out without one."""


class ReferForm(ActionForm):
    procedure = forms.ChoiceField(label=gettext_lazy("Procedure"), choices=SLIPS)
    authority = forms.CharField(
        label=gettext_lazy("Authority that receives it"), required=False, max_length=200
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, for the author to read"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("procedure") == Procedure.AUTHORITY and not given.get("authority"):
            raise ValidationError({"authority": _("Please name the authority.")})
        return given

    def perform(self, opinion: Opinion, *, by: Actor) -> bool:
        given = self.cleaned_data
        where = [str(Procedure(given["procedure"]).label), given["authority"]]
        answer = f"{' – '.join(filter(None, where))}. {given['reason']}"
        self.act(
            refer_opinion,
            opinion,
            by=by,
            reason=given["reason"],
            answer=answer,
            procedure=given["procedure"],
            authority=given["authority"],
        )
        return not self.errors


class AskForm(ActionForm):
    question = forms.CharField(
        label=gettext_lazy("Question to the author"),
        help_text=gettext_lazy("The author reads it with the receipt code and answers there."),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea({"rows": 3}),
    )

    def perform(self, opinion: Opinion, *, by: Actor) -> bool:
        self.act(ask_author, opinion, by=by, question=self.cleaned_data["question"])
        return not self.errors


class RefuseForm(ActionForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason, for the author to read"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def perform(self, opinion: Opinion, *, by: Actor) -> bool:
        self.act(refuse_opinion, opinion, by=by, reason=self.cleaned_data["reason"])
        return not self.errors
