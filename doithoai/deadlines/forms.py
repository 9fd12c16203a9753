"""Forms of administrators: what differs from the national calendar."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.deadlines.actions import clear_override, set_override
from doithoai.deadlines.models import CalendarOverride
from doithoai.kit.days import DAY_OFF
from doithoai.kit.fields import DayField, LineField
from doithoai.kit.forms import ActionForm
from doithoai.people.actors import Official
from doithoai.people.queries import administered_units
from doithoai.places.models import Unit


class DayForm(ActionForm):
    """A day that is worked, or is off, in one unit against the calendar."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), empty_label=None)

    day = DayField(DAY_OFF, label=gettext_lazy("Day"))
    is_working = forms.TypedChoiceField(
        label=gettext_lazy("On this day"),
        choices=[("no", gettext_lazy("nobody works")), ("yes", gettext_lazy("people work"))],
        coerce=lambda word: word == "yes",
        initial="no",
        widget=forms.RadioSelect,
    )
    reason = LineField(label=gettext_lazy("Reason: which decision says so"), max_length=300)

    def __init__(self, data: QueryDict | None = None, *, by: Official) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = administered_units(by)  # type: ignore[attr-defined]

    def save(self, *, by: Official) -> CalendarOverride | None:
        return self.act(set_override, by=by, **self.cleaned_data)


class ClearForm(ActionForm):
    """Takes such a day back."""

    reason = LineField(label=gettext_lazy("Reason"), max_length=300)

    def __init__(self, data: QueryDict | None = None, *, override: CalendarOverride) -> None:
        super().__init__(data)
        self.override = override

    def save(self, *, by: Official) -> bool:
        day, unit = self.override.day, self.override.unit
        self.act(clear_override, by=by, day=day, unit=unit, **self.cleaned_data)
        return not self.errors
