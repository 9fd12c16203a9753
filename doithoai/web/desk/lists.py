"""A list of the desk taken out as it is filtered: as .xlsx, or as a page to print.

A list says its columns once. What was taken out, by whom and how much, stands in the security log.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import batched
from typing import Any, Final

from django.db.models import Model, QuerySet
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from doithoai.kit.sheets import Cell, write_list
from doithoai.kit.time import hour_and_day, short_date, today
from doithoai.kit.vietnamese import slug
from doithoai.people.actions.security import note_list_taken
from doithoai.web.asked import no_such_filter
from doithoai.web.desk.access import DeskRequest
from doithoai.web.desk.page_frame import Choice, desk_page
from doithoai.web.downloads import spreadsheet

WAYS: Final = ("", "xlsx", "print")
"""What ``?as=`` may say; without it the page itself is shown."""
MOST: Final = {"xlsx": 20_000, "print": 2_000}
"""Rows; more are not taken out at once, and the file and the page say so."""
_READ_AT_ONCE: Final = 500
NOT_FILTERS: Final = frozenset({"as", "after"})


@dataclass(frozen=True, slots=True)
class Column[R]:
    """The word over it, what it tells of a row, and its width in characters."""

    label: str
    value: Callable[[R], Cell]
    width: int = 16


@dataclass(frozen=True, slots=True)
class Listing[M: Model, R]:
    """``rows`` as they are read, or as they were counted; ``seen``: what the columns are asked
    about, of 500 rows at a time.

    ``filters``: a label and what was chosen, in words.
    """

    title: str
    columns: Sequence[Column[R]]
    rows: QuerySet[M] | Sequence[R]
    seen: Callable[[list[M]], Iterable[R]]
    filters: list[tuple[str, str]] = field(default_factory=list)


def as_read[M](rows: list[M]) -> list[M]:
    """For a list whose columns ask the rows themselves."""
    return rows


def way_of(query: dict[str, str]) -> str:
    """How the list is to be taken out; "" for its page. Raises Invalid for any other way."""
    if query["as"] not in WAYS:
        raise no_such_filter()
    return query["as"]


def chosen_words(filters: Iterable[Choice]) -> list[tuple[str, str]]:
    """Of each filter its label and the words of what is chosen."""
    return [
        (one.label, str(dict(one.options).get(one.chosen, one.chosen)))
        for one in filters
        if one.chosen
    ]


def taken_out(
    request: DeskRequest, query: dict[str, str], listing: Listing[Any, Any]
) -> HttpResponseBase:
    """The list in the way that the address asks for."""
    way = query["as"]
    there = _number_of(listing.rows)
    number = min(there, MOST[way])
    note_list_taken(
        by=request.official,
        about=request.resolver_match.view_name if request.resolver_match else "",
        asked=_asked(request, query),
        number=number,
    )
    about = _about(request, listing, there, number)
    rows = _cells(listing, number)
    return (
        _workbook(listing, rows, about) if way == "xlsx" else _paper(request, listing, rows, about)
    )


def _asked(request: DeskRequest, query: dict[str, str]) -> str:
    """The filter as the address has it: words and keys of ours, nothing that was typed."""
    place = request.resolver_match.kwargs if request.resolver_match else {}
    filters = {name: one for name, one in query.items() if one and name not in NOT_FILTERS}
    return urlencode({**place, **filters})


def _number_of(rows: QuerySet[Any] | Sequence[Any]) -> int:
    return rows.count() if isinstance(rows, QuerySet) else len(rows)


def _cells(listing: Listing[Any, Any], number: int) -> Iterator[list[Cell]]:
    first = listing.rows[:number]
    read = first.iterator(chunk_size=_READ_AT_ONCE) if isinstance(first, QuerySet) else iter(first)
    for some in batched(read, _READ_AT_ONCE):
        for one in listing.seen(list(some)):
            yield [column.value(one) for column in listing.columns]


def _about(
    request: DeskRequest, listing: Listing[Any, Any], there: int, number: int
) -> list[tuple[str, Cell]]:
    """Whose list it is, of which day, by which filters, and how many rows it has."""
    offices = dict.fromkeys(str(held.agency or held.unit) for held in request.official.appointments)
    told: list[tuple[str, Cell]] = [
        (_("List"), listing.title),
        (_("Office of the list"), ", ".join(offices)),
        (_("As of"), today()),
        *(listing.filters or [(_("Filters"), _("no filter"))]),
        (_("Rows"), number),
    ]
    if number < there:
        told.append((_("Not complete"), _too_long(there, number)))
    return told


def _too_long(there: int, number: int) -> str:
    sentence = _(
        "The list has %(there)s rows; here are the first %(number)s. Please filter more closely."
    )
    return sentence % {
        "there": number_format(there, force_grouping=True),
        "number": number_format(number, force_grouping=True),
    }


def _workbook(
    listing: Listing[Any, Any], rows: Iterable[Sequence[Cell]], about: Sequence[tuple[str, Cell]]
) -> FileResponse:
    heads = [(str(one.label), one.width) for one in listing.columns]
    content = write_list(heads, rows, names=(_("List"), _("About this list")), about=about)
    return spreadsheet(content, f"{slug(listing.title)}-{today().isoformat()}.xlsx")


def _paper(
    request: DeskRequest,
    listing: Listing[Any, Any],
    rows: Iterable[Sequence[Cell]],
    about: Sequence[tuple[str, Cell]],
) -> HttpResponse:
    labels = [one.label for one in listing.columns]
    context = {
        "title": listing.title,
        "labels": labels,
        "rows": [
            [(label, in_words(cell), isinstance(cell, int)) for label, cell in pairs]
            for pairs in (zip(labels, row, strict=True) for row in rows)
        ],
        "about": [(label, in_words(cell)) for label, cell in about[1:]],
    }
    return desk_page(request, "list_paper.html", context)


def in_words(cell: Cell) -> str:
    """A cell as it stands on paper."""
    if isinstance(cell, datetime):
        return hour_and_day(cell)
    if isinstance(cell, date):
        return short_date(cell)
    if isinstance(cell, int):
        return number_format(cell, force_grouping=True)
    return cell or ""
