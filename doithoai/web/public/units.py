"""Places: find one by its old or new name; one unit with its heads, promises and history."""

from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doithoai.commitments.queries import promise_lines, promises_under_way
from doithoai.deadlines.rules import RuleCode
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import dialogue_lines, public_dialogues
from doithoai.dossiers.path import reckoner
from doithoai.kit.time import today
from doithoai.people.queries import with_office
from doithoai.places.models import Post, Term, Unit
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
        "posts": _posts(found),
        "dialogues": dialogue_lines(public_dialogues().filter(unit_id__in=covered))[:FEW],
        "promises": promise_lines(promises_under_way(covered))[:FEW],
    }
    return render(request, "public/unit.html", context)


def _last_day(unit: Unit) -> date:
    """Today, or for a unit of the past the last day on which it stood."""
    return unit.valid_to - timedelta(days=1) if unit.valid_to else today()


def _posts(unit: Unit) -> list[dict[str, Any]]:
    """Heads with who holds the post today, and how far this year's duty is done."""
    day = today()
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    terms = Term.objects.filter(lasting, post=OuterRef("pk"), starts_on__lte=day)
    held = Dialogue.objects.filter(
        chair=OuterRef("pk"), state=DialogueState.CLOSED, starts_at__year=day.year
    ).order_by()
    rows = Post.objects.filter(unit=unit).order_by("kind", "id").annotate(
        term=ArraySubquery(terms.values(json=JSONObject(holder="holder", since="starts_on"))[:1]),
        held=Subquery(held.values("chair").annotate(n=Count("pk")).values("n")),
    )  # fmt: skip
    rule = reckoner().rule(RuleCode.YEARLY_DIALOGUE, day) if unit.valid_to is None else None
    return [_post(post, rule) for post in rows]


def _post(post: Any, rule: Any) -> dict[str, Any]:
    held, duty = post.held or 0, rule.amount if rule else 0
    return {
        "title": post.title,
        "holder": post.term[0]["holder"] if post.term else "",
        "held": held,
        "duty": duty,
        "share": min(100, 100 * held // duty) if duty else 0,
        "is_done": held >= duty,
        "legal_basis": rule.legal_basis if rule else "",
    }
