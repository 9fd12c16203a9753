"""Who a signed-in person is today, and over what."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404

from doithoai.kit.time import now, today
from doithoai.people.models import Appointment, Installation, SetupLink, User
from doithoai.people.roles import ROLES, VISITOR_PERMISSIONS, Reach, RoleName
from doithoai.places.queries import jurisdiction_ids, territory_ids


@dataclass(frozen=True, slots=True)
class Visitor:
    """Anybody without an account: may hand in an opinion, may read what is public."""

    mark: str = "citizen"

    def may(self, permission: str, thing: Any) -> bool:
        return permission in VISITOR_PERMISSIONS


@dataclass(frozen=True, slots=True)
class System:
    """The clock or an import started from the terminal; may do what it is given to do."""

    mark: str
    permissions: frozenset[str]

    def may(self, permission: str, thing: Any) -> bool:
        return permission in self.permissions


class Official:
    """A signed-in person with the appointments of the day; reads the tree once, when asked."""

    def __init__(self, user: User, appointments: Iterable[Appointment], on: date) -> None:
        self.user = user
        self.appointments = tuple(appointments)
        self.on = on

    @property
    def mark(self) -> str:
        return " ".join(
            f"{held.role}@{held.agency.key if held.agency else held.unit.key}"
            for held in self.appointments
        )

    def holds(self, permission: str) -> bool:
        """Whether any appointment gives the right, wherever it may reach."""
        return any(permission in ROLES[held.role].permissions for held in self.appointments)

    def may(self, permission: str, thing: Any) -> bool:
        return any(
            self._covers(held, thing)
            for held in self.appointments
            if permission in ROLES[held.role].permissions
        )

    def unit_ids(self, permission: str = "view_desk") -> frozenset[int]:
        """Units over whose things the person holds ``permission`` (agency reach apart)."""
        return frozenset().union(
            *(
                self._reach[held.pk]
                for held in self.appointments
                if permission in ROLES[held.role].permissions
                and ROLES[held.role].reach is not Reach.AGENCY
            )
        )

    def agency_ids(self, permission: str = "view_desk") -> frozenset[int]:
        """Agencies for which the person holds ``permission``."""
        return frozenset(
            held.agency_id
            for held in self.appointments
            if held.agency_id and permission in ROLES[held.role].permissions
        )

    @cached_property
    def _reach(self) -> dict[int, frozenset[int]]:
        return {
            held.pk: frozenset(
                territory_ids(held.unit)
                if ROLES[held.role].reach is Reach.SUBTREE
                else jurisdiction_ids(held.unit)
            )
            for held in self.appointments
        }

    def _covers(self, held: Appointment, thing: Any) -> bool:
        if ROLES[held.role].reach is Reach.AGENCY:
            return held.agency_id in getattr(thing, "agency_ids", ())
        if held.village_id and getattr(thing, "village_id", None) != held.village_id:
            return False
        return thing.unit_id in self._reach[held.pk]


def appointments_on(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on), starts_on__lte=on
    )


def official(user: User, on: date | None = None) -> Official:
    """The person with today's appointments; no appointment, no desk (404 for outsiders)."""
    on = on or today()
    held = appointments_on(on).filter(user=user).select_related("unit", "agency").order_by("id")
    if not held:
        raise Http404
    return Official(user, held, on)


@cache
def _mode_once_set() -> str:
    return Installation.objects.get().mode


def installation_mode() -> str:
    """``demo``, ``real``, or "" before the first start has finished.

    It never changes once it is set, so each process asks the database only until then.
    """
    try:
        return _mode_once_set()
    except Installation.DoesNotExist:
        return ""


def is_demo() -> bool:
    return installation_mode() == Installation.Mode.DEMO


def setup_link_digest(token: str) -> bytes:
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()


def live_setup_link(token: str) -> SetupLink | None:
    """The link for the first administrator, while it can be used."""
    rows = SetupLink.objects.filter(used_at__isnull=True, expires_at__gt=now())
    return rows.filter(digest=setup_link_digest(token)).first()


def awaits_units(user: User) -> bool:
    """Whether this is the first administrator of an office that has not chosen its units yet."""
    if installation_mode() != Installation.Mode.REAL or Appointment.objects.exists():
        return False
    return User.objects.order_by("id").values_list("id", flat=True).first() == user.pk


def awaits_heads(official: Official) -> bool:
    """Whether nobody but administrators holds a role at the units that the person administers."""
    rows = Appointment.objects.filter(unit_id__in=official.unit_ids("manage_office"))
    return rows.exists() and not rows.exclude(role=RoleName.ADMINISTRATOR).exists()


def demo_accounts() -> list[tuple[Appointment, User]]:
    """One (appointment, account) for each demo account, in the order of the roles' table."""
    order = list(ROLES)
    held = appointments_on(today()).filter(user__is_demo=True).select_related("user", "unit")
    return sorted(((row, row.user) for row in held), key=lambda pair: order.index(pair[0].role))


def appointments_for(administrator: Official) -> QuerySet[Appointment]:
    """Appointments at the units that the person administers, the running ones first."""
    rows = Appointment.objects.filter(unit_id__in=administrator.unit_ids("manage_office"))
    rows = rows.select_related("user", "unit", "agency", "village")
    return rows.order_by(F("ends_on").desc(nulls_first=True), "role", "id")
