"""What ends only when somebody goes on with what hangs on it: a village, a role."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doithoai.commitments.queries.ties import (
    opinions_waiting_in,
    roles_in,
    village_ties,
    works_of,
)
from doithoai.kit.errors import NotReady
from doithoai.kit.time import today
from doithoai.people.actions import end_appointment
from doithoai.people.models import Appointment
from doithoai.people.queries import appointments_not_ended
from doithoai.people.roles import RoleName
from doithoai.places.actions import end_village
from doithoai.places.models import Unit, Village
from doithoai.record.actions import action
from doithoai.record.moves import Actor


@action
def leave_village(*, village: Village, on: date, by: Actor, into: Village | None = None) -> None:
    """As ``places.actions.end_village``; the roles for the village end with it.

    Raises NotReady when something hangs on it and no village takes it over.
    """
    if into is None and (ties := village_ties(village)):
        raise NotReady(
            _("Still there: %(ties)s. Choose the village that goes on with this.")
            % {"ties": ", ".join(ties)},
            field="into",
        )
    roles = list(roles_in(village))
    end_village(village=village, on=on, into=into, by=by)
    for held in roles:
        end_appointment(held, by=by, on=on)


@action
def leave_role(appointment: Appointment, *, by: Actor, on: date | None = None) -> None:
    """As ``people.actions.end_appointment``.

    Raises NotReady when nobody else could report the works of an agency, or answer the opinions of
    a unit.
    """
    on = on or today()
    Unit.objects.select_for_update().get(pk=appointment.unit_id)  # one leaves at a time
    if not _others(appointment, on):
        _require_nothing_left(appointment)
    end_appointment(appointment, by=by, on=on)


def _others(leaving: Appointment, on: date) -> bool:
    """Whether anybody else holds the role on that day and after it."""
    same = Q(role=leaving.role, unit=leaving.unit_id, agency=leaving.agency_id)
    held = appointments_not_ended(on).filter(same, starts_on__lte=on, user__is_active=True)
    return held.exclude(pk=leaving.pk).exists()


def _require_nothing_left(leaving: Appointment) -> None:
    if leaving.role == RoleName.AGENCY and leaving.agency and (works := works_of(leaving.agency)):
        raise NotReady(
            ngettext(
                "%(agency)s has %(n)d work that is not done, and nobody else to report it."
                " Give the role to somebody else first.",
                "%(agency)s has %(n)d works that are not done, and nobody else to report them."
                " Give the role to somebody else first.",
                works,
            )
            % {"agency": leaving.agency.name, "n": works},
            field="on",
        )
    if leaving.role == RoleName.OFFICE and (waiting := opinions_waiting_in(leaving.unit)):
        raise NotReady(
            ngettext(
                "%(n)d opinion waits in %(unit)s, and nobody else answers it."
                " Give the role to somebody else first.",
                "%(n)d opinions wait in %(unit)s, and nobody else answers them."
                " Give the role to somebody else first.",
                waiting,
            )
            % {"unit": leaving.unit.name, "n": waiting},
            field="on",
        )
