"""Reading units and successions from CSV files: a line is either understood or a problem.

The format: comma-separated UTF-8 with a header whose columns may come in any order.
Units: key, code, name, type, tier, parent_key, valid_from (inclusive), valid_to (exclusive).
Successions: from_key, to_key, share (whole | part), default (yes | no), on, legal_basis.
Days: 2025-07-01 or 1/7/2025; empty: not known, or still valid.
"""

import csv
import lzma
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.days import PLACE
from doithoai.kit.errors import Invalid
from doithoai.kit.vietnamese import one_line
from doithoai.places.models import Succession
from doithoai.places.rules import TIERS, tidy_name

_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_OUR_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LARGEST: Final = 50 * 1024 * 1024  # letters, when unpacked
_YES: Final = {"yes": True, "no": False, "": False}

Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as a source describes it; ``line`` says where."""

    line: int
    key: str
    code: str
    name: str
    type: str
    tier: str
    parent_key: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class SuccessionRow:
    line: int
    from_key: str
    to_key: str
    share: str
    is_default: bool
    on: date
    legal_basis: str


@dataclass
class Sheet[Row]:
    """What was read of one file, and a sentence for every line that was not understood.

    ``keys`` also has those of lines that were not understood: whoever names them is not wrong.
    """

    name: str
    keys: set[str] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def at(self, line: int, problem: str) -> None:
        words = {"file": self.name, "line": line, "problem": problem}
        self.problems.append(_("%(file)s, line %(line)d: %(problem)s") % words)


def read_units(path: Path) -> Sheet[UnitRow]:
    columns = ("key", "code", "name", "type", "tier", "parent_key", "valid_from", "valid_to")
    return _read(path, columns, _unit)


def read_successions(path: Path) -> Sheet[SuccessionRow]:
    columns = ("from_key", "to_key", "share", "default", "on", "legal_basis")
    return _read(path, columns, _succession)


def _read[Row](
    path: Path, columns: tuple[str, ...], understand: Callable[[int, Line], Row]
) -> Sheet[Row]:
    sheet: Sheet[Row] = Sheet(path.name)
    try:
        for number, line in _lines(path, columns):
            sheet.keys.add(line[columns[0]])
            try:
                sheet.rows.append(understand(number, line))
            except Invalid as problem:
                sheet.at(number, str(problem))
    except Invalid as problem:
        sheet.problems.append(f"{sheet.name}: {problem}")
    return sheet


def _lines(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, Line]]:
    """(line number, its cells by column); blank lines are left out."""
    reader = csv.reader(StringIO(_text(path), newline=""), strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        if absent := [name for name in columns if name not in header]:
            raise Invalid(_("these columns are missing: %(names)s") % {"names": ", ".join(absent)})
        for cells in reader:
            if any(cell.strip() for cell in cells):
                texts = [*map(str.strip, cells), *[""] * (len(header) - len(cells))]
                yield reader.line_num, dict(zip(header, texts, strict=False))
    except csv.Error as error:
        raise Invalid(
            _("line %(line)d is not CSV (%(reason)s)") % {"line": reader.line_num, "reason": error}
        ) from error


def _text(path: Path) -> str:
    opened = lzma.open if path.suffix == ".xz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            text = file.read(_LARGEST + 1)  # what is packed small may be large
    except (OSError, lzma.LZMAError) as error:
        why = getattr(error, "strerror", None) or error
        raise Invalid(_("the file cannot be read (%(why)s)") % {"why": why}) from error
    except UnicodeDecodeError as error:
        raise Invalid(_("the file is not UTF-8 text")) from error
    if len(text) > _LARGEST:
        raise Invalid(_("the file is larger than 50 MB"))
    return text


def _unit(number: int, line: Line) -> UnitRow:
    begin, end = _day(line["valid_from"]), _day(line["valid_to"])
    if begin and end and end <= begin:
        raise Invalid(
            _("valid_to %(end)s is not after valid_from %(begin)s") % {"begin": begin, "end": end}
        )
    if line["type"] not in TIERS or line["tier"] not in TIERS[line["type"]]:
        raise Invalid(_("there is no type “%(type)s” of tier “%(tier)s”") % line)
    if not re.fullmatch(r"\d{1,10}", line["code"], re.ASCII):
        raise Invalid(_("the code “%(code)s” is not a number") % line)
    name = tidy_name(line["name"])
    if not name or len(name) > 120:
        raise Invalid(_("the name is empty or longer than 120 letters"))
    return UnitRow(
        number,
        _key(line["key"]),
        line["code"],
        name,
        line["type"],
        line["tier"],
        _key(line["parent_key"]) if line["parent_key"] else "",
        begin,
        end,
    )


def _succession(number: int, line: Line) -> SuccessionRow:
    if line["share"] not in Succession.Share.values:
        raise Invalid(_("share must be whole or part, not “%(share)s”") % line)
    if line["default"].lower() not in _YES:
        raise Invalid(_("default must be yes or no, not “%(default)s”") % line)
    on = _day(line["on"])
    if on is None:
        raise Invalid(_("the day is missing"))
    basis = one_line(line["legal_basis"])
    if len(basis) > 200:
        raise Invalid(_("the legal basis is longer than 200 letters"))
    return SuccessionRow(
        number,
        _key(line["from_key"]),
        _key(line["to_key"]),
        line["share"],
        _YES[line["default"].lower()],
        on,
        basis,
    )


def _key(text: str) -> str:
    if not _KEY.fullmatch(text) or len(text) > 80:
        raise Invalid(
            _("“%(key)s” is not a key (small letters, digits and hyphens)") % {"key": text[:90]}
        )
    return text


def _day(text: str) -> date | None:
    if not text:
        return None
    if found := _ISO_DAY.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _OUR_DAY.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        raise Invalid(_("“%(text)s” is not a day (2025-07-01 or 1/7/2025)") % {"text": text[:40]})
    try:
        named = date(year, month, day)
    except ValueError as error:
        raise Invalid(_("there is no day %(text)s") % {"text": text}) from error
    PLACE.require(named, field="")
    return named
