"""Matters: the list, the path of one, the photographs of its evidence."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doithoai.commitments.models import Evidence
from doithoai.dossiers.matter import facts_of
from doithoai.dossiers.path import path_of
from doithoai.dossiers.promise import promises_of
from doithoai.kit.paging import page_after
from doithoai.opinions.actions.joining import JOINABLE
from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter
from doithoai.opinions.queries import with_raised
from doithoai.web.asked import asked, one_of
from doithoai.web.components.filters import options, select
from doithoai.web.components.rows import MATTER_COLUMNS, drawn, matter_line
from doithoai.web.components.said import answer_lines, dialogue_lines, voice_lines
from doithoai.web.public.areas import area, area_choices, covered_ids
from doithoai.web.public.promises import field_choices


@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """20 matters, the newest first."""
    query = asked(request, "unit", "field", "state", "after")
    rows = _matching(query).values_list(*MATTER_COLUMNS, named=True)
    page = page_after(rows, query["after"], by="-opened_at")
    context = {
        "page": page,
        "lines": drawn(page.rows, matter_line),
        "selects": matter_selects(query),
        "is_filtered": any(query[name] for name in ("unit", "field", "state")),
    }
    return render(request, "public/matters.html", context)


def _matching(query: dict[str, str]) -> QuerySet[Matter]:
    rows = with_raised(Matter.objects.exclude(state=MatterState.MERGED))
    if place := area(query["unit"]):
        rows = rows.filter(unit_id__in=covered_ids(place))
    if field := one_of(query["field"], Field):
        rows = rows.filter(field=field)
    if state := one_of(query["state"], MatterState):
        rows = rows.filter(state=state)
    return rows


def matter_selects(query: dict[str, str]) -> list[dict[str, Any]]:
    return [
        select("unit", _("Place"), options("areas", area_choices, query["unit"])),
        select("field", _("Field"), options("fields", field_choices, query["field"])),
        select("state", _("State"), options("matter_states", _states, query["state"])),
    ]


def _states() -> list[tuple[str, str]]:
    shown = [one for one in MatterState if one != MatterState.MERGED]
    return [("", _("Every state")), *((one.value, str(one.label)) for one in shown)]


@require_GET
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """The path of a matter and all that was promised and done."""
    facts = facts_of(code)
    state = MatterState(facts.matter.state)
    if state == MatterState.MERGED:
        return redirect("matter", code=Matter.objects.get(merged__code=code).code)
    context = {"facts": facts, "matter": facts.matter, "state": state} | {
        "field": Field(facts.matter.field).label,
        "steps": path_of(facts),
        "promises": promises_of(facts),
        "answers": answer_lines(facts),
        "voices": voice_lines(facts.voices),
        "dialogues": dialogue_lines(facts.dialogues),
        "may_join": state in JOINABLE,
    }
    return render(request, "public/matter.html", context)


@require_GET
def photo(request: HttpRequest, code: str, evidence: int) -> HttpResponseBase:
    """A photograph of the evidence, as it was encoded anew here; public like its promise."""
    rows = Evidence.objects.filter(progress__commitment__matter__code=code).exclude(photo="")
    found = get_object_or_404(rows, pk=evidence)
    return FileResponse(found.photo.open("rb"), content_type="image/jpeg")
