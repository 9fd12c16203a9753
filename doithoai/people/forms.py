"""Forms of administrators: who holds which role."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.days import TERM
from doithoai.kit.fields import AddressField, DayField, LineField
from doithoai.kit.forms import ActionForm
from doithoai.kit.time import today
from doithoai.people.actions import appoint_person
from doithoai.people.actions.heads import change_head
from doithoai.people.actors import Official
from doithoai.people.models import Appointment
from doithoai.people.queries import units_to_appoint_in
from doithoai.people.roles import RoleName
from doithoai.places.models import Agency, Post, Term, Unit, Village


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


class HeadChangeForm(ActionForm):
    """The next head of a unit, and what becomes of the former one's role."""

    holder = LineField(
        label=gettext_lazy("Name of the next head"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Public. Left empty, only the post is shown."),
    )
    starts_on = DayField(TERM, label=gettext_lazy("Holds the post from"), initial=today)
    roles = forms.ChoiceField(
        label=gettext_lazy("The role of the former head"),
        choices=[
            ("end", gettext_lazy("ends on that day: the account no longer acts as head")),
            ("keep", gettext_lazy("goes on: it is ended later on the page of roles")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: QueryDict | None = None, *, post: Post) -> None:
        super().__init__(data, prefix=f"post-{post.pk}")
        self.post = post

    def save(self, *, by: Official) -> Term | None:
        given = {name: self.cleaned_data[name] for name in ("holder", "starts_on")}
        ends_roles = self.cleaned_data["roles"] == "end"
        return self.act(change_head, post=self.post, by=by, ends_roles=ends_roles, **given)
