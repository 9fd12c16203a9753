"""Dialogues: those to come, those that were held, and one with all that was said and concluded."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doithoai.dialogues.lifecycle import AHEAD, DialogueState
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import dialogue_lines, public_dialogues, years_of_dialogues
from doithoai.dossiers.dialogue import meeting
from doithoai.dossiers.duties import proofs_of
from doithoai.kit.paging import page_after
from doithoai.kit.time import VIET_NAM
from doithoai.places.rules import Tier
from doithoai.web.asked import asked, one_of, year_of
from doithoai.web.components.filters import Select
from doithoai.web.public.areas import area, area_choices, covered_ids

MOST_AHEAD = 50


@require_GET
def dialogues(request: HttpRequest) -> HttpResponse:
    """Those ahead on the first page, then 20 past ones a page, the latest first."""
    query = asked(request, "unit", "year", "level", "after")
    rows = _matching(query)
    past = dialogue_lines(rows.exclude(state__in=AHEAD))
    page = page_after(past, query["after"], by="-starts_at")
    ahead = rows.filter(state__in=AHEAD).order_by("starts_at", "id") if page.is_first else None
    context = {
        "page": page,
        "ahead": dialogue_lines(ahead)[:MOST_AHEAD] if ahead is not None else None,
        "selects": _selects(query),
        "is_filtered": any(query[name] for name in ("unit", "year", "level")),
    }
    return render(request, "public/dialogues.html", context)


def _matching(query: dict[str, str]) -> QuerySet[Dialogue]:
    rows = public_dialogues()
    if place := area(query["unit"]):
        rows = rows.filter(unit_id__in=covered_ids(place))
    if year := year_of(query["year"]):
        begin, end = (datetime(one, 1, 1, tzinfo=VIET_NAM) for one in (year, year + 1))
        rows = rows.filter(starts_at__gte=begin, starts_at__lt=end)
    if level := one_of(query["level"], Tier):
        rows = rows.filter(chair__unit__tier=level)
    return rows


def _selects(query: dict[str, str]) -> list[Select]:
    return [
        Select("unit", _("Place"), "areas", area_choices, query["unit"]),
        Select("year", _("Year"), "years", _year_choices, query["year"]),
        Select("level", _("Level"), "levels", _levels, query["level"]),
    ]


def _levels() -> list[tuple[str, str]]:
    return [("", _("Every level")), *((one.value, str(one.label)) for one in Tier)]


def _year_choices() -> list[tuple[str, str]]:
    return [
        ("", _("Every year")),
        *((str(one), str(one)) for one in years_of_dialogues()),
    ]


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
        "proofs": proofs_of(found),
    }
    return render(request, "public/dialogue.html", context)
