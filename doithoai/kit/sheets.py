"""Writing a list as .xlsx: row by row, so that a long one needs no more memory than a short one."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any, Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from doithoai.kit.time import VIET_NAM

type Cell = str | int | date | datetime | None

LONGEST: Final = 32_767
"""Characters that a cell of Excel holds."""
FIRST_YEAR: Final = 1900
"""Excel knows no day before it."""
_SPELLS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What begins like this is computed by a spreadsheet when somebody edits the cell or saves it as
.csv; it is marked as text."""
_A4: Final = 9
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "head": {"bold": True, "bg_color": "#EEEEEE", "text_wrap": True},
    "text": {"text_wrap": True, "valign": "top"},
    "quoted": {"text_wrap": True, "valign": "top", "quote_prefix": True},
    "day": {"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "valign": "top", "align": "left"},
    "number": {"valign": "top"},
}
type Looks = dict[str, Any]


def write_list(
    heads: Sequence[tuple[str, int]],
    rows: Iterable[Sequence[Cell]],
    *,
    names: tuple[str, str],
    about: Sequence[tuple[str, Cell]],
) -> IO[bytes]:
    """The list as a file that ends with its closing, opened at its beginning.

    ``heads``: the word over each column and its width in characters. ``names`` are those of two
    sheets: the rows, and what is told ``about`` them. No cell is ever a formula or a link.
    """
    target = TemporaryFile()  # noqa: SIM115 whoever reads it closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
        _write_rows(book.add_worksheet(names[0][:31]), looks, heads, rows)
        _write_about(book.add_worksheet(names[1][:31]), looks, about)
    target.seek(0)
    return target


def _write_rows(
    sheet: Worksheet, looks: Looks, heads: Sequence[tuple[str, int]], rows: Iterable[Sequence[Cell]]
) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    for place, (head, width) in enumerate(heads):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, head, looks["head"])
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            _write(sheet, looks, number, place, cell)


def _write_about(sheet: Worksheet, looks: Looks, about: Sequence[tuple[str, Cell]]) -> None:
    sheet.set_paper(_A4)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 70)
    for number, (label, cell) in enumerate(about):
        sheet.write_string(number, 0, label, looks["head"])
        _write(sheet, looks, number, 1, cell)


def _write(sheet: Worksheet, looks: Looks, row: int, place: int, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, int):
        sheet.write_number(row, place, cell, looks["number"])
    elif isinstance(cell, date) and cell.year >= FIRST_YEAR:
        is_moment = isinstance(cell, datetime)
        sheet.write_datetime(row, place, _local(cell), looks["moment" if is_moment else "day"])
    else:
        text = str(cell)[:LONGEST]
        sheet.write_string(
            row, place, text, looks["quoted" if text.startswith(_SPELLS) else "text"]
        )


def _local(cell: date | datetime) -> date | datetime:
    """As the clock in Viet Nam shows it: Excel knows no time zones."""
    if isinstance(cell, datetime) and cell.tzinfo:
        return cell.astimezone(VIET_NAM).replace(tzinfo=None)
    return cell
