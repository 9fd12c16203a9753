"""Figures of dialogues in a period, by the units of that time and of today, and as published."""

from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doithoai.kit.errors import Invalid
from doithoai.kit.time import today
from doithoai.places.queries import above
from doithoai.reports.published import compare_with_published, published_figures
from doithoai.reports.queries import Figures, figures, unit_of_period
from doithoai.web.asked import asked
from doithoai.web.public.areas import areas_of_today

BEGINNING: Final = date(2014, 7, 11)
"""Thông báo 1222-TB/TU: the first dialogues of this kind."""


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The figures of one unit, and every published figure beside ours."""
    query = asked(request, "unit", "from", "to")
    found = _figures(query)
    context = {
        "query": query,
        "found": found,
        "years": _shares(found.by_year, {}) if found else [],
        "then": _shares(found.by_unit_then, found.units) if found else [],
        "now": _shares(found.by_unit_today, found.units) if found else [],
        "comparisons": compare_with_published(),
        "presets": _presets(),
    }
    return render(request, "public/figures.html", context)


@require_GET
def download(request: HttpRequest) -> JsonResponse:
    """The same figures as JSON, with the keys that ``doithoai figures --json`` prints."""
    found = _figures(asked(request, "unit", "from", "to"))
    if found is None:
        raise Invalid(_("Choose a unit first."))
    options = {"ensure_ascii": False, "indent": 2}
    return JsonResponse(found.as_json(), json_dumps_params=options)


def _figures(query: dict[str, str]) -> Figures | None:
    """None in an office that has no unit yet."""
    start, end = _day(query["from"], BEGINNING), _day(query["to"], today())
    if query["unit"]:
        return figures(unit_of_period(query["unit"], start, end), start, end)
    first = next(iter(areas_of_today()), None)
    unit = above(first.pk) if first else None
    return figures(unit, start, end) if unit else None


def _day(text: str, otherwise: date) -> date:
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError as error:
        raise Invalid(_("“%(text)s” is not a day of the calendar.") % {"text": text}) from error


def _shares(counts: dict[str, int], names: dict[str, str]) -> list[tuple[str, str, int, float]]:
    """(key, name, count, percent of the largest) of each row, for a table with bars."""
    largest = max(counts.values(), default=0) or 1
    return [
        (key, names.get(key, key), count, 100 * count / largest) for key, count in counts.items()
    ]


def _presets() -> list[dict[str, Any]]:
    """Places and periods for which something was published and that are in the system."""
    here = {(one.place, one.place_key, one.start, one.end) for one in published_figures()}
    return [
        {"place": place, "key": key, "start": start, "end": end}
        for place, key, start, end in sorted(here, key=lambda row: (row[0], row[2]))
        if key
    ]


urlpatterns = [
    path("", overview, name="figures"),
    path("tai-ve.json", download, name="figures_json"),
]
