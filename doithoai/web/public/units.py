"""Places: find one by its old or new name; one unit with its heads, promises and history."""

from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doithoai.commitments.queries import promise_lines, promises_under_way
from doithoai.deadlines.rules import RuleCode
from doithoai.dialogues.queries import dialogue_lines, public_dialogues
from doithoai.dialogues.queries.duty import yearly_duties
from doithoai.dossiers.path import reckoner
from doithoai.kit.time import today
from doithoai.people.queries import with_office
from doithoai.places.models import Unit
from doithoai.places.queries import agencies_of, lineage, search_units, successors_of, villages_of
from doithoai.web.asked import asked
from doithoai.web.public.areas import areas, areas_of_today, rounds_now

FEW = 5


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    typed = asked(request, "q")["q"]
    context = {
        "typed": typed,
        "found": search_units(typed) if typed else [],
        "today": areas_of_today(),
        "past": [one for one in areas() if one.until],
    }
    return render(request, "public/units.html", context)


@require_GET
def unit(request: HttpRequest, key: str) -> HttpResponse:
    found = with_office().select_related("parent__parent").filter(key=key).first()
    if found is None:
        raise Http404
    forebears = lineage(found)
    covered = [found.pk, *(one.unit.pk for one in forebears if one.is_default)]
    context = {
        "unit": found,
        "forebears": forebears,
        "successors": successors_of(found),
        "rounds": [one for one in rounds_now() if one.unit_id == found.pk],
        "villages": list(villages_of(found, _last_day(found))),
        "agencies": list(agencies_of(found)) if found.valid_to is None else [],
        "posts": yearly_duties([found.pk], reckoner().rule(RuleCode.YEARLY_DIALOGUE, today())),
        "dialogues": dialogue_lines(public_dialogues().filter(unit_id__in=covered))[:FEW],
        "promises": promise_lines(promises_under_way(covered))[:FEW],
    }
    return render(request, "public/unit.html", context)


def _last_day(unit: Unit) -> date:
    """Today, or for a unit of the past the last day on which it stood."""
    return unit.valid_to - timedelta(days=1) if unit.valid_to else today()
