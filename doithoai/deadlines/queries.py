"""Which rule is in force, what is worked, and when something is due."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import BooleanField, Case, Q, QuerySet, When
from django.utils.translation import gettext as _

from doithoai.deadlines.models import CalendarOverride, DeadlineRule, RuleTier
from doithoai.deadlines.rules import Calendar, Due, due, national_days
from doithoai.kit.errors import NotReady
from doithoai.kit.time import VIET_NAM, short_date, today
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission


class WorkingCalendars:
    """The calendar of every unit: what was decreed for all, and then what it changed itself; one
    query in all."""

    def __init__(self) -> None:
        changed: defaultdict[int | None, dict[date, bool]] = defaultdict(dict)
        for day, unit, is_working in CalendarOverride.objects.values_list(
            "day", "unit_id", "is_working"
        ):
            changed[unit][day] = is_working
        self.for_all = Calendar(changed.pop(None, {}))
        self._own = {
            unit: Calendar({**self.for_all.overrides, **days})
            for unit, days in changed.items()
            if unit is not None
        }

    def of(self, unit: int) -> Calendar:
        """``unit``: its key."""
        return self._own.get(unit, self.for_all)

    def differing(self) -> frozenset[int]:
        """Keys of the units with days of their own."""
        return frozenset(self._own)


class DayKnown(NamedTuple):
    """A day that is off, or a weekend day that is worked, for everybody by law or notice."""

    day: date
    name: str
    is_working: bool


def known_days(year: int) -> list[DayKnown]:
    """Days of the year that differ from the week, as they are in the national calendar."""
    national = national_days(year)
    worked = [DayKnown(day, "", True) for day in national.worked_weekends]
    off = [DayKnown(day, name, False) for day, name in national.off.items()]
    return sorted([*off, *worked])


def changed_days(official: Official) -> QuerySet[CalendarOverride]:
    """Days that are otherwise than the State set them, for all or for units that the person
    administers, the latest first; adds ``is_own``: whether the person may take it back."""
    is_own = Q(unit__in=official.unit_ids(Permission.MANAGE_OFFICE))
    rows = CalendarOverride.objects.filter(is_own | Q(unit=None)).select_related("unit")
    own = Case(When(is_own, then=True), default=False, output_field=BooleanField())
    return rows.annotate(is_own=own).order_by("-day", "unit__sort_name")


def working_days_between(start: date, end: date, *, unit: int) -> int:
    """Working days of the unit after ``start`` up to and with ``end``; negative when ``end`` is
    earlier."""
    return WorkingCalendars().of(unit).working_days_between(start, end)


def rule_on(code: str, on: date, tier: str = RuleTier.COMMUNE) -> DeadlineRule | None:
    """The rule ``code`` in force on that day; one made for the tier goes before one for all."""
    return _chosen(_rules([code], tier), on)


def due_date(code: str, event: date | datetime, *, unit: int, tier: str = RuleTier.COMMUNE) -> Due:
    """When the rule ``code`` makes something due in the unit after (or before) ``event``.

    The rule is the one in force on the day of the event in Viet Nam. Two queries.
    Raises NotReady when no such rule was in force then, Invalid for an absurd date.
    """
    found = due_dates({code: event}, unit=unit, tier=tier)
    if code not in found:
        raise NotReady(
            _("No deadline rule “%(code)s” was in force on %(day)s.")
            % {"code": code, "day": short_date(_local(event))}
        )
    return found[code]


def due_dates(
    events: Mapping[str, date | datetime], *, unit: int, tier: str = RuleTier.COMMUNE
) -> dict[str, Due]:
    """Due dates by code of rule, for a page that shows several; two queries for all of them.

    ``events`` gives for each code the moment that its period is counted from. A code with no
    rule in force on that day is absent from the answer.
    """
    days = {code: _local(event) for code, event in events.items()}
    rules = _rules(days, tier)
    chosen = {
        code: _chosen([rule for rule in rules if rule.code == code], day)
        for code, day in days.items()
    }
    calendar = WorkingCalendars().of(unit)
    return {
        code: due(rule.as_rule(), days[code], calendar, today=today())
        for code, rule in chosen.items()
        if rule is not None
    }


class Reckoner:
    """Due dates of several rules for many events, as lists show them; two queries in all."""

    def __init__(self, codes: Iterable[str], tier: str = RuleTier.COMMUNE) -> None:
        self._rules = _rules(codes, tier)
        self._calendars = WorkingCalendars()

    def due(self, code: str, event: date | datetime, *, unit: int) -> Due | None:
        """In the unit with this key; None when no such rule was in force on that day."""
        day = _local(event)
        rule = _chosen([one for one in self._rules if one.code == code], day)
        return due(rule.as_rule(), day, self._calendars.of(unit), today=today()) if rule else None

    def differing(self) -> frozenset[int]:
        """Keys of the units with days of their own: in all others the same day is due."""
        return self._calendars.differing()

    def rule(self, code: str, on: date) -> DeadlineRule | None:
        return _chosen([one for one in self._rules if one.code == code], on)


def _rules(codes: Iterable[str], tier: str) -> list[DeadlineRule]:
    return list(DeadlineRule.objects.filter(code__in=codes, tier__in=(tier, RuleTier.ALL)))


def _chosen(candidates: list[DeadlineRule], on: date) -> DeadlineRule | None:
    in_force = [
        rule
        for rule in candidates
        if rule.valid_from <= on and (rule.valid_to is None or on < rule.valid_to)
    ]
    return max(
        in_force, key=lambda rule: (rule.tier != RuleTier.ALL, rule.valid_from), default=None
    )


def _local(event: date | datetime) -> date:
    """The day in Viet Nam; a datetime must be aware."""
    if not isinstance(event, datetime):
        return event
    if event.tzinfo is None:
        raise ValueError("a moment without a time zone has no day")
    return event.astimezone(VIET_NAM).date()
