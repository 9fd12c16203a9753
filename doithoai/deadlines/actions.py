"""Changing the rules and the calendar; every change is written in the history."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from doithoai.deadlines.models import CalendarOverride, DeadlineRule
from doithoai.deadlines.queries import WorkingCalendars
from doithoai.deadlines.rules import national_days
from doithoai.kit.days import DAY_OFF
from doithoai.kit.errors import Invalid, NotAllowed, NotReady
from doithoai.kit.time import short_date
from doithoai.kit.vietnamese import one_line
from doithoai.people.actors import Official, System
from doithoai.places.models import Unit
from doithoai.record.actions import action
from doithoai.record.notes import note
from doithoai.record.permissions import Permission

KEY = ("code", "valid_from")
REST = tuple(
    field.name for field in DeadlineRule._meta.concrete_fields if field.name not in {"id", *KEY}
)


@action
def set_override(
    *, day: date, unit: Unit | None, is_working: bool, reason: str, by: Official | System
) -> CalendarOverride:
    """Make ``day`` worked or a day off from now on; due dates already given stay as they are.

    An administrator does it for a unit; for all (``unit`` None) only the terminal does.
    """
    reason = _reason(by, unit, reason)
    DAY_OFF.require(day, field="day")
    if unit:
        _require_different(day, unit, is_working)
    override, _is_new = CalendarOverride.objects.update_or_create(
        day=day, unit=unit, defaults={"is_working": is_working, "reason": reason}
    )
    _note("set", override, target="worked" if is_working else "off", reason=reason, by=by)
    return override


@action
def clear_override(*, day: date, unit: Unit | None, reason: str, by: Official | System) -> None:
    """Give ``day`` back to the calendar that holds for all, and for all to the national one."""
    reason = _reason(by, unit, reason)
    rows = CalendarOverride.objects.select_for_update(of=("self",))
    override = rows.filter(day=day, unit=unit).first()
    if override is None:
        raise Invalid(_("This day was not changed in the calendar."), field="day")
    _note("clear", override, target="", reason=reason, by=by)
    override.delete()


@action
def import_rules(*, rules: Sequence[DeadlineRule], by: Official | System) -> int:
    """Write these rules, known ones (by code and first day) anew; answers how many were new.

    They hold for every unit, so that only the terminal may.

    Raises Invalid, and writes nothing, when two rules of one code and tier would be in force
    on the same day.
    """
    _require_right(by, None)
    before = DeadlineRule.objects.count()
    DeadlineRule.objects.bulk_create(
        rules, update_conflicts=True, unique_fields=KEY, update_fields=REST
    )
    if overlaps := _overlaps():
        raise Invalid("\n".join(overlaps))
    return DeadlineRule.objects.count() - before


def _overlaps() -> list[str]:
    rows = DeadlineRule.objects.order_by("code", "tier", "valid_from")
    return [
        _("%(code)s: the rule of %(first)s is still in force on %(second)s; give its last day.")
        % {"code": one.code, "first": one.valid_from, "second": two.valid_from}
        for one, two in pairwise(rows)
        if (one.code, one.tier) == (two.code, two.tier)
        and (one.valid_to is None or one.valid_to > two.valid_from)
    ]


def _require_right(by: Official | System, unit: Unit | None) -> None:
    """No appointment reaches what holds for all units; it is changed from the terminal."""
    if not by.may(Permission.MANAGE_OFFICE, unit):
        raise NotAllowed(
            _("Only an administrator of the unit changes its calendar.")
            if unit
            else _("What holds for all units is changed from the terminal.")
        )


def _require_different(day: date, unit: Unit, is_working: bool) -> None:
    """A day that is so already for everybody needs no decision of one unit."""
    if WorkingCalendars().for_all.is_working(day) != is_working:
        return
    if CalendarOverride.objects.filter(day=day, unit=unit).exists():
        raise Invalid(
            _("On %(day)s this holds for everybody; take the unit's own entry back instead.")
            % {"day": short_date(day)},
            field="day",
        )
    words = {"day": short_date(day), "name": national_days(day.year).off.get(day, "")}
    if is_working:
        raise Invalid(_("%(day)s is a working day already.") % words, field="day")
    if words["name"]:
        raise Invalid(_("%(day)s is a day off already: %(name)s.") % words, field="day")
    raise Invalid(_("%(day)s is a day off already.") % words, field="day")


def _reason(by: Official | System, unit: Unit | None, typed: str) -> str:
    _require_right(by, unit)
    reason = one_line(typed)
    if not reason:
        raise NotReady(_("Please give a reason."), field="reason")
    return reason


def _note(
    move: str, override: CalendarOverride, *, target: str, reason: str, by: Official | System
) -> None:
    note(
        "calendar",
        move,
        override.pk,
        by=by,
        unit=override.unit_id,
        target=target,
        why=reason,
        facts={"day": override.day.isoformat()},
        is_public=True,
    )
