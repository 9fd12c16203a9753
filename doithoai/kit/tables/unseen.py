"""What a workbook (.xlsx, .ods) does not show, and from which day its numbers of days count.

Runs in the process that may die (``kit/apart``); the reader of the cells tells none of it.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

MOST: Final = 1_048_576
"""Rows of the largest sheet; more cannot be hidden."""

VISIBLE: Final = "visible"

_TAG: Final = r"<(?:\w+:)?(%s)\b([^<>]*)>"
_BOOK = re.compile((_TAG % "sheet|workbookPr|Relationship").encode())
_XLSX = re.compile((_TAG % "row|col").encode())
_ODS = re.compile(rb"<table:(table-row|table-column|table)(?=[\s/>])([^<>]*)>")
_ATTRIBUTE = re.compile(rb"""(?<![\w:-])([\w:-]+)=["']([^"'<>]*)["']""")

type Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Unseen:
    """Indexes of hidden rows and columns."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


NOTHING: Final = Unseen()


def counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Whether the days of the workbook are counted as Excel once did on a Macintosh."""
    book = _part(archive, "xl/workbook.xml")
    return any(_is_true(attributes.get("date1904", "")) for _tag, attributes in _tags(_BOOK, book))


def unseen_in(archive: zipfile.ZipFile) -> dict[str, Unseen]:
    """By the names of the sheets; those that hide nothing may be missing."""
    content = _part(archive, "content.xml")
    if content:
        return _of_ods(content) if b"visibility" in content else {}
    targets = {
        found.get("Id", ""): found.get("Target", "")
        for _tag, found in _tags(_BOOK, _part(archive, "xl/_rels/workbook.xml.rels"))
    }
    hidden: dict[str, Unseen] = {}
    for tag, found in _tags(_BOOK, _part(archive, "xl/workbook.xml")):
        if tag == "sheet":
            target = targets.get(_relation(found), "")
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            content = _part(archive, path)
            if b"hidden=" in content:
                hidden[found.get("name", "")] = _of_xlsx(content)
    return hidden


def _of_xlsx(content: bytes) -> Unseen:
    rows: list[int] = []
    columns: list[int] = []
    row = -1
    for tag, found in _tags(_XLSX, content):
        is_hidden = _is_true(found.get("hidden", ""))
        if tag == "col" and is_hidden:
            columns.extend(range(_number(found, "min", 1) - 1, _number(found, "max", 1)))
        elif tag == "row":
            row = _number(found, "r", row + 2) - 1
            if is_hidden:
                rows.append(row)
    return Unseen(tuple(rows), tuple(columns))


def _of_ods(content: bytes) -> dict[str, Unseen]:
    hidden: dict[str, tuple[list[int], list[int]]] = {}
    rows: list[int] = []
    columns: list[int] = []
    row = column = 0
    for tag, found in _tags(_ODS, content):
        is_hidden = found.get("table:visibility", VISIBLE) != VISIBLE
        if tag == "table":
            rows, columns = hidden[found.get("table:name", "")] = [], []
            row = column = 0
        elif tag == "table-row":
            end = min(row + _number(found, "table:number-rows-repeated", 1), MOST)
            rows.extend(range(row, end) if is_hidden else ())
            row = end
        else:
            end = min(column + _number(found, "table:number-columns-repeated", 1), MOST)
            columns.extend(range(column, end) if is_hidden else ())
            column = end
    return {name: Unseen(tuple(rows), tuple(columns)) for name, (rows, columns) in hidden.items()}


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _tags(kind: re.Pattern[bytes], content: bytes) -> Iterator[tuple[str, Attributes]]:
    for found in kind.finditer(content):
        attributes = {
            name.decode(): unescape(value.decode(errors="replace"))
            for name, value in _ATTRIBUTE.findall(found[2])
        }
        yield found[1].decode(), attributes


def _relation(attributes: Attributes) -> str:
    """The identifier by which a sheet names its part, whatever the prefix is called."""
    return next((value for name, value in attributes.items() if name.endswith(":id")), "")


def _number(attributes: Attributes, name: str, otherwise: int) -> int:
    text = attributes.get(name, "")
    return min(int(text), MOST) if text.isdecimal() and len(text) <= 9 else otherwise


def _is_true(text: str) -> bool:
    return text in ("1", "true", "on")
