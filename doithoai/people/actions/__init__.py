"""Writing accounts, appointments and how an office begins.

What happened goes to the history with keys and roles only: names and addresses stay in the
accounts.
"""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils.translation import gettext as _

from doithoai.kit.days import TERM
from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.kit.time import now, today
from doithoai.kit.vietnamese import one_line
from doithoai.people.actions.cards import end_ways_without_address
from doithoai.people.actions.security import account_of, note_security
from doithoai.people.actors import Official, System
from doithoai.people.contacts import normal_phone
from doithoai.people.models import Appointment, Installation, SecurityKind, SetupLink, User
from doithoai.people.queries import (
    account_with,
    account_with_phone,
    appointments_on,
    live_setup_link,
    setup_link_digest,
)
from doithoai.people.roles import BY_CARD, READERS, RoleName
from doithoai.places.actions import ensure_posts, take_over_units
from doithoai.places.models import Agency, Unit, Village
from doithoai.places.queries import unit_of_village
from doithoai.record.actions import action
from doithoai.record.moves import Actor
from doithoai.record.notes import note
from doithoai.record.permissions import Permission

LINK_LIVES = timedelta(hours=24)
LONGEST_NAME = 120
APPOINTING = (Permission.MANAGE_OFFICE, Permission.APPOINT_OFFICIAL)
"""Rights of which one is enough: an administrator's or a head's."""


@action
def create_account(
    *, by: Actor, email: str, display_name: str, phone: str = "", is_demo: bool = False
) -> User:
    """An account without a password: its owner sets one through a one-time link, or signs in by
    card or text message.

    A demo account never has one. Raises Invalid for an address or a number that is none, or is
    known already, and when both are left out.
    """
    may = (
        any(map(by.holds, APPOINTING))
        if isinstance(by, Official)
        else by.may(Permission.MANAGE_OFFICE, None)
    )
    if not may:
        raise NotAllowed(_("Only an administrator or a head makes accounts."))
    user = User(
        email=_address(email) if email or not phone else None,
        phone=_free_phone(phone) if phone else None,
        display_name=_name(display_name),
        is_demo=is_demo,
    )
    user.set_unusable_password()
    user.save(force_insert=True)
    note("account", "create", user.pk, by=by, target="active")
    note_security(SecurityKind.ACCOUNT_MADE, account=account_of(by), whom=user)
    return user


def _address(email: str) -> str:
    address = one_line(email).lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Invalid(_("This is not an e-mail address."), field="email") from error
    if User.objects.filter(email__iexact=address).exists():
        raise Invalid(_("There is an account with this e-mail address already."), field="email")
    return address


def _free_phone(phone: str) -> str:
    number = normal_phone(phone)
    if account_with_phone(number):
        raise Invalid(_("There is an account with this number already."), field="phone")
    return number


def _name(display_name: str) -> str:
    name = one_line(display_name)
    if not name:
        raise NotReady(_("Please give a name or a post."), field="display_name")
    if len(name) > LONGEST_NAME:
        raise Invalid(_("Please shorten the name or post."), field="display_name")
    return name


@action
def appoint(
    *,
    by: Actor,
    user: User,
    role: str,
    unit: Unit,
    agency: Agency | None = None,
    village: Village | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Appointment:
    """Give a person a role at a unit, for an agency of it or a village in it, for a term.

    ``starts_on`` None: from today; ``ends_on`` is the first day without the role.
    """
    appointment = Appointment(
        user=user,
        role=role,
        unit=unit,
        agency=agency,
        village=village,
        starts_on=starts_on or today(),
        ends_on=ends_on,
    )
    _require_right(by, appointment)
    _require_parts(appointment)
    _require_another(by, appointment)
    _require_address(appointment)
    _require_new(appointment)
    appointment.save(force_insert=True)
    if role not in BY_CARD:
        end_ways_without_address(user)
    facts = {
        "role": role,
        "unit": unit.key,
        "from": appointment.starts_on.isoformat(),
        "account": user.pk,
    }
    note("appointment", "appoint", appointment.pk, by=by, unit=unit.pk, target="held", facts=facts)
    _note_right(SecurityKind.RIGHT_GIVEN, appointment, by=by)
    return appointment


@action
def appoint_person(
    *,
    by: Actor,
    email: str,
    display_name: str,
    role: str,
    unit: Unit,
    phone: str = "",
    **term: Any,
) -> Appointment:
    """As ``appoint``, by the address to sign in with, or without one by the telephone number:
    without an account, one is made.
    """
    user = account_with(email) if email or not phone else account_with_phone(normal_phone(phone))
    user = user or create_account(by=by, email=email, phone=phone, display_name=display_name)
    return appoint(by=by, user=user, role=role, unit=unit, **term)


def _note_right(kind: SecurityKind, held: Appointment, *, by: Actor) -> None:
    note_security(kind, account=account_of(by), whom=held.user, unit=held.unit_id, about=held.role)


def _require_right(by: Actor, appointment: Appointment) -> None:
    if not any(by.may(right, appointment) for right in APPOINTING):
        raise NotAllowed(_("Only an administrator or a head of the unit appoints there."))


def _require_another(by: Actor, wanted: Appointment) -> None:
    """Nobody opens opinions to the own account: that takes two persons (decision 15)."""
    if isinstance(by, Official) and by.user.pk == wanted.user_id and wanted.role in READERS:
        raise NotAllowed(
            _(
                "Nobody gives the own account a role that reads opinions."
                " A head of the unit does it."
            ),
            field="email",
        )


def _require_address(wanted: Appointment) -> None:
    """A number is enough for roles alone that neither read nor decide."""
    if wanted.role not in BY_CARD and not wanted.user.email:
        raise Invalid(_("This role needs an account with an e-mail address."), field="email")


def _require_parts(wanted: Appointment) -> None:
    if wanted.role not in RoleName.values:
        raise Invalid(_("There is no such role."), field="role")
    if (wanted.role == RoleName.AGENCY) != (wanted.agency is not None):
        raise Invalid(
            _("An officer of an agency, and nobody else, needs the agency."), field="agency"
        )
    if wanted.agency and wanted.agency.unit_id != wanted.unit_id:
        raise Invalid(_("The agency belongs to another unit."), field="agency")
    if wanted.village and unit_of_village(wanted.village, wanted.starts_on) != wanted.unit:
        raise Invalid(_("The village does not lie in this unit."), field="village")
    TERM.require(wanted.starts_on, field="starts_on")
    TERM.require(wanted.ends_on, field="ends_on")
    if wanted.ends_on and wanted.ends_on <= wanted.starts_on:
        raise Invalid(_("The term must end after it begins."), field="ends_on")


def _require_new(wanted: Appointment) -> None:
    same = Appointment.objects.filter(
        user=wanted.user,
        role=wanted.role,
        unit=wanted.unit,
        agency=wanted.agency,
        village=wanted.village,
    )
    if same.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=wanted.starts_on)).exists():
        raise Invalid(_("The person holds this role already."), field="role")


@action
def end_appointment(appointment: Appointment, *, by: Actor, on: date | None = None) -> None:
    """End a term: ``on`` (today) is the first day without the role.

    One that has not begun by then never counts: it is taken away.
    """
    _require_right(by, appointment)
    held = Appointment.objects.select_for_update().get(pk=appointment.pk)
    on = on or today()
    TERM.require(on, field="on")
    if held.ends_on and held.ends_on <= on:
        raise WrongState(_("This appointment has ended already."))
    if _is_last_administrator(held, on):
        raise NotReady(_("The unit would have no administrator. Appoint another one first."))
    facts = {"role": held.role, "until": on.isoformat()}
    note("appointment", "end", held.pk, by=by, unit=held.unit_id, target="ended", facts=facts)
    _note_right(SecurityKind.RIGHT_ENDED, held, by=by)
    if held.starts_on >= on:
        held.delete()
    else:
        begun = max(held.starts_on, TERM.first)  # what was entered before this was asked
        Appointment.objects.filter(pk=held.pk).update(starts_on=begun, ends_on=on)
        appointment.ends_on = on
    if not appointments_on(today()).filter(user=held.user_id).exists():
        end_ways_without_address(held.user)


def _is_last_administrator(held: Appointment, on: date) -> bool:
    if held.role != RoleName.ADMINISTRATOR:
        return False
    rows = Appointment.objects.filter(
        role=RoleName.ADMINISTRATOR, unit=held.unit_id, user__is_active=True, starts_on__lte=on
    )
    lasting = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    return not lasting.exclude(pk=held.pk).exists()


@action
def begin_installation(mode: str, *, by: System) -> Installation:
    """Say once and for ever whether this is a demonstration or a real office."""
    if not by.may(Permission.MANAGE_OFFICE, None):
        raise NotAllowed(_("An installation is begun from the terminal."))
    if Installation.objects.exists():
        raise WrongState(_("This installation has begun already."))
    installation = Installation(mode=Installation.Mode(mode))
    installation.save(force_insert=True)
    note("installation", "begin", 1, by=by, target=mode)
    return installation


@action
def make_setup_link(*, by: System) -> str:
    """A new one-time token for the first administrator; the older ones no longer work.

    Only its digest is kept. Raises WrongState once there is an account.
    """
    if not by.may(Permission.MANAGE_OFFICE, None):
        raise NotAllowed(_("The link for the first administrator comes from the terminal."))
    installation = Installation.objects.select_for_update().get()
    if installation.mode != Installation.Mode.REAL or User.objects.exists():
        raise WrongState(_("This office has its first administrator already."))
    SetupLink.objects.all().delete()
    token = secrets.token_urlsafe(32)
    SetupLink.objects.create(digest=setup_link_digest(token), expires_at=now() + LINK_LIVES)
    note_security(SecurityKind.LINK_MADE)
    return token


@action
def use_setup_link(token: str, *, email: str, display_name: str, password: str) -> User:
    """The first administrator's account, for whoever holds the link; the link dies with it.

    Raises WrongState when the link is used, expired, replaced or was never made.
    """
    Installation.objects.select_for_update().get()  # one at a time
    link = live_setup_link(token)
    if link is None or User.objects.exists():
        raise WrongState(_("This link no longer works."))
    user = User(email=_address(email), display_name=_name(display_name))
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password") from error
    user.set_password(password)
    user.save(force_insert=True)
    SetupLink.objects.filter(pk=link.pk).update(used_at=now())
    by = System("setup-link", frozenset())
    note("account", "create", user.pk, by=by, target="active")
    note_security(SecurityKind.ACCOUNT_MADE, whom=user)
    return user


@action
def begin_office(administrator: User, *, units: Sequence[Unit]) -> list[Unit]:
    """The first administrator chooses the units of the office and administers them from now on;
    each gets its posts of heads. Answers the units: those of ``queries.chosen_units`` that were
    not written yet are taken over from the files of the country.

    Raises WrongState as soon as anybody holds a role: then administrators appoint each other.
    """
    Installation.objects.select_for_update().get(mode=Installation.Mode.REAL)
    if Appointment.objects.exists():
        raise WrongState(_("This office has chosen its units already."))
    if not units:
        raise NotReady(_("Choose at least one unit."), field="units")
    by = System("first-administrator", frozenset({Permission.MANAGE_OFFICE}))
    taken = take_over_units(units, by=by)
    for unit in taken:
        appoint(by=by, user=administrator, role=RoleName.ADMINISTRATOR, unit=unit)
        ensure_posts(unit=unit, by=by)
    return taken
