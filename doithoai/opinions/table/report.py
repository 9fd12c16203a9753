"""What was read in a table, for whoever brought it; sealed, because the sheet names persons."""

import json
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Any, Final

from doithoai.kit.tables.choosing import EVERYTHING, Choice
from doithoai.kit.tables.reading import ReadColumn, ReadSheet, row_ranges
from doithoai.opinions.models import TableImport
from doithoai.people.actions.vault import open_box

type Fault = tuple[int, str, str, str]
"""Row (0 for the whole table), column ("" for the row), sentence and sheet."""

SHOWN: Final = 40
MOST_TOLD: Final = 20
"""Rows of a kind whose words are told; of the others only the number."""
_PARTICULAR: Final = re.compile(r"“[^”]*”|\d[\d/.]*\d|\d")
"""What differs between two sentences of one kind: the words of the cell, a day, a number."""


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """``name``: of the file. ``shown``: (row, day, village, words, sheet) of the first lines;
    ``left_out``: (row, why, words, sheet) of rows that were passed over, the first of
    ``left_out_count``; ``columns``: (what it holds, heading) of those that were read. ``choice``:
    the sheets and columns that the clerk chose; ``sheets``: all there are to choose from;
    ``notes``: what else was done to the rows; ``signs_in``: (sheet, row) of ``TableImport.signs``.
    A sheet is named when several are read.
    """

    name: str
    problems: tuple[Fault, ...] = ()
    shown: tuple[tuple[int, str, str, str, str], ...] = ()
    remarks: tuple[Fault, ...] = ()
    left_out: tuple[tuple[int, str, str, str], ...] = ()
    left_out_count: int = 0
    columns: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    choice: Choice = EVERYTHING
    sheets: tuple[ReadSheet, ...] = ()
    notes: tuple[Fault, ...] = ()
    signs_in: tuple[tuple[str, int], ...] = ()

    @property
    def signs(self) -> str:
        """The rows that read like a complaint or a denunciation: "Duệ: 5, 7–9; Khê: 3"."""
        rows: dict[str, list[int]] = {}
        for sheet, row in self.signs_in:
            rows.setdefault(sheet, []).append(row)
        told = {sheet: ", ".join(row_ranges(numbers)) for sheet, numbers in rows.items()}
        if sum(sheet.is_read for sheet in self.sheets) < 2:
            return ", ".join(told.values())
        return "; ".join(f"{sheet}: {numbers}" for sheet, numbers in told.items())

    def packed(self) -> bytes:
        return json.dumps(astuple(self), ensure_ascii=False).encode()

    @classmethod
    def unpacked(cls, plain: bytes) -> "Report":
        """Also what was sealed when fewer things were told of, and the sheet was one name."""
        names = (one.name for one in fields(cls))
        told = dict(zip(names, _as_tuples(json.loads(plain)), strict=False))
        told["problems"] = tuple(map(_fault, told["problems"]))
        told["remarks"] = tuple(map(_fault, told.get("remarks", ())))
        told["shown"] = tuple(map(_shown, told["shown"]))
        told["left_out"] = tuple((*one, "")[:4] for one in told.get("left_out", ()))
        told["choice"] = _choice(told.get("choice", ""))
        told["sheets"] = tuple(map(_sheet, told.get("sheets", ())))
        return cls(**told)


def _fault(told: Any) -> Fault:
    """Once (row, sentence), then (row, column, sentence), now with the sheet."""
    row, *words = told
    column, sentence, sheet = ("", *words, "") if len(words) == 1 else (*words, "")[:3]
    return row, column, sentence, sheet


def _shown(told: Any) -> tuple[int, str, str, str, str]:
    """Once without the day, then without the sheet."""
    row, *words = told
    day, village, said, sheet = ("", *words, "") if len(words) == 2 else (*words, "")[:4]
    return row, day, village, said, sheet


def _choice(told: Any) -> Choice:
    if isinstance(told, str):
        return Choice((told,)) if told else EVERYTHING
    return Choice(*told)


def _sheet(told: Any) -> ReadSheet:
    name, is_read, columns = told
    return ReadSheet(name, is_read, tuple(ReadColumn(*column) for column in columns))


@dataclass(frozen=True, slots=True)
class Kind:
    """Faults of one kind: one sentence, and the rows that it is about ("5, 7–9")."""

    column: str
    sentence: str
    rows: str
    sheet: str = ""


def kinds_of(faults: Iterable[Fault]) -> list[Kind]:
    """Faults of one column that differ only in the words of the cell, together."""
    kinds: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for row, column, sentence, sheet in faults:
        general = _PARTICULAR.sub("…", sentence) if row else sentence
        kinds.setdefault((sheet, column, general), []).append((row, sentence))
    return [_kind(*about, told) for about, told in kinds.items()]


def _kind(sheet: str, column: str, general: str, told: list[tuple[int, str]]) -> Kind:
    sentences = {sentence for _row, sentence in told}
    if len(sentences) == 1:
        rows = ", ".join(row_ranges(row for row, _said in told))
        return Kind(column, sentences.pop(), rows, sheet)
    first = (f"{row} ({_particulars(sentence)})" for row, sentence in told[:MOST_TOLD])
    others = row_ranges(row for row, _sentence in told[MOST_TOLD:])
    return Kind(column, general, ", ".join((*first, *others)), sheet)


def _particulars(sentence: str) -> str:
    return ", ".join(_PARTICULAR.findall(sentence))[:SHOWN]


def report_of(table: TableImport) -> Report:
    """Raises WrongState when nothing is kept of it any more."""
    return Report.unpacked(open_box(table.report, purpose_of(table, "report")))


def purpose_of(table: TableImport, part: str) -> str:
    """Bound to fields that never change: a box put under another table does not open."""
    return f"table/{part}/{table.unit_id}/{table.started_at.isoformat()}"


def _as_tuples(value: Any) -> Any:
    return tuple(map(_as_tuples, value)) if isinstance(value, list) else value
