"""The promises board: work given to agencies, by due date."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doithoai.commitments.queries import Lateness
from doithoai.commitments.queries.board import ALL, OPEN, STANDING, Wanted, board_counts, board_page
from doithoai.kit.errors import Invalid
from doithoai.opinions.fields import Field
from doithoai.places.queries import agencies_within, agency_by_key
from doithoai.places.queries.areas import Area
from doithoai.record.memory import kept
from doithoai.web.asked import asked, no_such_filter, one_of
from doithoai.web.components.filters import Select
from doithoai.web.public.areas import area, area_choices, covered_ids


@require_GET
def promises(request: HttpRequest) -> HttpResponse:
    """20 promises, the earliest due first."""
    query = asked(request, "unit", "field", "agency", "lateness", "after")
    place = area(query["unit"])
    wanted = _wanted(query, place)
    page = board_page(wanted, query["after"])
    context = {
        "query": query,
        "page": page,
        "chips": _chips(query, wanted),
        "selects": _selects(query, place),
        "is_filtered": any(query[name] for name in ("unit", "field", "agency", "lateness")),
        "all_url": f"?lateness={ALL}",
    }
    return render(request, "public/promises.html", context)


def _wanted(query: dict[str, str], place: Area | None) -> Wanted:
    """Raises Invalid for what the board does not offer."""
    standing = query["lateness"] or OPEN
    if standing not in STANDING:
        raise no_such_filter()
    return Wanted(
        unit_ids=covered_ids(place) if place else (),
        field=one_of(query["field"], Field),
        lead_id=_agency_id(query["agency"]) if query["agency"] else 0,
        standing=standing,
    )


def _agency_id(key: str) -> int:
    found = agency_by_key(key)
    if found is None:
        raise Invalid(_("There is no such agency."))
    return found.pk


def _chips(query: dict[str, str], wanted: Wanted) -> list[tuple[str, str, int, bool]]:
    """(value, word, count, is chosen) of each choice, whatever the lateness."""
    asked_for = ".".join(query[name] for name in ("unit", "field", "agency"))
    counts = kept(f"promises.{asked_for}", lambda: board_counts(wanted))
    words = [("", _("Not done yet")), *((one.value, str(one.label)) for one in Lateness)]
    return [
        (value, word, counts[value or OPEN], query["lateness"] == value)
        for value, word in [*words, (ALL, _("All"))]
    ]


def _selects(query: dict[str, str], place: Area | None) -> list[Select]:
    """The drop-down lists of the filter; agencies only once a unit is chosen."""
    found = [
        Select("unit", _("Place"), "areas", area_choices, query["unit"]),
        Select("field", _("Field"), "fields", field_choices, query["field"]),
    ]
    if place:
        name, choices = f"agencies.{place.pk}", partial(_agencies, place)
        found.append(Select("agency", _("Who does it"), name, choices, query["agency"]))
    return found


def field_choices() -> list[tuple[str, str]]:
    return [("", _("Every field")), *((one.value, str(one.label)) for one in Field)]


def _agencies(place: Area) -> list[tuple[str, str]]:
    rows = agencies_within(covered_ids(place)).values_list("key", "name")
    return [("", _("Every agency")), *rows]
