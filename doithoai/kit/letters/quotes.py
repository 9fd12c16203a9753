"""The words of a letter without what its sender's program added: quotes, heads, footers.

What is taken off is told, since a program cannot be sure. A letter that was passed on is the other
way round: the words stand below the head.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from doithoai.kit.letters.headers import Head, gmail_head, head_at

COVER: Final = 25
"""Fewer words than these above a letter that is passed on are a note to the office."""
MOST_LINES: Final = 5_000
_AT_MOST: Final = 400
"""Characters of a line that a program wrote."""

_WROTE: Final = re.compile(
    r"[>\s]*(?:vào|lúc|ngày|on|am|le|th\s?\d|thứ)\b.{0,400}\b(?:đã viết|viết|wrote|đã gửi)\s*:\s*",
    re.IGNORECASE,
)
_HOUR_OR_ADDRESS: Final = re.compile(r"\d[:h]\d\d|@")
"""People write "Ngày 12/3 tôi đã viết:" too, but not to the minute."""
_ORIGINAL: Final = re.compile(
    r"[>\s]*[-_]{2,}\s*(?:original message|thư gốc|tin nhắn gốc|bản gốc|nội dung gốc|"
    r"original appointment)\s*[-_]{2,}\s*",
    re.IGNORECASE,
)
_PASSED_ON: Final = re.compile(
    r"[>\s]*(?:[-_]{2,}\s*(?:forwarded message|(?:tin nhắn|thư|email) (?:đã |được )*chuyển tiếp)"
    r"\s*[-_]{2,}|begin forwarded message\s*:|bắt đầu (?:tin nhắn|thư|email) (?:được )?chuyển tiếp"
    r"\s*:)\s*",
    re.IGNORECASE,
)
_SUBJECT_PASSED_ON: Final = re.compile(
    r"\s*(?:fwd?|chuyển tiếp|ct|tr)\s*(?:\[\d\])?\s*:", re.IGNORECASE
)
_FOOTER: Final = re.compile(
    r"[>\s]*(?:(?:sent|đã gửi|được gửi|gửi) (?:from|từ)\s(?:my |the )?\W?"
    r"(?:iphone|ipad|samsung|galaxy|android|điện thoại|outlook|yahoo|gmail|zalo|thiết bị|"
    r"mail\b|thư\b|xiaomi|oppo|vivo|huawei|mobile|proton|thunderbird|workspace)|get outlook for |"
    r"(?:tải|tải xuống|nhận) outlook ).{0,120}",
    re.IGNORECASE,
)
_SIGNATURE: Final = "--"
_QUOTED: Final = re.compile(r"\s*>")
_UNQUOTED: Final = re.compile(r"^\s*(?:> ?)+")


@dataclass(frozen=True, slots=True)
class Bare:
    """``taken_off``: pieces of the text that are no words of the sender's. ``head``: of the letter
    that was passed on, when the words are those of that one.
    """

    words: str
    taken_off: tuple[str, ...] = ()
    head: Head | None = None


def bare_words(text: str, *, subject: str = "", today: date) -> Bare:
    """``text`` has ``\\n`` as its only line end."""
    lines = text.split("\n")[:MOST_LINES]
    shown = gmail_head(lines, today=today)
    if shown:
        inner = _bare(lines[shown.length :], subject=shown.subject, today=today)
        off = ("\n".join(lines[: shown.length]), *inner.taken_off)
        return Bare(inner.words, off, inner.head or shown)
    return _bare(lines, subject=subject, today=today)


def _bare(lines: list[str], *, subject: str, today: date) -> Bare:
    is_passed_on = bool(_SUBJECT_PASSED_ON.match(subject))
    for at, line in enumerate(lines):
        if _PASSED_ON.fullmatch(line[:_AT_MOST]):
            return _passed_on(lines, at, at + 1, today=today)
        if _ORIGINAL.fullmatch(line[:_AT_MOST]):
            if is_passed_on or not _said(lines[:at]):
                return _passed_on(lines, at, at + 1, today=today)
            return _replied(lines, at, at + 1)
        if _is_from(line) and head_at(lines, at, today=today):
            if is_passed_on or not _said(lines[:at]):
                return _passed_on(lines, at, at, today=today)
            return _replied(lines, at, at)
        if end := _wrote(lines, at):
            return _replied(lines, at, end)
    return _replied(lines, len(lines), len(lines))


def _passed_on(lines: list[str], at: int, below: int, *, today: date) -> Bare:
    below = next((n for n in range(below, len(lines)) if lines[n].strip(" >_-")), len(lines))
    rest = [_UNQUOTED.sub("", line) for line in lines[below:]]
    head = head_at(rest, 0, today=today) if rest else None
    length = head.length if head else 0
    inner = _bare(rest[length:], subject="", today=today)
    above, footers = _without_footers(lines[:at])
    off = [*footers, "\n".join([*lines[at:below], *rest[:length]])]
    if len(" ".join(above).split()) >= COVER:
        off += inner.taken_off
        return Bare(f"{_joined(above)}\n\n{inner.words}".strip(), _told(off))
    off = [_joined(above), *off, *inner.taken_off]
    return Bare(inner.words, _told(off), inner.head or head)


def _replied(lines: list[str], at: int, below: int) -> Bare:
    """``lines[at:below]`` is what a program wrote above what it repeats."""
    own, footers = _without_footers([one for one in lines[:at] if not _QUOTED.match(one)])
    quoted = [one for one in lines[:at] if _QUOTED.match(one)]
    rest = lines[below:]
    answers = [one for one in rest if not _QUOTED.match(one)]
    is_marked = len(answers) < len([one for one in rest if one.strip()])
    if (is_marked or not own) and _said(answers):  # the sender wrote below or between
        below_own, more = _without_footers(answers)
        own = [*own, "", *below_own]
        rest, footers = [one for one in rest if _QUOTED.match(one)], [*footers, *more]
    off = [*footers, "\n".join(quoted), "\n".join([*lines[at:below], *rest])]
    if not _said(own):  # all of it is a quote
        words = _joined([_UNQUOTED.sub("", one) for one in [*quoted, *rest]])
        return Bare(words, _told([*footers, "\n".join(lines[at:below])]))
    return Bare(_joined(own), _told(off))


def _without_footers(lines: list[str]) -> tuple[list[str], list[str]]:
    """The words, and below them the signature and what a telephone writes of itself."""
    signed = next((n for n, one in enumerate(lines) if one.rstrip() == _SIGNATURE), len(lines))
    if not _said(lines[:signed]):
        signed = len(lines)
    kept = [one for one in lines[:signed] if not _FOOTER.fullmatch(one[:_AT_MOST])]
    off = [one for one in lines[:signed] if _FOOTER.fullmatch(one[:_AT_MOST])]
    return kept, [*off, "\n".join(lines[signed:])]


def _wrote(lines: list[str], at: int) -> int:
    """The line after "Vào … đã viết:", which may take three lines; 0 when there is none."""
    for end in range(at + 1, min(at + 4, len(lines) + 1)):
        if not lines[end - 1].strip():
            return 0
        joined = " ".join(line.strip() for line in lines[at:end])
        if _WROTE.fullmatch(joined[:_AT_MOST]) and _HOUR_OR_ADDRESS.search(joined):
            return end
    return 0


def _is_from(line: str) -> bool:
    start = line.strip(" >*\t")[:20].lower()
    return start.startswith(("from", "từ", "người gửi", "gửi từ"))


def _said(lines: list[str]) -> bool:
    return any(
        line.strip(" \t_-*>\xa0") for line in lines if not _FOOTER.fullmatch(line[:_AT_MOST])
    )


def _joined(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n _")


def _told(pieces: list[str]) -> tuple[str, ...]:
    return tuple(piece for one in pieces if (piece := one.strip("\n")).strip())
