"""Days and hours as people in Viet Nam read them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as formatted
from django.utils.translation import get_language, pgettext, pgettext_lazy

VIET_NAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")

_WEEKDAYS: Final = (
    pgettext_lazy("within a date", "Monday"),
    pgettext_lazy("within a date", "Tuesday"),
    pgettext_lazy("within a date", "Wednesday"),
    pgettext_lazy("within a date", "Thursday"),
    pgettext_lazy("within a date", "Friday"),
    pgettext_lazy("within a date", "Saturday"),
    pgettext_lazy("within a date", "Sunday"),
)


_pretended: ContextVar[datetime | None] = ContextVar("_pretended", default=None)


def now() -> datetime:
    """This moment, aware, in UTC as the database keeps it."""
    return _pretended.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in Viet Nam, wherever the server stands."""
    return now().astimezone(VIET_NAM).date()


def days_since(moment: datetime) -> int:
    """Calendar days in Viet Nam from that moment's day until today."""
    return (today() - _day(moment)).days


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Lets the block live at another moment: for sample data and tests, never for a request."""
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)


def noon(day: date) -> datetime:
    """For what is known by its day only; aware, in Viet Nam."""
    return datetime.combine(day, time(12), VIET_NAM)


def short_date(day: date) -> str:
    """18/8/2022 (in English: 18 Aug 2022); a moment is told by its day in Viet Nam."""
    return _short_date(_day(day), get_language())


@lru_cache(maxsize=2000)
def _short_date(day: date, language: str | None) -> str:
    """Pages repeat a few days; writing one costs ten times what finding it does."""
    return formatted(day, pgettext("Django date format", "j M Y"))


def long_date(day: date) -> str:
    """thứ Năm, ngày 18/8/2022 (in English: Thursday, 18 Aug 2022)."""
    day = _day(day)
    dated = pgettext("after a weekday", "%(day)s") % {"day": short_date(day)}
    return f"{_WEEKDAYS[day.weekday()]}, {dated}"


def date_time(moment: datetime) -> str:
    """In Viet Nam: 19 giờ 30 phút, thứ Bảy, ngày 5/12/2026 (19:30, Saturday, 5 Dec 2026)."""
    hour = formatted(_local(moment), pgettext("Django time format", "H:i"))
    return f"{hour}, {long_date(moment)}"


def hour_and_day(moment: datetime) -> str:
    """In Viet Nam, as short as it goes: 19:30 5/12/2026 (19:30 5 Dec 2026)."""
    return f"{formatted(_local(moment), 'H:i')} {short_date(moment)}"


def _day(day: date) -> date:
    return _local(day).date() if isinstance(day, datetime) else day


def _local(moment: datetime) -> datetime:
    return moment.astimezone(VIET_NAM) if moment.tzinfo else moment
