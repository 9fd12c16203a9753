"""Forms of administrators: who holds which role."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.days import TERM
from doithoai.kit.fields import AddressField, DayField, LineField
from doithoai.kit.forms import ActionForm
from doithoai.kit.time import today
from doithoai.people.actions import appoint_person, end_appointment
from doithoai.people.actors import Official
from doithoai.people.models import Appointment
from doithoai.people.queries import units_to_appoint_in
from doithoai.people.roles import RoleName
from doithoai.places.models import Agency, Unit, Village


class AppointForm(ActionForm):
    """Gives a role to a person, who gets an account when there is none with the address."""

    email = AddressField(label=gettext_lazy("E-mail (to sign in)"), max_length=254)
    display_name = LineField(
        label=gettext_lazy("Name or post"),
        max_length=120,
        help_text=gettext_lazy("Shown to colleagues only; a known account keeps its name."),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=RoleName.choices)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), empty_label=None)
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label=gettext_lazy("Agency"),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("Only for an officer of an agency."),
    )
    village = forms.ModelChoiceField(
        Village.objects.none(),
        label=gettext_lazy("Village"),
        required=False,
        empty_label=gettext_lazy("none"),
        help_text=gettext_lazy("Only for a village head."),
    )
    starts_on = DayField(TERM, label=gettext_lazy("From"), initial=today)
    ends_on = DayField(TERM, label=gettext_lazy("First day without the role"), required=False)

    def __init__(self, data: QueryDict | None = None, *, by: Official) -> None:
        super().__init__(data)
        units = units_to_appoint_in(by)
        villages = Village.objects.filter(placements__unit__in=units).distinct()
        choices = {
            "unit": units,
            "agency": Agency.objects.filter(unit__in=units, is_active=True).order_by("name"),
            "village": villages.order_by("sort_name"),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def save(self, *, by: Official) -> Appointment | None:
        return self.act(appoint_person, by=by, **self.cleaned_data)


class EndForm(ActionForm):
    """Ends the term of somebody who holds a role."""

    on = DayField(TERM, label=gettext_lazy("First day without the role"), initial=today)

    def __init__(self, data: QueryDict | None = None, *, appointment: Appointment) -> None:
        super().__init__(data)
        self.appointment = appointment

    def save(self, *, by: Official) -> bool:
        self.act(end_appointment, self.appointment, by=by, on=self.cleaned_data["on"])
        return not self.errors
