"""A text twice as long takes twice as long, whatever it says: a stranger's words stop nobody.

Eight kilobytes at once should take what they take in eight pieces; what grows by the square of the
length takes eight times as much.
"""

import importlib
import inspect
import io
import pkgutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import count
from time import thread_time
from types import ModuleType

import pytest

import doithoai.kit.tables
import doithoai.language
from doithoai.finding import highlight, ranking
from doithoai.kit import numbers, vietnamese
from doithoai.kit.apart import Wrong
from doithoai.kit.errors import Refused
from doithoai.kit.tables.archive import repacked
from doithoai.kit.tables.cells import count_of, day_of
from doithoai.kit.tables.header import best_header
from doithoai.kit.tables.rows import rows_of_things
from doithoai.kit.tables.sheet import Sheet
from doithoai.opinions import codes
from doithoai.opinions.table.columns import LAYOUT
from doithoai.people import contacts
from doithoai.places import rules
from doithoai.web import asked

SHORT, TIMES = 1000, 8
MOST = 3
"""How many times the pieces: it should be one, and is eight when it grows by the square."""
TRIES = 12

TEXTS = {
    "one word": "đường ",
    "no space": "đường",
    "capitals": "A ",
    "capitals and small": "Ab cd ",
    "families": "Nguyễn ",
    "names": "Nguyễn Văn An ",
    "names near": "nguyễn văn ",
    "titles": "ông Ông ",
    "called": "ông An ",
    "places": "Đường Nguyễn Trãi ",
    "numbers": "0912345678 ",
    "digits": "0",
    "digits with gaps": "0 1.2-3 ",
    "eight and four": "84 ",
    "accounts": "tài khoản ",
    "account numbers": "stk 0123 4567 89 ",
    "spoken": "không một hai ba ",
    "plates": "34B1-234.56 ",
    "half plates": "34B",
    "at": "a@",
    "addresses": "a@b.vn ",
    "dots": "a.b.",
    "hosts": "a@b.c.",
    "spaces": " ",
    "lines": "\n",
    "spaces after a family": "nguyễn" + " " * 40,
    "full stops": ".",
    "quotes": '"',
    "opened": "(",
    "closed": ")",
    "slashes": "1/",
    "tags": "<c ",
    "tags of rows": "<table:table-cell ",
    "tags without an end": "<c r r ",
    "commas": ",",
    "hyphens": "a-",
    "marks": "\u0301",
    "marks out of order": "\u0301\u0316",
    "letters with marks": "e\u0302\u0323",
    "marks that take room": "\U0001d165\U0001d16d",
    "scripts": "aяש字ก",
    "syllables of Korea": "\u1100\u1161",
    "long ligatures": "\ufdfa",
    "small and capital": "ßİ",
    "telex": "dduwowngf ",
    "units of measure": "5km",
    "totals": "tong cong nam ",
}

PURE: tuple[ModuleType, ...] = (vietnamese, numbers, codes, contacts, rules, asked, highlight)
NOT_OF_PEOPLE = {"rows_of"}
"""Functions whose text is no person's: the name of a shipped list."""

type Reading = Callable[[str], object]


def _modules() -> Iterator[ModuleType]:
    yield from PURE
    for package in (doithoai.language, doithoai.kit.tables):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def _readings() -> Iterator[tuple[str, Reading]]:
    """Every public function that reads one text, so that a new one is judged too."""
    for module in _modules():
        for name, thing in vars(module).items():
            function = inspect.unwrap(thing) if callable(thing) else None
            is_ours = inspect.isfunction(function) and function.__module__ == module.__name__
            if is_ours and not name.startswith("_") and name not in NOT_OF_PEOPLE:
                needed = [
                    one.annotation
                    for one in inspect.signature(thing).parameters.values()
                    if one.default is one.empty
                ]
                if needed and needed[0] in (str, "str") and len(needed) == 1:
                    yield f"{module.__name__}.{name}", thing
    yield from LISTED.items()


def _as_cell(text: str) -> object:
    """A heading, and a cell below one."""
    best_header(Sheet("", [[text, "Nội dung"]]), LAYOUT)
    sheet = Sheet("", [["STT", "Nội dung"], ["1", text], [text, text]])
    return rows_of_things(sheet, best_header(sheet, LAYOUT))


def _as_archive(text: str) -> bytes:
    """The inside of a spreadsheet, of either kind."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("content.xml", text)
        archive.writestr("xl/worksheets/sheet1.xml", text)
    return repacked(target.getvalue())


LISTED: dict[str, Reading] = {
    "highlight": lambda text: highlight.asked_spans(text, "đường nguyễn"),
    "is_near": lambda text: ranking.is_near(text, text[1:]),
    "is_spelled_like": lambda text: rules.is_spelled_like(text, text),
    "day_of": lambda text: day_of(text, today=date(2026, 1, 1)),
    "count_of": lambda text: count_of(text),
    "cell": _as_cell,
    "archive": _as_archive,
}
"""What takes more than a text."""

FRESH = count()


def _cost(read: Reading, texts: Iterable[str]) -> float:
    """Processor time of this thread; every text is a new one, so that nothing is remembered."""
    fresh = [f"{text} {next(FRESH)}" for text in texts]
    begun = thread_time()
    for text in fresh:
        with suppress(Refused, Wrong):
            found = read(text)
            if isinstance(found, Iterator):
                list(found)
    return thread_time() - begun


READINGS = dict(_readings())


@pytest.mark.long
@pytest.mark.parametrize("name", READINGS)
def test_a_hostile_text_takes_no_more_than_its_pieces(name: str) -> None:
    read = READINGS[name]
    for kind, piece in TEXTS.items():
        long = (piece * SHORT * TIMES)[: SHORT * TIMES]
        whole = pieces = float("inf")
        for _ in range(TRIES):
            pieces = min(pieces, _cost(read, [long[:SHORT]] * TIMES))
            whole = min(whole, _cost(read, [long]))
            if whole <= MOST * pieces:
                break
        else:
            pytest.fail(f"{name} on {kind}: {whole / pieces:.1f} times its pieces")
