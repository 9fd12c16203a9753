"""Matters like the text that somebody is typing, as a fragment of the page."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from doithoai.finding.similar import SimilarMatter, similar_matters
from doithoai.kit.numbers import whole_number
from doithoai.kit.vietnamese import clean
from doithoai.opinions.lifecycle import JOINABLE, MatterState
from doithoai.opinions.rules import LONGEST_TEXT
from doithoai.places.models import Village
from doithoai.places.queries import village_by_number
from doithoai.web.public.areas import area, covered_ids


@csrf_exempt  # it changes nothing and shows what everybody may read
@require_POST  # what is being typed must not stand in an address, and so in no log
@never_cache
def similar(request: HttpRequest) -> HttpResponse:
    """``unit``: its key; ``village``: the number of one, or nothing; ``text``: as far as typed."""
    place = area(request.POST.get("unit", ""))
    text = clean(request.POST.get("text", "")[:LONGEST_TEXT])
    units = covered_ids(place) if place else []
    found = similar_matters(text, units=units, village=_village(request.POST.get("village", "")))
    context = {"similar": [_shown(one) for one in found]}
    return render(request, "public/parts/similar.html", context)


def _village(typed: str) -> Village | None:
    key = whole_number(typed)
    return village_by_number(key) if key else None


def _shown(one: SimilarMatter) -> dict[str, object]:
    state = MatterState(one.state)
    key = uuid4() if state in JOINABLE else None
    return {"matter": one, "state": state, "key": key}
