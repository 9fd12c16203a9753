"""Places: find one by its old or new name; one unit with its heads, promises and history."""

from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doithoai.commitments.models import Commitment
from doithoai.deadlines.rules import RuleCode
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import public_dialogues
from doithoai.dialogues.queries.duty import yearly_duties
from doithoai.dossiers.path import reckoner
from doithoai.kit.time import today
from doithoai.people.queries import with_office
from doithoai.places.models import Succession, Unit
from doithoai.places.queries import agencies_of, lineage, search_units, villages_of
from doithoai.web.asked import asked
from doithoai.web.public.areas import areas, areas_of_today, rounds_now
from doithoai.web.public.dialogues import dialogue_lines
from doithoai.web.public.promises import promise_lines

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
        "successors": _successors(found),
        "rounds": [one for one in rounds_now() if one.unit_id == found.pk],
        "villages": list(villages_of(found, _last_day(found))),
        "agencies": list(agencies_of(found)) if found.valid_to is None else [],
        "posts": yearly_duties([found], reckoner().rule(RuleCode.YEARLY_DIALOGUE, today())),
        "dialogues": dialogue_lines(_dialogues(covered)),
        "promises": promise_lines(_promises(covered)),
    }
    return render(request, "public/unit.html", context)


def _last_day(unit: Unit) -> date:
    """Today, or for a unit of the past the last day on which it stood."""
    return unit.valid_to - timedelta(days=1) if unit.valid_to else today()


def _successors(unit: Unit) -> list[Succession]:
    if unit.valid_to is None:
        return []
    rows = Succession.objects.filter(predecessor=unit).select_related("successor__parent")
    return list(rows.order_by("-is_default", "id"))


def _dialogues(unit_ids: list[int]) -> QuerySet[Dialogue]:
    return public_dialogues().select_related(None).filter(unit_id__in=unit_ids)[:FEW]


def _promises(unit_ids: list[int]) -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(unit_id__in=unit_ids, done_on__isnull=True)
    return rows.order_by("due_on", "id")[:FEW]
