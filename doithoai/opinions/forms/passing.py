"""The forms by which an opinion goes to the office of another unit, and back."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.fields import LineField
from doithoai.opinions.actions.passing import LONGEST_REASON, pass_back, pass_on
from doithoai.opinions.forms.triage import DecisionForm
from doithoai.opinions.models import Opinion
from doithoai.people.queries import other_offices
from doithoai.places.models import Unit


class PassOnForm(DecisionForm):
    prefix = "pass_on"
    decision = staticmethod(pass_on)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Unit that it belongs to"),
        empty_label=gettext_lazy("choose…"),
    )
    reason = LineField(
        label=gettext_lazy("Reason, for that office and the author to read"),
        max_length=LONGEST_REASON,
    )

    def __init__(self, data: QueryDict | None = None, *, opinion: Opinion, **options: Any) -> None:
        super().__init__(data, opinion=opinion, **options)
        self.fields["unit"].queryset = other_offices(opinion.unit_id)  # type: ignore[attr-defined]


class PassBackForm(DecisionForm):
    prefix = "pass_back"
    decision = staticmethod(pass_back)
    reason = LineField(
        label=gettext_lazy("Why it is returned, for that office and the author to read"),
        max_length=LONGEST_REASON,
    )
