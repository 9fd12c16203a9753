"""Counting days: from an event to a due date, by the Civil Code 2015, Articles 147 and 148.

Pure: no database. The working-day calendar is given by the caller; national holidays come from
the ``holidays`` package, what the Government decides in a given year comes as overrides.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from holidays import country_holidays

from doithoai.kit.errors import Invalid
from doithoai.kit.time import short_date

EARLIEST = date(1945, 1, 1)
YEARS_AHEAD = 50
MAX_AMOUNT = 3_660
ONE_DAY = timedelta(days=1)


class RuleCode(StrEnum):
    """Rules that the process itself asks for; what they say is data, with its legal basis."""

    ACCEPTANCE_NOTICE = "acceptance_notice"
    YEARLY_DIALOGUE = "yearly_dialogue"
    NOTICE_BEFORE_DIALOGUE = "notice_before_dialogue"
    CONCLUSION_NOTICE = "conclusion_notice"
    RESULTS_PUBLISHED = "results_published"
    RESULT_REPORT = "result_report"
    WRITTEN_REPLY = "written_reply"
    DENUNCIATION_SORTED = "denunciation_sorted"
    DATA_SUBJECT_ANSWER = "data_subject_answer"


class Direction(TextChoices):
    BEFORE = "before", gettext_lazy("before the event")
    AFTER = "after", gettext_lazy("after the event")


class PeriodUnit(TextChoices):
    CALENDAR_DAY = "calendar_day", gettext_lazy("calendar days")
    WORKING_DAY = "working_day", gettext_lazy("working days")
    MONTH = "month", gettext_lazy("months")
    PER_YEAR = "per_year", gettext_lazy("times a year")


@dataclass(frozen=True)
class Rule:
    """One period laid down somewhere: how long, which way, and by which text."""

    code: str
    legal_basis: str
    direction: str
    amount: int
    unit: str


@dataclass(frozen=True)
class Due:
    """``on`` is the last day that still keeps the rule; ``explanation`` says how it was counted."""

    on: date
    legal_basis: str
    rule_code: str
    explanation: str


@dataclass(frozen=True)
class NationalDays:
    """Days off by law in one year (day → name) and weekend days worked in exchange."""

    off: Mapping[date, str]
    worked_weekends: frozenset[date]


LABOUR_CODE = "Bộ luật Lao động 2019, Điều 112"
CULTURE_DAY = "Nghị quyết 28/2026/QH16, Điều 2"
NOTICES = {
    2025: "Thông báo 6150/TB-BLĐTBXH",
    2026: "Thông báo 9441/TB-BNV",
    2027: "Văn bản 10065/VPCP-KGVX",
}
"""The yearly notice of the days off at Tết and at the National Day, and of swaps."""


def days_off_documents(year: int) -> list[str]:
    """The texts that set the days off of the year, as far as they are known here."""
    later = [CULTURE_DAY] if year >= 2026 else []
    return [LABOUR_CODE, *later, *([NOTICES[year]] if year in NOTICES else [])]


@cache
def national_days(year: int) -> NationalDays:
    """Public holidays of Viet Nam in ``year``, lunar ones, days in lieu and swaps included."""
    # a swap is known to the year of the day off, but the day worked may lie in the year beside it
    years = (year - 1, year, year + 1)
    known = country_holidays("VN", years=years, expand=False, language="vi")
    off = {day: known[day] for day in known if day.year == year}
    worked = frozenset(day for day in known.weekend_workdays if day.year == year)
    return NationalDays(off, worked)


@dataclass(frozen=True)
class Calendar:
    """The working days of the State: ``overrides`` (day → is it worked?) win over the holidays."""

    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        override = self.overrides.get(day)
        if override is not None:
            return override
        national = national_days(day.year)
        if day in national.off:
            return False
        return day.weekday() < 5 or day in national.worked_weekends

    def first_working_from(self, day: date) -> date:
        """``day`` itself when it is worked, otherwise the next day that is."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def count_working(self, start: date, amount: int, *, backwards: bool = False) -> date:
        """The ``amount``-th working day after (or before) ``start``, which is not counted."""
        step = -ONE_DAY if backwards else ONE_DAY
        day = start
        while amount:
            day += step
            amount -= self.is_working(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and with ``end``; negative when ``end`` is earlier."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(map(self.is_working, days))


def due(rule: Rule, event: date, calendar: Calendar, *, today: date) -> Due:
    """The due date that ``rule`` gives for something that happened (or will) on ``event``.

    After: the day of the event is not counted (Art. 147.2); a period of days or months whose
    last day is a day off ends with the next working day (Art. 148.5). Before: the latest day
    allowed, never moved nearer to the event. Raises Invalid for dates that cannot be meant.
    """
    require_sensible(event, today)
    if not 1 <= rule.amount <= MAX_AMOUNT:
        raise Invalid(_("A period must be between 1 and %(most)d.") % {"most": MAX_AMOUNT})
    counted = _counted(rule, event, calendar)
    on = counted
    if rule.direction == Direction.AFTER and rule.unit != PeriodUnit.PER_YEAR:
        on = calendar.first_working_from(counted)
    require_sensible(on, today)
    return Due(on, rule.legal_basis, rule.code, _explanation(rule, event, counted, on))


def require_sensible(day: date, today: date) -> None:
    """Raises Invalid before 1945 or more than 50 years ahead of ``today``: a slip of the keys."""
    if day < EARLIEST:
        raise Invalid(_("The date %(day)s is before 1945.") % {"day": short_date(day)})
    if day.year > today.year + YEARS_AHEAD:
        raise Invalid(_("The date %(day)s is more than 50 years ahead.") % {"day": short_date(day)})


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day when it is shorter (Art. 148.4)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _counted(rule: Rule, event: date, calendar: Calendar) -> date:
    """The last day of the period before any roll-over."""
    backwards = rule.direction == Direction.BEFORE
    signed = -rule.amount if backwards else rule.amount
    match rule.unit:
        case PeriodUnit.CALENDAR_DAY:
            return event + timedelta(days=signed)
        case PeriodUnit.WORKING_DAY:
            return calendar.count_working(event, rule.amount, backwards=backwards)
        case PeriodUnit.MONTH:
            return add_months(event, signed)
        case PeriodUnit.PER_YEAR:
            return date(event.year, 12, 31)
        case _:
            raise Invalid(_("Unknown unit of a period: %(unit)s.") % {"unit": rule.unit})


def _explanation(rule: Rule, event: date, counted: date, on: date) -> str:
    if rule.unit == PeriodUnit.PER_YEAR:
        return ngettext(
            "At least once in %(year)d.", "At least %(amount)d times in %(year)d.", rule.amount
        ) % {"amount": rule.amount, "year": event.year}
    words = {"period": _period(rule), "event": short_date(event)}
    if rule.direction == Direction.BEFORE:
        return _("At least %(period)s before %(event)s.") % words
    sentence = _("%(period)s after %(event)s, that day not counted.") % words
    if on == counted:
        return sentence
    rolled = _("%(counted)s is a day off, so the period ends on the next working day, %(on)s.")
    return f"{sentence} {rolled % {'counted': short_date(counted), 'on': short_date(on)}}"


def _period(rule: Rule) -> str:
    amount = {"amount": rule.amount}
    match rule.unit:
        case PeriodUnit.CALENDAR_DAY:
            return ngettext("%(amount)d day", "%(amount)d days", rule.amount) % amount
        case PeriodUnit.WORKING_DAY:
            return (
                ngettext("%(amount)d working day", "%(amount)d working days", rule.amount) % amount
            )
        case _:
            return ngettext("%(amount)d month", "%(amount)d months", rule.amount) % amount
