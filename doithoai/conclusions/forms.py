"""Forms of officials about conclusions."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.conclusions.actions import ResolutionDraft, edit_conclusion, resolve_matter
from doithoai.conclusions.models import ConclusionNotice, Outcome, Resolution
from doithoai.conclusions.queries import assignable_agencies, stamp_of_head, stamp_of_resolution
from doithoai.kit.days import DUE
from doithoai.kit.errors import WrongState
from doithoai.kit.fields import DayField, LineField, TextField
from doithoai.kit.forms import ActionForm
from doithoai.opinions.models import Matter
from doithoai.places.models import Agency
from doithoai.record.moves import Actor


class StampedForm(ActionForm):
    """Tells what the writer had before the eyes, so that nobody overwrites another unseen."""

    seen = LineField(required=False, widget=forms.HiddenInput, max_length=16)

    def stamp(self) -> str:
        """Of what stands now."""
        raise NotImplementedError

    def act[**P, R](self, verb: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        """After a collision the form shows the typed words over what stands now."""
        answer = super().act(verb, *args, **kwargs)
        if isinstance(self.refused, WrongState) and isinstance(self.data, QueryDict):
            self.data = self.data.copy()
            self.data["seen"] = self.stamp()
        return answer


class HeadForm(StampedForm):
    """Number and general assessment of the notice."""

    number = LineField(
        label=gettext_lazy("Number and symbol"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Such as 12/TB-UBND (State) or 12-TB/ĐU (Party)."),
    )
    assessment = TextField(
        label=gettext_lazy("General assessment"),
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 6}),
    )

    def __init__(self, data: QueryDict | None = None, *, notice: ConclusionNotice) -> None:
        self.notice = notice
        now = {"number": notice.number, "assessment": notice.assessment}
        super().__init__(data, initial={**now, "seen": stamp_of_head(notice)})

    def stamp(self) -> str:
        return stamp_of_head(ConclusionNotice.objects.get(pk=self.notice.pk))

    def save(self, *, by: Actor) -> bool:
        self.act(edit_conclusion, self.notice, by=by, **self.cleaned_data)
        return not self.errors


class ResolutionForm(StampedForm):
    """What the conclusion says on one matter."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    text = TextField(
        label=gettext_lazy("What is concluded"),
        max_length=3000,
        widget=forms.Textarea({"rows": 5}),
    )
    lead = forms.ModelChoiceField(
        Agency.objects.none(),
        label=gettext_lazy("Lead agency"),
        required=False,
        empty_label=gettext_lazy("choose…"),
    )
    supporting = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label=gettext_lazy("Supporting agencies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = DayField(DUE, label=gettext_lazy("Due date named by the chair"), required=False)
    receiver = LineField(
        label=gettext_lazy("Competent authority or procedure"), required=False, max_length=200
    )

    def __init__(
        self, data: QueryDict | None = None, *, notice: ConclusionNotice, matter: Matter
    ) -> None:
        self.notice, self.matter = notice, matter
        self.present = Resolution.objects.filter(notice=notice, matter=matter).first()
        super().__init__(data, initial=self._present_words())
        agencies = assignable_agencies(notice.dialogue)
        self.fields["lead"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["supporting"].queryset = agencies  # type: ignore[attr-defined]

    def _present_words(self) -> dict[str, Any]:
        seen = {"seen": stamp_of_resolution(self.notice, self.matter)}
        if self.present is None:
            return seen
        names = ("outcome", "text", "lead", "due_on", "receiver")
        words = {name: getattr(self.present, name) for name in names}
        return {**seen, **words, "supporting": list(self.present.supporting.all())}

    def save(self, *, by: Actor) -> Resolution | None:
        given = dict(self.cleaned_data)
        seen = given.pop("seen")
        draft = ResolutionDraft(**{**given, "supporting": list(given["supporting"])})
        return self.act(resolve_matter, self.notice, self.matter, by=by, draft=draft, seen=seen)

    def stamp(self) -> str:
        return stamp_of_resolution(self.notice, self.matter)
