"""Looking up: a receipt, a matter, words about a matter, a place by its old or new name."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from doithoai.finding.search import Filters, Found, in_order, search_matters
from doithoai.kit.paging import Page
from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.queries import (
    matter_by_code,
    matter_lines,
    public_matters,
)
from doithoai.opinions.typed_codes import is_meant_as_receipt
from doithoai.places.queries import search_units
from doithoai.web.asked import asked, day_of, one_of
from doithoai.web.public.areas import area, covered_ids
from doithoai.web.public.gate import receipt_looked_up
from doithoai.web.public.matters import matter_selects

FILTERS = ("unit", "field", "state", "from", "to")


@require_GET
@never_cache  # the index follows the record by a second: a kept page could miss the newest
def look_up(request: HttpRequest) -> HttpResponse:
    """A code leads straight to its page; words give a ranked list."""
    query = asked(request, "q", "after", *FILTERS)
    if address := _address_of_code(request, query["q"]):
        return redirect(address)
    filters = _filters(query)
    context: dict[str, Any] = {
        "typed": query["q"],
        "query": query,
        "selects": matter_selects(query),
        "is_code": is_meant_as_receipt(query["q"]),
    }
    context["is_filtered"] = any(query[name] for name in FILTERS)
    if query["q"]:
        found = search_matters(query["q"], filters, after=query["after"])
        context |= _listed(found, query)
    return render(request, "public/look_up.html", context)


def _listed(found: Found, query: dict[str, str]) -> dict[str, Any]:
    first = not query["after"]
    return {
        "page": Page(_rows(found.keys), found.next_key, first),
        "is_ready": found.is_ready,
        "places": search_units(query["q"], limit=8) if first else [],
    }


def _rows(keys: list[int]) -> list[Any]:
    return list(matter_lines(in_order(public_matters(), keys)))


def _address_of_code(request: HttpRequest, typed: str) -> str:
    """Words are tried too: one matter's code in seven has no digit. Raises TryLater."""
    if receipt := receipt_looked_up(request, typed):
        return reverse("receipt", args=[receipt])
    found = matter_by_code(typed)
    return reverse("matter", args=[found.code]) if found else ""


def _filters(query: dict[str, str]) -> Filters:
    """Raises Invalid for what no page of ours offers."""
    place = area(query["unit"])
    return Filters(
        units=covered_ids(place) if place else (),
        field=one_of(query["field"], Field),
        state=one_of(query["state"], MatterState),
        first=day_of(query["from"]),
        last=day_of(query["to"]),
    )
