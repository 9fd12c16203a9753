"""One decision for many opinions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.errors import Refused
from doithoai.kit.fields import LineField, TextField
from doithoai.kit.forms import ActionForm
from doithoai.opinions.actions.hands import take_over
from doithoai.opinions.actions.triage import (
    accept_opinion,
    move_to_round,
    refuse_opinion,
    release_opinion,
)
from doithoai.opinions.lifecycle import JOINABLE
from doithoai.opinions.models import CollectionRound, Matter, Opinion
from doithoai.opinions.queries.gathering import rounds_for
from doithoai.opinions.queries.queue import matters_to_sort
from doithoai.people.actors import Official

DECISIONS = {
    "take": gettext_lazy("Take over"),
    "accept": gettext_lazy("Accept into one known matter"),
    "refuse": gettext_lazy("Refuse with one reason"),
    "release": gettext_lazy("Let through after review"),
    "round": gettext_lazy("Move to a round of collection"),
}
FIELDS = {"accept": "matter", "refuse": "reason", "round": "round"}


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one opinion; ``problem`` empty: it is done."""

    opinion: Opinion
    problem: str = ""


class MatterByCode(LineField):
    """An open matter by its code or by its whole title, among ``matters``."""

    matters: QuerySet[Matter] = Matter.objects.none()

    def clean(self, value: Any) -> Matter | None:
        typed = str(super().clean(value) or "")
        if not typed:
            return None
        code = typed.split(" ")[0].upper()
        found = self.matters.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(gettext_lazy("No waiting matter has this code."))
        return found


class BulkForm(ActionForm):
    """Only the field that the decision needs is there."""

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
        for name in set(FIELDS.values()) - {FIELDS.get(decision)}:
            del self.fields[name]
        if decision == "accept":
            known = matters_to_sort(by).filter(state__in=JOINABLE)
            self.fields["matter"].matters = known  # type: ignore[attr-defined]
            self.fields["matter"].widget.attrs["list"] = "known"
        if decision == "round":
            self.fields["round"].queryset = rounds_for(by)  # type: ignore[attr-defined]

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
            "refuse": lambda one: refuse_opinion(one, by=by, reason=given["reason"]),
            "release": lambda one: release_opinion(one, by=by),
            "round": lambda one: move_to_round(one, given["round"], by=by),
        }
        return verbs[self.decision]
