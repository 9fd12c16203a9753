"""Forms of the first administrator."""

from collections.abc import Sequence
from typing import NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.kit.fields import AddressField, LineField, PasswordField
from doithoai.kit.forms import ActionForm
from doithoai.kit.time import today
from doithoai.opinions.actions.ready_answers import begin_answering_office
from doithoai.people.actions import appoint_person, use_setup_link
from doithoai.people.actors import Official, Visitor
from doithoai.people.invitations import make_password_link
from doithoai.people.models import User
from doithoai.people.queries import HEAD_POSTS
from doithoai.people.roles import RoleName
from doithoai.places.actions import start_term
from doithoai.places.models import Unit
from doithoai.places.queries.people import posts_of
from doithoai.record.actions import changes


class AccountForm(ActionForm):
    """The first administrator's own account."""

    email = AddressField(
        label=gettext_lazy("Your e-mail (to sign in)"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    display_name = LineField(
        label=gettext_lazy("Your name or post"),
        max_length=120,
        help_text=gettext_lazy("Shown to colleagues only, never to the public."),
    )
    password = PasswordField(
        label=gettext_lazy("Password"),
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least 12 letters; a sentence of your own is easy to remember."),
    )
    again = PasswordField(
        label=gettext_lazy("The password again"),
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError(_("The two passwords are not the same."))
        return again

    def __init__(self, data: QueryDict | None = None, *, token: str) -> None:
        super().__init__(data)
        self.token = token

    def save(self, *, by: Visitor) -> User | None:
        """The account; None when it was refused. Whoever holds the link may make it."""
        given = {name: self.cleaned_data[name] for name in ("email", "display_name", "password")}
        return self.act(use_setup_link, self.token, **given)


class UnitsForm(ActionForm):
    """The units of the office, chosen among ``choices``."""

    unit = forms.MultipleChoiceField(
        label=gettext_lazy("Units of your office"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one unit.")},
    )

    def __init__(
        self, data: QueryDict | None = None, *, choices: Sequence[Unit], chosen: Sequence[str] = ()
    ) -> None:
        super().__init__(data, initial={"unit": list(chosen)})
        self._units = {unit.key: unit for unit in choices}
        named = [(unit.key, unit.full_name) for unit in choices]
        self.fields["unit"].choices = named  # type: ignore[attr-defined]

    def save(self, *, by: User) -> bool:
        """``by`` holds no role yet: choosing the units gives the first one."""
        units = [self._units[key] for key in self.cleaned_data["unit"]]
        self.act(begin_answering_office, by, units=units)
        return not self.errors


class Handed(NamedTuple):
    """A one-time link to hand over: for whom, and the parts of its address."""

    user: User
    uidb36: str
    key: str


class HeadForm(ActionForm):
    """One role of a unit: who holds it, and the address of the account. May be left empty."""

    name = LineField(
        label=gettext_lazy("Name of the person"),
        max_length=120,
        required=False,
    )
    email = AddressField(label=gettext_lazy("E-mail"), max_length=254, required=False)

    def __init__(self, data: QueryDict | None, *, unit: Unit, role: RoleName, title: str) -> None:
        super().__init__(data, prefix=f"{unit.key}-{role}")
        self.unit, self.role, self.title = unit, role, title

    def clean(self) -> None:
        given = self.cleaned_data
        if given.get("name") and "email" in given and not given["email"]:
            self.add_error("email", _("The account of this person needs an e-mail address."))

    def save(self, *, by: Official) -> User | None:
        """Who has the role now; None when it was left empty, or refused."""
        email, name = self.cleaned_data["email"], self.cleaned_data["name"]
        if not email:
            return None
        return self.act(self._give, by, email, name)

    def _give(self, by: Official, email: str, name: str) -> User:
        called = name or self.title
        held = appoint_person(
            by=by, email=email, display_name=called, role=self.role, unit=self.unit
        )
        if self.role in HEAD_POSTS:
            kind = HEAD_POSTS[self.role]
            post = posts_of([self.unit]).get(kind=kind)
            start_term(post=post, starts_on=today(), holder=name, by=by)
        return held.user


def head_forms(data: QueryDict | None, units: Sequence[Unit]) -> list[HeadForm]:
    """Three for each unit: the two heads by their posts, and the office."""
    titles = {(post.unit_id, post.kind): post.title for post in posts_of(units)}
    forms_of = []
    for unit in units:
        for role, kind in HEAD_POSTS.items():
            title = titles[unit.pk, kind]
            forms_of.append(HeadForm(data, unit=unit, role=role, title=title))
        office = _("Office of %(unit)s") % {"unit": unit.name[0].lower() + unit.name[1:]}
        forms_of.append(HeadForm(data, unit=unit, role=RoleName.OFFICE, title=office))
    return forms_of


def give_roles(forms_of: Sequence[HeadForm], by: Official) -> list[Handed] | None:
    """All of them or none; None when one was refused, and then its form says why."""
    if not all([form.is_valid() for form in forms_of]):  # noqa: C419 - each shall say its errors
        return None
    try:
        with changes():
            users = [form.save(by=by) for form in forms_of]
            if any(form.errors for form in forms_of):
                raise _OneRefused
            new = {user.pk: user for user in users if user and not user.has_usable_password()}
            return [Handed(user, *make_password_link(user, by=by)) for user in new.values()]
    except _OneRefused:
        return None


class _OneRefused(Exception):
    pass
