"""One box for the whole desk: a code leads to its thing, words to what the official may read."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from doithoai.finding.index.schema import Sight
from doithoai.finding.search import (
    ROWS,
    Filters,
    Found,
    found_opinions,
    in_order,
    search_matters,
    search_opinions,
)
from doithoai.kit.paging import Page
from doithoai.opinions.queries import (
    matter_by_code,
    matters_for,
    opinion_with_receipt,
    with_raised,
)
from doithoai.opinions.typed_codes import is_meant_as_receipt
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked, no_such_filter
from doithoai.web.desk.access import DeskRequest, units_required
from doithoai.web.desk.matters import matter_address, matter_rows
from doithoai.web.desk.opinion.queue import with_due
from doithoai.web.desk.page_frame import desk_page

FIRST = 8
"""Of each kind while both are shown; one kind alone is paged."""
KINDS = ("", "opinions", "matters")


@require_safe
@units_required
def find(request: DeskRequest) -> HttpResponse:
    query = asked(request, "q", "kind", "after")
    if query["kind"] not in KINDS or (query["after"] and not query["kind"]):
        raise no_such_filter()
    official, typed = request.official, query["q"]
    if typed and (address := _address_of_code(official, typed)):
        return redirect(address)
    context: dict[str, Any] = {"sought": typed, "kind": query["kind"], "kinds": _kinds()}
    if is_meant_as_receipt(typed):
        context["is_code"] = True
    elif typed:
        context |= _by_words(official, query)
    return desk_page(request, "find.html", context)


def _kinds() -> list[tuple[str, str]]:
    return list(zip(KINDS, (_("All"), _("Opinions"), _("Matters")), strict=True))


def _address_of_code(official: Official, typed: str) -> str:
    """Where the thing with this code is worked on; empty when the official reads none."""
    if opinion := opinion_with_receipt(official, typed):
        return reverse("desk:opinion", args=[opinion.pk])
    matter = matter_by_code(typed)
    if matter is None or matter.unit_id not in official.unit_ids(Permission.VIEW_DESK):
        return ""
    return matter_address(official, matter)


def _by_words(official: Official, query: dict[str, str]) -> dict[str, Any]:
    kind, typed, after = query["kind"], query["q"], query["after"]
    size = ROWS if kind else FIRST
    shown: dict[str, Any] = {"alike": {}}
    if kind != "matters":
        found = search_opinions(typed, official, Filters(), after=after, size=size)
        rows = with_due(found_opinions(official, found.keys))
        shown |= {"rows": rows, "more_opinions": found.next_key, "is_preparing": not found.is_ready}
        shown["page"] = _page(found, after)
    if kind != "opinions":
        mine = Filters(units=official.unit_ids(Permission.VIEW_DESK))
        found = search_matters(typed, mine, after=after, size=size, sight=Sight.OFFICE)
        matters = in_order(with_raised(matters_for(official)), found.keys)
        shown |= {
            "matters": matter_rows(official, matters),
            "more_matters": found.next_key,
            "is_preparing": not found.is_ready,
        }
        shown["page"] = _page(found, after)
    return shown


def _page(found: Found, after: str) -> Page[Any]:
    """What the links to other pages ask of a page."""
    return Page([], found.next_key, not after)
