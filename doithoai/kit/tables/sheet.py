"""A spreadsheet or a CSV file as rows of plain values; it is opened in a process that may die."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from doithoai.kit.apart import TOO_MUCH, Wrong
from doithoai.kit.apart.process import opened_apart
from doithoai.kit.errors import Invalid, Unavailable
from doithoai.kit.tables.archive import MAX_CELLS

MAX_BYTES: Final = 10 * 1024 * 1024

Cell = str | int | float | bool | date | time | timedelta  # a datetime is a date
Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """``rows[0]`` is row 1; a merged cell's value stands in every cell that it covers.

    ``shared`` are the (row, column) indexes covered by merged cells: one value, not several. What
    the sheet does not show is named by indexes; the cells of a hidden column are empty here.
    ``unclosed``: indexes of rows of a CSV file with a quote that does not end. ``from_1904``: days
    are counted from 1/1/1904.
    """

    name: str
    rows: list[list[Cell]]
    shared: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[int, ...] = ()
    is_hidden: bool = False
    unclosed: frozenset[int] = frozenset()
    from_1904: bool = False


def read_bytes(path: Path) -> bytes:
    """The file's content; raises Invalid when it is too large or cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Invalid(_("The file cannot be read: %(file)s.") % {"file": path}) from error
    return data


def read_sheets(data: bytes) -> list[Sheet]:
    """Every sheet of an .xlsx, .xls or .ods file, or the one table of a .csv file.

    The kind is told by the content, not by the name. Raises Invalid with plain advice, Unavailable
    when no file can be opened now.
    """
    if len(data) > MAX_BYTES:
        raise Invalid(_("The file is larger than 10 MB. Please split it."))
    try:
        answer = opened_apart("doithoai.kit.tables.opening:plain", data)
    except Wrong as wrong:
        raise Invalid(_sentence(str(wrong))) from wrong
    except OSError as error:
        raise Unavailable(_sentence("later")) from error
    return list(_sheets(answer))


def _sheets(answer: bytes) -> Iterator[Sheet]:
    """Reads what ``opening.py`` wrote."""
    decode = json.JSONDecoder(object_hook=_untagged).decode
    lines = iter(answer.splitlines())
    for line in lines:
        head = decode(line.decode())
        rows = [decode(next(lines).decode()) for _row in range(head["rows"])]
        yield Sheet(
            head["name"],
            rows,
            frozenset(_carry_over(rows, head.get("merged", ()))),
            hidden_rows=frozenset(head.get("hidden_rows", ())),
            hidden_columns=tuple(_emptied(rows, head.get("hidden_columns", ()))),
            is_hidden=head.get("is_hidden", False),
            unclosed=frozenset(head.get("unclosed", ())),
            from_1904=head.get("from_1904", False),
        )


def _untagged(found: dict[str, Any]) -> Any:
    match found:
        case {"datetime": text}:
            return datetime.fromisoformat(text)
        case {"date": text}:
            return date.fromisoformat(text)
        case {"time": text}:
            return time.fromisoformat(text)
        case {"seconds": number}:
            return timedelta(seconds=number)
    return found


def _carry_over(rows: list[list[Cell]], merged: Iterable[Area]) -> set[tuple[int, int]]:
    """Write each merged cell's value into all that it covers; answers what was covered."""
    shared: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for index in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[index]))):
                rows[index][column] = value
                shared.add((index, column))
            if len(shared) > MAX_CELLS // 4:
                raise Invalid(_sentence("far_cells"))
    return shared


def _emptied(rows: list[list[Cell]], columns: Iterable[int]) -> Iterator[int]:
    """Of these columns, the ones that held anything; they hold nothing afterwards."""
    for column in columns:
        if any(row[column] != "" for row in rows):
            for row in rows:
                row[column] = ""
            yield column


def _sentence(word: str) -> str:
    return {
        TOO_MUCH: _(
            "This file is damaged, or too much to open. "
            "Please copy the table alone into a new file."
        ),
        "unpacked": _(
            "The file grows far too large when it is unpacked. "
            "Please copy the table alone into a new file."
        ),
        "damaged": _("The file is damaged. Please save it again."),
        "locked": _("The file is protected by a password. Please save it without one."),
        "quotes": _(
            "Quotes of this file are not closed in many rows. Please save the table as .xlsx."
        ),
        "far_cells": _(
            "The sheet has cells far away from the table. "
            "Please copy the table alone into a new sheet."
        ),
        "no_spreadsheet": _(
            "This is not a spreadsheet. "
            "Open the table in Excel or LibreOffice and save it as .xlsx."
        ),
        "letters": _(
            "The letters of this file cannot be read. Save it as .xlsx, "
            "or as “CSV UTF-8” when saving from Excel."
        ),
        "later": _("Files cannot be checked just now. Please try again in a few minutes."),
    }[word]
