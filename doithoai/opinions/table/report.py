"""What was read in a table, for whoever brought it; sealed, because the sheet names persons."""

import json
from dataclasses import dataclass

from doithoai.opinions.models import TableImport
from doithoai.people.actions.vault import open_box


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """``name``: of the file. ``problems``: (row, sentence), row 0 for the whole table; ``shown``:
    (row, village, words) of the first lines.
    """

    name: str
    problems: tuple[tuple[int, str], ...] = ()
    shown: tuple[tuple[str, str, str], ...] = ()

    def packed(self) -> bytes:
        return json.dumps([self.name, self.problems, self.shown], ensure_ascii=False).encode()

    @classmethod
    def unpacked(cls, plain: bytes) -> "Report":
        name, problems, shown = json.loads(plain)
        return cls(name, tuple(map(tuple, problems)), tuple(map(tuple, shown)))


def report_of(table: TableImport) -> Report:
    """Raises WrongState when nothing is kept of it any more."""
    return Report.unpacked(open_box(table.report, purpose_of(table, "report")))


def purpose_of(table: TableImport, part: str) -> str:
    """Bound to fields that never change: a box put under another table does not open."""
    return f"table/{part}/{table.unit_id}/{table.started_at.isoformat()}"
