"""What was read in a table, for whoever brought it; sealed, because the sheet names persons."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import Any, Final

from doithoai.opinions.models import TableImport
from doithoai.people.actions.vault import open_box

type Fault = tuple[int, str, str]
"""Row (0 for the whole table), column ("" for the row) and sentence."""

SHOWN: Final = 40
MOST_TOLD: Final = 20
"""Rows of a kind whose words are told; of the others only the number."""
_PARTICULAR: Final = re.compile(r"“[^”]*”|\d[\d/.]*\d|\d")
"""What differs between two sentences of one kind: the words of the cell, a day, a number."""


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """``name``: of the file. ``shown``: (row, day, village, words) of the first lines;
    ``left_out``: (row, why, words) of rows that were passed over, the first of ``left_out_count``;
    ``columns``: (what it holds, heading) of those that were read. ``sheet``: the one to be read
    when several hold a table.
    """

    name: str
    problems: tuple[Fault, ...] = ()
    shown: tuple[tuple[int, str, str, str], ...] = ()
    remarks: tuple[Fault, ...] = ()
    left_out: tuple[tuple[int, str, str], ...] = ()
    left_out_count: int = 0
    columns: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    sheet: str = ""

    def packed(self) -> bytes:
        return json.dumps(astuple(self), ensure_ascii=False).encode()

    @classmethod
    def unpacked(cls, plain: bytes) -> "Report":
        """Also what was sealed before columns, days and left out rows were told of."""
        name, problems, shown, *more = json.loads(plain)
        return cls(
            name,
            tuple((row, "".join(rest[:-1]), rest[-1]) for row, *rest in problems),
            tuple((row, "".join(rest[:-2]), *rest[-2:]) for row, *rest in shown),
            *map(_as_tuples, more),
        )


@dataclass(frozen=True, slots=True)
class Kind:
    """Faults of one kind: one sentence, and the rows that it is about ("5, 7–9")."""

    column: str
    sentence: str
    rows: str


def kinds_of(faults: Iterable[Fault]) -> list[Kind]:
    """Faults of one column that differ only in the words of the cell, together."""
    kinds: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for row, column, sentence in faults:
        general = _PARTICULAR.sub("…", sentence) if row else sentence
        kinds.setdefault((column, general), []).append((row, sentence))
    return [_kind(column, general, told) for (column, general), told in kinds.items()]


def _kind(column: str, general: str, told: list[tuple[int, str]]) -> Kind:
    sentences = {sentence for _row, sentence in told}
    if len(sentences) == 1:
        return Kind(column, sentences.pop(), ", ".join(_ranges([row for row, _said in told])))
    first = (f"{row} ({_particulars(sentence)})" for row, sentence in told[:MOST_TOLD])
    others = _ranges([row for row, _sentence in told[MOST_TOLD:]])
    return Kind(column, general, ", ".join((*first, *others)))


def _particulars(sentence: str) -> str:
    return ", ".join(_PARTICULAR.findall(sentence))[:SHOWN]


def _ranges(rows: list[int]) -> Iterator[str]:
    """5, 7, 8, 9 → "5", "7–9"; nothing for the whole table."""
    first = last = 0
    for row in [*rows, 0]:
        if first and row == last + 1:
            last = row
            continue
        if first:
            yield str(first) if first == last else f"{first}–{last}"
        first = last = row


def report_of(table: TableImport) -> Report:
    """Raises WrongState when nothing is kept of it any more."""
    return Report.unpacked(open_box(table.report, purpose_of(table, "report")))


def purpose_of(table: TableImport, part: str) -> str:
    """Bound to fields that never change: a box put under another table does not open."""
    return f"table/{part}/{table.unit_id}/{table.started_at.isoformat()}"


def _as_tuples(value: Any) -> Any:
    return tuple(map(_as_tuples, value)) if isinstance(value, list) else value
