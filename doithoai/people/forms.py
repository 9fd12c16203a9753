"""Forms of administrators: who holds which role."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from doithoai.kit.days import TERM
from doithoai.kit.fields import AddressField, DayField, LineField, NumberField
from doithoai.kit.forms import ActionForm
from doithoai.kit.time import today
from doithoai.people.actions import appoint_person
from doithoai.people.actions.cards import MOST_CARDS, change_phone, make_cards
from doithoai.people.actions.heads import change_head
from doithoai.people.actors import Official
from doithoai.people.contacts import LONGEST_PHONE
from doithoai.people.models import Appointment, User
from doithoai.people.queries import units_to_appoint_in
from doithoai.people.roles import BY_CARD, RoleName
from doithoai.places.models import Agency, Post, Term, Unit, Village


class AppointForm(ActionForm):
    """Gives a role to a person, who gets an account when there is none with the address, or with
    the number where the role needs no address.
    """

    email = AddressField(label=gettext_lazy("E-mail (to sign in)"), max_length=254, required=False)
    phone = LineField(
        label=gettext_lazy("Telephone number"),
        help_text=gettext_lazy(
            "Only for a village head without an e-mail address, who signs in by card or by a code"
            " in a text message."
        ),
        required=False,
        max_length=LONGEST_PHONE,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel"}),
    )
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

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        named = given.get("email") or (given.get("phone") and given.get("role") in BY_CARD)
        if not named and "email" not in self.errors:
            self.add_error("email", gettext("Please give an e-mail address."))
        return given

    def save(self, *, by: Official) -> Appointment | None:
        return self.act(appoint_person, by=by, **self.cleaned_data)


class CardsForm(ActionForm):
    """How many cards a village head gets on one sheet."""

    count = NumberField(
        label=gettext_lazy("How many cards"), min_value=1, max_value=MOST_CARDS, initial=6
    )

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        super().__init__(data, auto_id=f"cards{user.pk}_%s")
        self.user = user

    def save(self, *, by: Official) -> list[str] | None:
        return self.act(make_cards, self.user, by=by, count=self.cleaned_data["count"])


class PhoneNumberForm(ActionForm):
    """The number to which a village head's codes are sent."""

    phone = LineField(
        label=gettext_lazy("Telephone number"),
        required=False,
        max_length=LONGEST_PHONE,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict | None = None, *, user: User) -> None:
        initial = {"phone": user.phone or ""}
        super().__init__(data, auto_id=f"phone{user.pk}_%s", initial=initial)
        self.user = user

    def save(self, *, by: Official) -> bool:
        self.act(change_phone, self.user, by=by, phone=self.cleaned_data["phone"])
        return not self.errors


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
