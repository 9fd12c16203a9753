"""Who acts: a visitor, the clock, an official, or whoever a step obliges to take another one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from doithoai.people.models import Appointment, User
from doithoai.people.roles import ROLES, VISITOR_PERMISSIONS, Reach
from doithoai.places.queries import jurisdiction_ids, territory_ids, with_merged
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission


@dataclass(frozen=True, slots=True)
class Visitor:
    """Anybody without an account: may hand in an opinion, may read what is public."""

    mark: str = "citizen"

    def may(self, permission: Permission, thing: Any) -> bool:
        return permission in VISITOR_PERMISSIONS


@dataclass(frozen=True, slots=True)
class System:
    """The clock or an import started from the terminal; may do what it is given to do."""

    mark: str
    permissions: frozenset[Permission]

    def may(self, permission: Permission, thing: Any) -> bool:
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

    def holds(self, permission: Permission) -> bool:
        """Whether any appointment gives the right, wherever it may reach."""
        return any(permission in ROLES[held.role].permissions for held in self.appointments)

    def may(self, permission: Permission, thing: Any) -> bool:
        return bool(self.roles_over(permission, thing))

    def roles_over(self, permission: Permission, thing: Any) -> list[str]:
        """The roles that give the person ``permission`` over this thing."""
        return [
            held.role
            for held in self.appointments
            if permission in ROLES[held.role].permissions and self._covers(held, thing)
        ]

    def unit_ids(self, permission: Permission = Permission.VIEW_DESK) -> frozenset[int]:
        """Units over whose things the person holds ``permission`` (agency reach apart)."""
        return frozenset().union(
            *(
                self.reach[held.pk]
                for held in self.appointments
                if permission in ROLES[held.role].permissions
                and ROLES[held.role].reach is not Reach.AGENCY
            )
        )

    def agency_ids(self, permission: Permission = Permission.VIEW_DESK) -> frozenset[int]:
        """Agencies for which the person holds ``permission``."""
        return frozenset(
            held.agency_id
            for held in self.appointments
            if held.agency_id and permission in ROLES[held.role].permissions
        )

    @cached_property
    def reach(self) -> dict[int, frozenset[int]]:
        """The keys of the units over whose things each appointment gives its rights."""
        return {
            held.pk: frozenset(
                territory_ids(held.unit)
                if ROLES[held.role].reach is Reach.SUBTREE
                else jurisdiction_ids(held.unit)
            )
            for held in self.appointments
        }

    @cached_property
    def _villages(self) -> dict[int, frozenset[int]]:
        """The village of an appointment, and those that were merged into it."""
        return {
            held.pk: with_merged([held.village_id]) for held in self.appointments if held.village_id
        }

    def _covers(self, held: Appointment, thing: Any) -> bool:
        if thing is None:  # the whole installation
            return False
        if ROLES[held.role].reach is Reach.AGENCY:
            return held.agency_id in getattr(thing, "agency_ids", ())
        if held.village_id and getattr(thing, "village_id", None) not in self._villages[held.pk]:
            return False
        return thing.unit_id in self.reach[held.pk]


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Whoever has taken a step that demands another one: that one right, over what it concerns."""

    by: Actor
    permission: Permission

    @property
    def mark(self) -> str:
        return self.by.mark

    def may(self, permission: Permission, thing: Any) -> bool:
        return permission == self.permission
