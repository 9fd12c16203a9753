"""Rows that only name what the rows beneath have in common: a village, a field, a year."""

import re
from typing import Final

from doithoai.kit.tables.cells import folded, is_blank, text_of
from doithoai.kit.tables.header import words
from doithoai.kit.tables.sheet import Cell

MOST_WORDS: Final = 12

_ROMAN: Final = r"[ivx]+"
_LETTER: Final = r"[a-h]"
_NUMERAL = re.compile(rf"({_ROMAN})[.):]?|({_LETTER})[.):]?")
_NUMBERED = re.compile(rf"(?:({_ROMAN})|({_LETTER}))[.):/ -].*")
_NUMBER = re.compile(r"\d{1,4}[.)]?")
_LEADING = re.compile(
    rf"(?:phan )?(?:{_ROMAN}|{_LETTER}|\d{{1,2}})(?:[.):/ -]+)(?=\S)", re.IGNORECASE
)
_NAMES = re.compile(
    r"(?:linh vuc|ve|nhom|cac y kien|thon|xom|ap|ban|buon|khu dan cu|kdc|khu pho|khu|to dan pho"
    r"|tdp)\b.*"
)
"""How a heading without a numeral begins."""

type Sections = tuple[tuple[int, str], ...]
"""(row number, words) of the headings that a row stands beneath, from the outermost."""


class Headings:
    """The headings in force: one of a kind ends that of the same kind and all within it."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int, str]] = []

    @property
    def now(self) -> Sections:
        return tuple((number, text) for _kind, number, text in self._open)

    def begin(self, number: int, cells: list[Cell]) -> None:
        text = " ".join(_different(cells))
        kind = _kind(text)
        known = [place for place, (one, *_rest) in enumerate(self._open) if one == kind]
        del self._open[known[0] if known else len(self._open) :]
        self._open.append((kind, number, text))


def without_numeral(heading: str) -> str:
    """“I. THÔN CẨM THƯỢNG:” → “THÔN CẨM THƯỢNG”."""
    bare = _LEADING.match(folded(heading))
    return (heading[bare.end() :] if bare else heading).strip(" .:-–")


def names_something(heading: str) -> bool:
    """Whether it begins as the heading of a village, a field or a numbered part does."""
    bare = folded(heading)
    return bool(_NUMBERED.fullmatch(bare) or _NAMES.fullmatch(bare))


def is_shouted(heading: str) -> bool:
    """Numbered, in capitals, and with the word for a village or a field: it says no opinion."""
    bare = without_numeral(heading)
    is_numbered = bool(_NUMBERED.fullmatch(folded(heading))) and bare != heading
    is_short = len(bare.split()) <= MOST_WORDS
    return is_numbered and heading.isupper() and is_short and bool(_NAMES.fullmatch(folded(bare)))


def heads_what_follows(cells: list[Cell], following: list[Cell]) -> bool:
    """“I | Thôn Cẩm Thượng” above “1 | …”: a numeral of another kind than the next row has."""
    filled = [index for index, cell in enumerate(cells) if not is_blank(cell)]
    if len({str(cells[index]) for index in filled}) != 2:
        return False
    first, heading = filled[0], str(cells[filled[-1]])
    kind = _numeral(cells[first])
    if not kind or not any(map(str.isalpha, heading)) or len(heading.split()) > MOST_WORDS:
        return False
    after = following[first] if first < len(following) else ""
    return bool(_NUMBER.fullmatch(text_of(after))) or _numeral(after) not in ("", kind)


def _different(cells: list[Cell]) -> list[str]:
    return list(dict.fromkeys(text_of(cell) for cell in cells if not is_blank(cell)))


def _numeral(cell: Cell) -> str:
    found = _NUMERAL.fullmatch(folded(str(cell)))
    return ("roman" if found[1] else "letter") if found else ""


def _kind(heading: str) -> str:
    """By the numeral, else by the first word: villages follow villages, fields follow fields."""
    found = _NUMBERED.fullmatch(folded(heading))
    if found:
        return "roman" if found[1] else "letter"
    return words(heading).partition(" ")[0]
