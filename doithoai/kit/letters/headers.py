"""Lines such as ``Từ: … Đã gửi: … Chủ đề: …`` that a program writes above a letter it repeats."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr
from typing import Final

from doithoai.kit.letters.days import day_in

_NAMES: Final = {
    "from": "from|từ|người gửi|gửi từ",
    "date": "sent|date|đã gửi|ngày gửi|ngày|thời gian|gửi lúc|vào lúc",
    "to": "to|tới|đến|gửi đến|gửi tới|người nhận|cc|bcc|đồng gửi|reply-to|trả lời",
    "subject": "subject|chủ đề|tiêu đề",
}
_LINE: Final = re.compile(
    r"\W{0,4}(?:" + "|".join(f"(?P<{kind}>{names})" for kind, names in _NAMES.items())
    + r")\s{0,3}\W{0,2}:\W{0,2}\s{0,3}(?P<said>.*)",
    re.IGNORECASE,
)  # fmt: skip
_NAMED: Final = re.compile(
    r"(?P<name>[^<>]{0,120}?)\s*<(?P<address>[^<>@\s]{1,64}@[^<>@\s]{1,190})>"
)
_TO_ME: Final = re.compile(r"(?:đến|tới|to) (?:tôi|me)\b", re.IGNORECASE)
_FOLDER: Final = re.compile(r"(?:hộp thư đến|inbox)\W*$", re.IGNORECASE)
_MOST_LINES: Final = 14
_SHOWN_BY_GMAIL: Final = 10
_REFUSED_BY_NAMES: Final = " \t\"'<>[]*"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a letter; each may be empty. ``length``: in lines, blank ones too."""

    name: str
    address: str
    sent_on: date | None
    subject: str
    length: int


def head_at(lines: Sequence[str], at: int, *, today: date) -> Head | None:
    """The lines of a head that begin at ``at``: who sent it, and two others; or None."""
    said: dict[str, str] = {}
    end = at
    for number, line in enumerate(lines[at : at + _MOST_LINES], start=at + 1):
        found = _LINE.fullmatch(line.strip()[:500])
        if found:
            said.setdefault(_kind(found), found["said"])
            end = number
        elif line.strip() and (number == at + 1 or number > end + 2 or not said):
            break
    if "from" not in said or len(said) < 2 or not _LINE.fullmatch(lines[at].strip()[:500]):
        return None
    name, address = who(said["from"])
    day = day_in(said.get("date", ""), today=today)
    return Head(name, address, day, said.get("subject", "").strip(" *"), end - at)


def gmail_head(lines: Sequence[str], *, today: date) -> Head | None:
    """What a page of Gmail shows above a letter, when all of it was copied."""
    for at, line in enumerate(lines[:_SHOWN_BY_GMAIL]):
        after = [number for number in range(at, min(at + 4, len(lines)))
                 if _TO_ME.match(lines[number].strip())]  # fmt: skip
        if (found := _NAMED.match(line.strip()[:400])) and after:
            above = [_FOLDER.sub("", one).strip() for one in lines[:at]]
            day = day_in(" ".join(lines[at : after[0] + 1]), today=today)
            subject = next(filter(None, above), "")
            name = found["name"].strip(_REFUSED_BY_NAMES)
            return Head(name, found["address"], day, subject, after[0] + 1)
    return None


def who(said: str) -> tuple[str, str]:
    """Name and address in ``Hoa <hoa@x.vn>``, ``Hoa [mailto:hoa@x.vn]`` or ``hoa@x.vn``."""
    said = said.strip()[:400].replace("[mailto:", "<").replace("]", ">")
    found = _NAMED.search(said)
    name, address = (found["name"], found["address"]) if found else parseaddr(said)
    if "@" not in address:
        return said.strip(_REFUSED_BY_NAMES), ""
    return name.strip(_REFUSED_BY_NAMES), address


def _kind(found: re.Match[str]) -> str:
    return next(kind for kind in _NAMES if found[kind])
