"""Dialogues: those to come, those that were held, and one with all that was said and concluded."""

from datetime import datetime
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doithoai.dialogues.lifecycle import AHEAD, DialogueState
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import public_dialogues
from doithoai.dossiers.dialogue import meeting
from doithoai.dossiers.duties import proofs_of
from doithoai.kit.paging import page_after
from doithoai.kit.time import VIET_NAM, today
from doithoai.places.rules import Tier
from doithoai.web.asked import asked, one_of, year_of
from doithoai.web.components.agenda import agenda_rows, turn_rows
from doithoai.web.components.duties import proof_lines
from doithoai.web.components.filters import options, select
from doithoai.web.components.rows import DIALOGUE_COLUMNS, Lines, dialogue_line, drawn
from doithoai.web.public.areas import area, area_choices, covered_ids

MOST_AHEAD = 50


@require_GET
def dialogues(request: HttpRequest) -> HttpResponse:
    """Those ahead on the first page, then 20 past ones a page, the latest first."""
    query = asked(request, "unit", "year", "level", "after")
    rows = _matching(query)
    past = rows.exclude(state__in=AHEAD).values_list(*DIALOGUE_COLUMNS, named=True)
    page = page_after(past, query["after"], by="-starts_at")
    ahead = rows.filter(state__in=AHEAD).order_by("starts_at", "id") if page.is_first else None
    context = {
        "page": page,
        "ahead": dialogue_lines(ahead[:MOST_AHEAD]) if ahead is not None else None,
        "lines": drawn(page.rows, dialogue_line),
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


def dialogue_lines(rows: QuerySet[Dialogue]) -> Lines:
    """Lines of a list of dialogues; one query."""
    return drawn(rows.values_list(*DIALOGUE_COLUMNS, named=True), dialogue_line)


def _selects(query: dict[str, str]) -> list[dict[str, Any]]:
    return [
        select("unit", _("Place"), options("areas", area_choices, query["unit"])),
        select("year", _("Year"), options("years", _year_choices, query["year"])),
        select("level", _("Level"), options("levels", _levels, query["level"])),
    ]


def _levels() -> list[tuple[str, str]]:
    return [("", _("Every level")), *((one.value, str(one.label)) for one in Tier)]


def _year_choices() -> list[tuple[str, str]]:
    return [("", _("Every year")), *((str(one), str(one)) for one in _years())]


def _years() -> list[int]:
    """From the latest to the first year in which a dialogue was or will be held."""
    found = Dialogue.objects.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    first, last = (found[name] and found[name].astimezone(VIET_NAM).year for name in found)
    return list(range(last, first - 1, -1)) if first and last else [today().year]


@require_GET
def dialogue(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice, the agenda, what was said, and what was concluded on every matter."""
    found = meeting(pk)
    is_concluded = found.notice is not None
    context = {
        "at": found,
        "dialogue": found.dialogue,
        "state": DialogueState(found.dialogue.state),
        "is_concluded": is_concluded,
        "agenda": agenda_rows(found.items, is_concluded=is_concluded),
        "turns": turn_rows(found.turns),
        "proofs": proof_lines(proofs_of(found)),
    }
    return render(request, "public/dialogue.html", context)
