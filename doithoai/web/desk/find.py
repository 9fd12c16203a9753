"""One box for the whole desk: a code leads to its thing, words to what the official may read.

A telephone number leads to the question why the vault is to be looked into. So what was typed is
sent as a form, and only words and codes ever stand in an address.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

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
from doithoai.opinions.forms.privacy import FindCallerForm
from doithoai.opinions.queries import (
    listed_matters_for,
    matter_by_code,
    matters_for,
    opinion_with_receipt,
    opinions_for,
    with_raised,
)
from doithoai.opinions.typed_codes import is_meant_as_receipt
from doithoai.people.actors import Official
from doithoai.people.contacts import is_phone
from doithoai.places.models import Village
from doithoai.places.queries import units_of_today, villages_of_today, with_merged
from doithoai.places.queries.people import villages_called
from doithoai.record.permissions import Permission
from doithoai.web.asked import as_typed, asked, no_such_filter
from doithoai.web.desk.access import DeskRequest, units_required
from doithoai.web.desk.matters import matter_address, matter_rows
from doithoai.web.desk.opinion.queue import with_due
from doithoai.web.desk.page_frame import desk_page

FIRST = 8
"""Of each kind while both are shown; one kind alone is paged."""
KINDS = ("", "opinions", "matters")


@require_http_methods(["GET", "HEAD", "POST"])
@units_required
def find(request: DeskRequest) -> HttpResponse:
    if request.method == "POST":
        return _sent(request, as_typed(request.POST.get("q", "")))
    query = asked(request, "q", "kind", "after")
    if query["kind"] not in KINDS or (query["after"] and not query["kind"]):
        raise no_such_filter()
    official, typed = request.official, query["q"]
    if typed and (address := _address_of_code(official, typed)):
        return redirect(address)
    context: dict[str, Any] = {"sought": typed, "kind": query["kind"], "kinds": _kinds()}
    if is_phone(typed):
        return _who_calls(request, typed)
    if is_meant_as_receipt(typed):
        context["is_code"] = True
    elif typed:
        context |= _by_words(official, query)
    return desk_page(request, "find.html", context)


def _sent(request: DeskRequest, typed: str) -> HttpResponse:
    if is_phone(typed):
        return _who_calls(request, typed)
    return redirect(f"{reverse('desk:find')}?{urlencode({'q': typed})}")


def _who_calls(request: DeskRequest, phone: str) -> HttpResponse:
    """Asks for the reason first; who has no key to the vault is told so."""
    if not request.official.holds(Permission.REVEAL_IDENTITY):
        return desk_page(request, "find.html", {"is_phone": True})
    form = FindCallerForm(phone=phone)
    return desk_page(request, "caller.html", {"form": form, "found": None})


@dataclass(frozen=True, slots=True)
class VillageFound:
    """A village by its name, with how many opinions and matters the official reads of it."""

    village: Village
    opinions: int
    matters: int


def _villages(official: Official, typed: str) -> list[VillageFound]:
    units = units_of_today(official.unit_ids(Permission.VIEW_DESK))
    return [
        VillageFound(
            one,
            opinions_for(official).filter(village__in=with_merged([one.pk])).count(),
            listed_matters_for(official).filter(village__in=with_merged([one.pk])).count(),
        )
        for one in villages_called(typed, villages_of_today(units))
    ]


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
    if not kind:
        shown["villages"] = _villages(official, typed)
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
