"""Dialogues: those to come, those that were held, and one with all that was said and concluded."""

from datetime import datetime
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import public_dialogues
from doithoai.kit.paging import page_after
from doithoai.kit.time import VIET_NAM, today
from doithoai.places.rules import Tier
from doithoai.web.public.areas import area, areas, covered_ids
from doithoai.web.public.asked import asked, one_of, year_of
from doithoai.web.public.kept import kept
from doithoai.web.public.meeting import meeting
from doithoai.web.public.parts import options, select

AHEAD = (DialogueState.NOTICED, DialogueState.OPEN)
STATE_KINDS = {
    DialogueState.NOTICED: ("doing", "megaphone"),
    DialogueState.OPEN: ("soon", "broadcast"),
    DialogueState.CLOSED: ("kept", ""),
    DialogueState.CANCELLED: ("wait", "x-circle"),
}
COLUMNS = (
    "pk", "state", "title", "starts_at", "has_time_of_day", "place", "attendees", "is_sample",
    "unit__name", "chair__title", "chair__unit__tier", "tally__opinions", "tally__matters",
)  # fmt: skip


@require_GET
def dialogues(request: HttpRequest) -> HttpResponse:
    """Those ahead on the first page, then 20 past ones a page, the latest first."""
    query = asked(request, "unit", "year", "level", "after")
    rows = _matching(query)
    past = rows.exclude(state__in=AHEAD).values_list(*COLUMNS, named=True)
    page = page_after(past, query["after"], by="-starts_at")
    ahead = rows.filter(state__in=AHEAD).order_by("starts_at", "id") if page.is_first else None
    context = {
        "page": page,
        "ahead": dialogue_rows(ahead.values_list(*COLUMNS, named=True)) if ahead else [],
        "rows": dialogue_rows(page.rows),
        "selects": _selects(query),
        "is_filtered": any(query[name] for name in ("unit", "year", "level")),
    }
    return render(request, "public/dialogues.html", context)


def _matching(query: dict[str, str]) -> QuerySet[Dialogue]:
    rows = public_dialogues().select_related(None)
    if place := area(query["unit"]):
        rows = rows.filter(unit_id__in=covered_ids(place))
    if year := year_of(query["year"]):
        begin, end = (datetime(one, 1, 1, tzinfo=VIET_NAM) for one in (year, year + 1))
        rows = rows.filter(starts_at__gte=begin, starts_at__lt=end)
    if level := one_of(query["level"], Tier):
        rows = rows.filter(chair__unit__tier=level)
    return rows


def dialogue_rows(rows: Any) -> list[dict[str, Any]]:
    """Rows of ``COLUMNS`` as lists show them."""
    return [
        {
            "pk": row.pk,
            "title": row.title,
            "starts_at": row.starts_at,
            "has_time_of_day": row.has_time_of_day,
            "place": row.place,
            "unit": row.unit__name,
            "chair": row.chair__title,
            "attendees": row.attendees,
            "opinions": row.tally__opinions,
            "matters": row.tally__matters,
            "is_sample": row.is_sample,
            "kind": STATE_KINDS[DialogueState(row.state)][0],
            "icon": STATE_KINDS[DialogueState(row.state)][1],
            "state": DialogueState(row.state).label,
        }
        for row in rows
    ]


def _selects(query: dict[str, str]) -> list[dict[str, Any]]:
    places = [(one.key, one.label) for one in areas()]
    years = [(str(one), str(one)) for one in kept("years", _years)]
    return [
        select("unit", _("Place"), options(places, query["unit"], _("Every place"))),
        select("year", _("Year"), options(years, query["year"], _("Every year"))),
        select("level", _("Level"), options(Tier.choices, query["level"], _("Every level"))),
    ]


def _years() -> list[int]:
    """From the latest to the first year in which a dialogue was or will be held."""
    found = Dialogue.objects.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    first, last = (found[name] and found[name].astimezone(VIET_NAM).year for name in found)
    return list(range(last, first - 1, -1)) if first and last else [today().year]


@require_GET
def dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice, the agenda, what was said, and what was concluded on every matter."""
    found = meeting(pk)
    kind, icon = STATE_KINDS[DialogueState(found.dialogue.state)]
    return render(request, "public/dialogue.html", {"at": found, "kind": kind, "icon": icon})
