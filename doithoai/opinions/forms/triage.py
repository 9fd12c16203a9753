"""Forms of the office about one opinion: accept, refer, refuse, and what comes after."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.kit.fields import LineField, NumberField, TextField
from doithoai.kit.forms import ActionForm
from doithoai.kit.numbers import HIGHEST_ID, whole_number
from doithoai.opinions.actions.deciding import refer_or_propose, refuse_or_propose
from doithoai.opinions.actions.hands import put_back, take_over
from doithoai.opinions.actions.inquiries import LONGEST_QUESTION, ask_author
from doithoai.opinions.actions.telling import (
    inform_author,
    note_told,
    pass_to_village,
    send_again,
)
from doithoai.opinions.actions.triage import (
    MatterDraft,
    accept_opinion,
    attach_matters,
    detach_matter,
    reconsider_opinion,
    release_opinion,
)
from doithoai.opinions.actions.voiding import (
    restore_opinion,
    take_back_opinion,
    undo_acceptance,
)
from doithoai.opinions.fields import Field
from doithoai.opinions.models import Matter, Opinion, Proposal, Telling
from doithoai.opinions.queries.queue import joinable_matters, waiting_matters
from doithoai.opinions.rules import SLIPS
from doithoai.people.actors import Official

MOST_ROWS = 12


class MatterForm(forms.Form):
    """One new matter; everything in it is public."""

    title = LineField(label=gettext_lazy("Title of the matter"), max_length=200)
    field = forms.ChoiceField(
        label=gettext_lazy("Field"),
        choices=[("", gettext_lazy("choose…")), *Field.choices],
    )
    summary = TextField(
        label=gettext_lazy("Summary for the public"),
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 2}),
    )
    quote = TextField(
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
    with everything as it was typed, without judging it. ``title`` and ``field`` of ``initial``
    begin the first row; it counts for nothing when a known matter is named and nobody touched it.
    """

    known: Callable[[int], QuerySet[Matter]] = staticmethod(waiting_matters)

    words = LineField(
        label=gettext_lazy("Find a known matter by words"), required=False, max_length=200
    )
    existing = forms.ModelMultipleChoiceField(
        Matter.objects.none(),
        label=gettext_lazy("The same as a known matter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    proposed = LineField(required=False, max_length=200, widget=forms.HiddenInput)
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
        initial: dict[str, str] | None = None,
    ) -> None:
        begun = initial or {}
        self._begun = {name: begun[name] for name in ("title", "field") if begun.get(name)}
        if self._begun.get("field") not in Field.values:
            self._begun.pop("field", None)
        self.is_asking_more = data is not None and ("more" in data or "find" in data)
        if data is None or self.is_asking_more:
            super().__init__(initial={"proposed": begun.get("title", ""), **self._typed(data)})
            self.rows = self._open_rows(data)
        else:
            super().__init__(data)
            sent = data.copy()
            sent["new-INITIAL_FORMS"] = "0"  # an empty row is no matter, whoever made the row
            self.rows = MatterRows(sent, prefix="new")
        if self._begun and data is None:
            self.rows.extra = 0
        self._waiting = self.known(unit_id)
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
        count = min(whole_number(data.get("new-TOTAL_FORMS", "")) or 0, MOST_ROWS)
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
        ticked = [one for one in map(str, typed) if whole_number(one)]
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
        return given

    @property
    def drafts(self) -> list[MatterDraft]:
        named = [row.draft() for row in self.rows if row.has_changed()]
        if not self.cleaned_data["existing"]:
            return named
        title = self.cleaned_data["proposed"]
        return [one for one in named if one.title != title or one.summary or one.quote]

    @property
    def named(self) -> dict[str, Any]:
        """What the actions that raise matters want to know."""
        given = self.cleaned_data
        return {
            "drafts": self.drafts,
            "existing": list(given["existing"]),
            "names_are_public": given["names_are_public"],
        }


class DecisionForm(ActionForm):
    """What the office decides about one opinion; ``save`` does it.

    One without fields is a button. Its fields bear the name of the decision before their own,
    because a page shows several.
    """

    decision: Callable[..., object]

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        opinion: Opinion,
        initial: dict[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.opinion = opinion
        self.is_proposal = False

    def save(self, *, by: Official) -> bool:
        """Whether it is done, or proposed; what the action refuses stands beside its field."""
        done = self.act(self.decision, self.opinion, by=by, **self.cleaned_data)
        self.is_proposal = isinstance(done, Proposal)
        return not self.errors


class AcceptForm(MattersForm):
    """Accept it; of several matters each may be new or known."""

    decision: Callable[..., object] = staticmethod(accept_opinion)
    known = staticmethod(joinable_matters)
    quote = TextField(
        label=gettext_lazy("Words of the opinion that may be shown with the known matter"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        opinion: Opinion,
        initial: dict[str, str] | None = None,
    ) -> None:
        super().__init__(data, unit_id=opinion.unit_id, initial=initial)
        self.opinion = opinion
        self.is_proposal = False

    def save(self, *, by: Official) -> bool:
        quote = self.cleaned_data["quote"]
        self.act(self.decision, self.opinion, by=by, quote=quote, **self.named)
        return not self.errors


class AttachForm(AcceptForm):
    """The same for an opinion that was accepted before."""

    decision = staticmethod(attach_matters)


class DetachForm(DecisionForm):
    """It does not raise this matter."""

    decision = staticmethod(detach_matter)
    matter = forms.ModelChoiceField(Matter.objects.none(), widget=forms.HiddenInput)
    reason = TextField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea({"rows": 2, "cols": 40})
    )

    def __init__(self, data: QueryDict | None = None, *, opinion: Opinion, **options: Any) -> None:
        super().__init__(data, opinion=opinion, **options)
        # One that was taken away in another tab meanwhile is the action's to refuse, in its words.
        of_unit = Matter.objects.filter(unit_id=opinion.unit_id)
        self.fields["matter"].queryset = of_unit  # type: ignore[attr-defined]


class ReferForm(DecisionForm):
    prefix = "refer"
    decision = staticmethod(refer_or_propose)
    procedure = forms.ChoiceField(
        label=gettext_lazy("Procedure"),
        help_text=gettext_lazy(
            "Of a complaint only the slip is kept: its words are sealed at once and destroyed "
            "after 24 hours. Until then you can print them with the slip or bring the opinion back."
        ),
        choices=[(one.value, one.label) for one in SLIPS],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose where it leads.")},
    )
    authority = LineField(
        label=gettext_lazy("Authority that receives it"), required=False, max_length=200
    )
    reason = TextField(
        label=gettext_lazy("Reason, for the author to read"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class AskForm(DecisionForm):
    prefix = "ask"
    decision = staticmethod(ask_author)
    question = TextField(
        label=gettext_lazy("Question to the author"),
        help_text=gettext_lazy("The author reads it with the receipt code and answers there."),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, *, opinion: Opinion, **options: Any) -> None:
        super().__init__(data, opinion=opinion, **options)
        if opinion.must_be_told:
            self.fields["question"].help_text = _(
                "Somebody tells the person the question and notes the answer:"
                " no message reaches its author."
            )


class RefuseForm(DecisionForm):
    prefix = "refuse"
    decision = staticmethod(refuse_or_propose)
    reason = TextField(
        label=gettext_lazy("Reason, for the author to read"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class ReconsiderForm(DecisionForm):
    prefix = "reconsider"
    decision = staticmethod(reconsider_opinion)
    reason = TextField(
        label=gettext_lazy("Why it is brought back"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )


class UndoAcceptForm(DecisionForm):
    prefix = "undo_accept"
    decision = staticmethod(undo_acceptance)
    reason = TextField(
        label=gettext_lazy("Why the acceptance is undone"),
        help_text=gettext_lazy("Public, where a matter was opened by it."),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )


class TakeBackForm(DecisionForm):
    decision = staticmethod(take_back_opinion)


class RestoreForm(DecisionForm):
    decision = staticmethod(restore_opinion)


class ReleaseForm(DecisionForm):
    decision = staticmethod(release_opinion)


class SendAgainForm(DecisionForm):
    decision = staticmethod(send_again)


class NoteToldForm(DecisionForm):
    decision = staticmethod(note_told)


class InformForm(DecisionForm):
    """Somebody told the author."""

    prefix = "inform"
    decision = staticmethod(inform_author)
    way = forms.ChoiceField(
        label=gettext_lazy("How the author was told"),
        choices=Telling.Way.choices,
        widget=forms.RadioSelect,
    )


class PassToVillageForm(DecisionForm):
    decision = staticmethod(pass_to_village)


class TakeOverForm(DecisionForm):
    """``instead_of``: the officer from whom it is taken, as the page showed."""

    decision = staticmethod(take_over)
    instead_of = NumberField(
        required=False, min_value=1, max_value=HIGHEST_ID, widget=forms.HiddenInput
    )


class PutBackForm(DecisionForm):
    decision = staticmethod(put_back)
