"""Tables in the letters of old fonts, written in Unicode before anything else is read in them."""

from collections import Counter
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.tables.reading import Problem, row_ranges
from doithoai.kit.tables.sheet import Cell, Sheet
from doithoai.kit.vietnamese import visible
from doithoai.language.old_letters import (
    Judge,
    Letters,
    as_western,
    in_unicode,
    is_surely_unicode,
)

SHOWN: Final = 60

type _Written = dict[str, tuple[str, Letters]]
"""Of a text, the same words in Unicode, and the letters that it was in."""


def sheets_in_unicode(sheets: list[Sheet]) -> tuple[list[Sheet], tuple[Problem, ...]]:
    """The same sheets with their words in Unicode, and a note on the rows that were rewritten."""
    read: list[Sheet] = []
    notes: list[Problem] = []
    for sheet in sheets:
        written = _written({cell for row in sheet.rows for cell in row if _may_be_old(cell)})
        if written:
            notes.extend(_notes(sheet, written))
            rows = [[_in_unicode(cell, written) for cell in row] for row in sheet.rows]
            read.append(replace(sheet, rows=rows))
        else:
            read.append(sheet)
    return read, tuple(notes)


def _may_be_old(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.isascii()


def _written(texts: set[Cell]) -> _Written:
    """Texts that surely are in old letters; where most are, the short ones too that may be."""
    judge = Judge()
    written: _Written = {}
    doubtful: list[tuple[str, str]] = []
    others = 0
    for text in map(str, texts):
        is_right = judge.is_vietnamese(text)
        western = text if is_right else as_western(text)
        if letters := judge.letters(western):
            written[text] = in_unicode(western, letters), letters
        elif is_right and is_surely_unicode(text):
            others += 1
        else:
            doubtful.append((text, western))
    if written:
        [(most, times)] = Counter(letters for _text, letters in written.values()).most_common(1)
        for text, western in doubtful if times > others else ():
            if judge.can_be(western, most):
                written[text] = in_unicode(western, most), most
    return written


def _in_unicode(cell: Cell, written: _Written) -> Cell:
    return written[cell][0] if isinstance(cell, str) and cell in written else cell


def _notes(sheet: Sheet, written: _Written) -> list[Problem]:
    rows: dict[Letters, list[int]] = {letters: [] for letters in Letters}
    longest = dict.fromkeys(Letters, "")
    for number, row in enumerate(sheet.rows, start=1):
        for cell in row:
            if isinstance(cell, str) and cell in written:
                text, letters = written[cell]
                rows[letters].append(number)
                longest[letters] = max(longest[letters], text, key=len)
    return [
        Problem(0, "", _sentence(letters, numbers, longest[letters]), sheet.name)
        for letters, numbers in rows.items()
        if numbers
    ]


def _sentence(letters: Letters, rows: list[int], text: str) -> str:
    return _(
        "Words in the letters %(letters)s are written in Unicode, such as “%(text)s”: "
        "rows %(rows)s."
    ) % {
        "letters": letters,
        "text": visible(text)[:SHOWN],
        "rows": ", ".join(row_ranges(dict.fromkeys(rows))),
    }
