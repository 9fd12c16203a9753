"""Single values of a table as clerks write them; each reader raises Invalid with advice."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.sheet import Cell
from doithoai.kit.time import short_date
from doithoai.kit.vietnamese import fold, one_line, visible

EARLIEST: Final = date(1945, 1, 1)
SERIAL_ORIGIN: Final = date(1899, 12, 30)  # day 0 of spreadsheets, after Excel's leap year 1900
SERIALS: Final = range(16_438, 100_000)  # 1/1/1945 to 2173
MAX_PEOPLE: Final = 100_000
MAX_COUNT: Final = 10_000
MAX_TEXT: Final = 200

_DAY_FIRST = re.compile(
    r"(?:(?:thu \w+|chu nhat),? )?(?:ngay )?(\d{1,2}) ?[/.\-] ?(\d{1,2}) ?[/.\-] ?(\d{4})"
)
_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]\d{2}:\d{2}.*)?")
_SHORT_YEAR = re.compile(r"\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{2}")
_WHOLE = re.compile(r"\d+|\d{1,3}(?:[.,  ]\d{3})+")


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not visible(cell).strip()


@lru_cache(maxsize=50_000, typed=True)
def text_of(cell: Cell) -> str:
    """The cell as one line of clean text; a whole number without a decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return one_line(str(cell))


def short_text_of(cell: Cell, *, most: int = MAX_TEXT) -> str:
    text = text_of(cell)
    if len(text) > most:
        raise Invalid(_("This text is too long for its column."))
    return text


@lru_cache(maxsize=50_000)
def folded(text: str) -> str:
    return fold(text)


def day_of(cell: Cell, *, today: date) -> date:
    """A date, a serial number, or text such as 6/12/2018, 06-12-2018, 6.12.2018, 2018-12-06."""
    day = _day(cell)
    if day < EARLIEST:
        raise Invalid(_("%(day)s is before 1945.") % {"day": short_date(day)})
    if day > today:
        raise Invalid(_("%(day)s has not come yet.") % {"day": short_date(day)})
    return day


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in SERIALS:
        return SERIAL_ORIGIN + timedelta(days=int(cell))
    text = folded(text_of(cell))
    if found := _DAY_FIRST.fullmatch(text) or _IN_WORDS.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif _SHORT_YEAR.fullmatch(text):
        raise Invalid(_("“%(text)s”: write the year with four digits.") % {"text": text_of(cell)})
    else:
        raise Invalid(
            _("“%(text)s” is not a date. Write it as day/month/year.") % {"text": text_of(cell)}
        )
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Invalid(_("There is no day %(text)s.") % {"text": text_of(cell)}) from error


def count_of(cell: Cell, *, most: int = MAX_COUNT) -> int:
    """A whole number from 0 to ``most``; as text also "37 " or "1.024"."""
    text = text_of(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not float(cell).is_integer():
            raise Invalid(_("%(text)s is not a whole number.") % {"text": text})
        number = int(cell)
    elif isinstance(cell, str) and _WHOLE.fullmatch(text) and len(text) <= 12:
        number = int(re.sub(r"\D", "", text))
    elif folded(text) == "khong":
        number = 0
    elif isinstance(cell, str) and re.fullmatch(r"[-−–]\s*\d+", text):
        number = -1
    else:
        raise Invalid(_("“%(text)s” is not a number.") % {"text": text})
    if number < 0:
        raise Invalid(_("%(text)s: a number cannot be below zero.") % {"text": text})
    if number > most:
        raise Invalid(_("%(text)s is too large to be true.") % {"text": text})
    return number
