"""One decision for many opinions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from doithoai.kit.errors import NotReady, Refused
from doithoai.kit.fields import LineField, TextField
from doithoai.kit.forms import ActionForm
from doithoai.language.fields import suggest_fields
from doithoai.language.titles import proposed_title
from doithoai.opinions.actions.deciding import refuse_or_propose
from doithoai.opinions.actions.hands import take_over
from doithoai.opinions.actions.triage import (
    MatterDraft,
    accept_opinion,
    move_to_round,
    release_opinion,
)
from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import JOINABLE
from doithoai.opinions.models import CollectionRound, Matter, Opinion
from doithoai.opinions.queries.gathering import rounds_for
from doithoai.opinions.queries.queue import matters_to_sort
from doithoai.opinions.typed_codes import matters_in
from doithoai.people.actors import Official

DECISIONS = {
    "take": gettext_lazy("Take over"),
    "accept": gettext_lazy("Accept into one known matter"),
    "open": gettext_lazy("Accept into one new matter"),
    "each": gettext_lazy("Accept, a new matter for each"),
    "refuse": gettext_lazy("Refuse with one reason"),
    "release": gettext_lazy("Let through after review"),
    "round": gettext_lazy("Move to a round of collection"),
}
FIELDS = {
    "accept": ("matter",),
    "open": ("title", "field", "names_are_public"),
    "refuse": ("reason",),
    "round": ("round",),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one opinion; ``problem`` empty: it is done."""

    opinion: Opinion
    problem: str = ""


class MatterByCode(LineField):
    """An open matter by its code, with or without its title, among ``matters``."""

    matters: QuerySet[Matter] = Matter.objects.none()

    def clean(self, value: Any) -> Matter | None:
        typed = str(super().clean(value) or "")
        if not typed:
            return None
        codes = matters_in(typed)
        meant = self.matters.filter(code__in=codes)
        found = min(meant, key=lambda matter: codes.index(matter.code), default=None)
        if found is None:
            raise forms.ValidationError(gettext_lazy("No waiting matter has this code."))
        return found


def proposed_matter(opinion: Opinion) -> MatterDraft:
    """With a title and a field read in its words. Raises NotReady when they say too little."""
    title = proposed_title(opinion.text)
    likely = suggest_fields(opinion.text, 1)
    if not title or not likely:
        raise NotReady(gettext("Its words give no title and field: accept it by itself."))
    return MatterDraft(title=title, field=likely[0].field)


class BulkForm(ActionForm):
    """Only the fields that the decision needs are there."""

    title = LineField(label=gettext_lazy("Title of the matter"), max_length=200)
    field = forms.ChoiceField(
        label=gettext_lazy("Field"), choices=[("", gettext_lazy("choose…")), *Field.choices]
    )
    names_are_public = forms.BooleanField(
        label=gettext_lazy("These names may be public"), required=False
    )

    matter = MatterByCode(label=gettext_lazy("Code of the known matter"), max_length=300)
    reason = TextField(
        label=gettext_lazy("Reason, for the authors to read"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )
    round = forms.ModelChoiceField(
        CollectionRound.objects.none(),
        label=gettext_lazy("Round of collection"),
        required=False,
        empty_label=gettext_lazy("none"),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        decision: str,
        opinions: Iterable[Opinion],
        by: Official,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.decision, self.opinions = decision, opinions
        self._opened: list[Matter] = []
        for name in set(self.fields) - set(FIELDS.get(decision, ())):
            del self.fields[name]
        if decision == "open":
            self._begin_matter()
        if decision == "accept":
            known = matters_to_sort(by).filter(state__in=JOINABLE)
            self.fields["matter"].matters = known  # type: ignore[attr-defined]
            self.fields["matter"].widget.attrs["list"] = "known"
        if decision == "round":
            self.fields["round"].queryset = rounds_for(by)  # type: ignore[attr-defined]

    def _begin_matter(self) -> None:
        first = next(iter(self.opinions), None)
        if first is not None:
            self.fields["title"].initial = proposed_title(first.text)
            likely = suggest_fields(first.text, 1)
            self.fields["field"].initial = likely[0].field if likely else ""

    def save(self, *, by: Official) -> list[Result]:
        """Each for itself: what is refused for one does not stop the others."""
        verb = self._verb(by)
        return [self._one(verb, opinion) for opinion in self.opinions]

    def _one(self, verb: Callable[[Opinion], object], opinion: Opinion) -> Result:
        try:
            verb(opinion)
        except Refused as refused:
            return Result(opinion, str(refused))
        return Result(opinion)

    def _verb(self, by: Official) -> Callable[[Opinion], object]:
        given = self.cleaned_data
        verbs: dict[str, Callable[[Opinion], object]] = {
            "take": lambda one: take_over(one, by=by),
            "accept": lambda one: accept_opinion(one, by=by, existing=[given["matter"]]),
            "open": lambda one: self._into_new(one, by),
            "each": lambda one: accept_opinion(one, by=by, drafts=[proposed_matter(one)]),
            "refuse": lambda one: refuse_or_propose(one, by=by, reason=given["reason"]),
            "release": lambda one: release_opinion(one, by=by),
            "round": lambda one: move_to_round(one, given["round"], by=by),
        }
        return verbs[self.decision]

    def _into_new(self, opinion: Opinion, by: Official) -> None:
        """The first one that can be accepted opens the matter, the others join it."""
        given = self.cleaned_data
        if self._opened:
            accept_opinion(opinion, by=by, existing=self._opened)
            return
        draft = MatterDraft(title=given["title"], field=given["field"])
        looked_at = given["names_are_public"]
        self._opened = accept_opinion(opinion, by=by, drafts=[draft], names_are_public=looked_at)
