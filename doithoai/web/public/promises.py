"""The promises board: work given to agencies, by due date."""

from functools import partial
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doithoai.commitments.models import Commitment
from doithoai.commitments.queries import Lateness, lateness_filter
from doithoai.commitments.queries.board import ALL, OPEN, STANDING, Wanted, board_page
from doithoai.kit.errors import Invalid
from doithoai.opinions.fields import Field
from doithoai.places.models import Agency
from doithoai.record.memory import kept
from doithoai.web.asked import asked, no_such_filter, one_of
from doithoai.web.components.filters import options, select
from doithoai.web.components.rows import PROMISE_COLUMNS, Lines, drawn, promise_line
from doithoai.web.public.areas import Area, area, area_choices, covered_ids


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
        "lines": drawn(page.rows, promise_line),
        "chips": _chips(query, wanted),
        "selects": _selects(query, place),
        "is_filtered": any(query[name] for name in ("unit", "field", "agency", "lateness")),
        "all_url": f"?lateness={ALL}",
    }
    return render(request, "public/promises.html", context)


def promise_lines(rows: QuerySet[Commitment]) -> Lines:
    """Lines of a list of promises; one query."""
    return drawn(rows.values_list(*PROMISE_COLUMNS, named=True), promise_line)


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
    found = Agency.objects.filter(key=key).values_list("pk", flat=True).first()
    if found is None:
        raise Invalid(_("There is no such agency."))
    return found


def _chips(query: dict[str, str], wanted: Wanted) -> list[tuple[str, str, int, bool]]:
    """(value, word, count, is chosen) of each choice, whatever the lateness."""
    asked_for = ".".join(query[name] for name in ("unit", "field", "agency"))
    counts = kept(f"promises.{asked_for}", lambda: _counts(wanted))
    words = [("", _("Not done yet")), *((one.value, str(one.label)) for one in Lateness)]
    return [
        (value, word, counts[value or OPEN], query["lateness"] == value)
        for value, word in [*words, (ALL, _("All"))]
    ]


def _counts(wanted: Wanted) -> dict[str, int]:
    rows = Commitment.objects.all()
    if wanted.unit_ids:
        rows = rows.filter(unit_id__in=wanted.unit_ids)
    if wanted.field:
        rows = rows.filter(matter__field=wanted.field)
    if wanted.lead_id:
        rows = rows.filter(lead_id=wanted.lead_id)
    counts = {one.value: Count("pk", filter=lateness_filter(one)) for one in Lateness}
    undone = Count("pk", filter=Q(done_on__isnull=True))
    return rows.aggregate(**counts, **{OPEN: undone, ALL: Count("pk")})


def _selects(query: dict[str, str], place: Area | None) -> list[dict[str, Any]]:
    """The drop-down lists of the filter; agencies only once a unit is chosen."""
    found = [
        select("unit", _("Place"), options("areas", area_choices, query["unit"])),
        select("field", _("Field"), options("fields", field_choices, query["field"])),
    ]
    if place:
        name, choices = f"agencies.{place.pk}", partial(_agencies, place)
        found.append(select("agency", _("Who does it"), options(name, choices, query["agency"])))
    return found


def field_choices() -> list[tuple[str, str]]:
    return [("", _("Every field")), *((one.value, str(one.label)) for one in Field)]


def _agencies(place: Area) -> list[tuple[str, str]]:
    rows = Agency.objects.filter(unit_id__in=covered_ids(place)).order_by("name", "id")
    return [("", _("Every agency")), *rows.values_list("key", "name")]
