"""Days as programs for e-mail write them into a text, in Vietnamese and in English."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun",
                  "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
_NAME: Final = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_ISO: Final = re.compile(r"\b(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b")
_NUMBERS: Final = re.compile(r"\b(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>\d{4})\b")
_VIETNAMESE: Final = re.compile(
    r"\b(?P<d>\d{1,2}) (?:thg|tháng|th)\.? ?(?P<m>\d{1,2})(?:(?:,| năm|/)? (?P<y>\d{4}))?\b"
)
_IN_WORDS: Final = ("mười hai", "mười một", "mười", "chín", "tám", "bảy", "sáu", "năm", "tư",
                    "ba", "hai", "một")  # fmt: skip
_OUTLOOK: Final = re.compile(
    rf"\b(?P<d>\d{{1,2}}) tháng (?P<m>{'|'.join(_IN_WORDS)}),? (?:năm )?(?P<y>\d{{4}})\b"
)
_ENGLISH: Final = re.compile(rf"\b(?P<d>\d{{1,2}}) (?P<m>{_NAME}),? (?P<y>\d{{4}})\b")
_AMERICAN: Final = re.compile(rf"\b(?P<m>{_NAME}) (?P<d>\d{{1,2}}),? (?P<y>\d{{4}})\b")
_OLDEST: Final = timedelta(days=20 * 365)


def day_in(text: str, *, today: date) -> date | None:
    """The first day that the text names and on which a letter can have been sent.

    Without a year it is the last such day.
    """
    return next(_days(text[:300].lower(), today), None)


def is_likely(day: date, *, today: date) -> bool:
    """A clock may be a day ahead of ours, and none of them was right when it said 1970."""
    return today - _OLDEST <= day <= today + timedelta(days=1)


def _days(text: str, today: date) -> Iterator[date]:
    for pattern in (_ISO, _NUMBERS, _VIETNAMESE, _OUTLOOK, _ENGLISH, _AMERICAN):
        for found in pattern.finditer(text):
            day = _day(found, today)
            if day and is_likely(day, today=today):
                yield day


def _day(found: re.Match[str], today: date) -> date | None:
    month, number = _month(found["m"]), int(found["d"])
    if month > 12:  # an American program
        month, number = number, month
    years = [int(found["y"])] if found["y"] else [today.year, today.year - 1]
    for year in years:
        try:
            day = date(year, month, number)
        except ValueError:
            continue
        if found["y"] or day <= today:
            return day
    return None


def _month(named: str) -> int:
    if named.isdigit():
        return int(named)
    if named in _IN_WORDS:
        return len(_IN_WORDS) - _IN_WORDS.index(named)
    return _MONTHS.index(named[:3]) + 1
