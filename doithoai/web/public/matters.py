"""Matters: the list, the path of one, the photographs of its evidence."""

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doithoai.commitments.queries import public_photographs
from doithoai.dossiers.matter import facts_of
from doithoai.dossiers.path import path_of
from doithoai.dossiers.promise import promises_of
from doithoai.kit.paging import page_after
from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import JOINABLE, UNLISTED, MatterState
from doithoai.opinions.models import Matter
from doithoai.opinions.queries import listed_matters, matter_lines, merged_into
from doithoai.web.asked import asked, one_of
from doithoai.web.components.filters import Select
from doithoai.web.public.areas import area, area_choices, covered_ids
from doithoai.web.public.promises import field_choices


@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """20 matters, the newest first."""
    query = asked(request, "unit", "field", "state", "after")
    page = page_after(matter_lines(_matching(query)), query["after"], by="-opened_at")
    context = {
        "page": page,
        "selects": matter_selects(query),
        "is_filtered": any(query[name] for name in ("unit", "field", "state")),
    }
    return render(request, "public/matters.html", context)


def _matching(query: dict[str, str]) -> QuerySet[Matter]:
    rows = listed_matters()
    if place := area(query["unit"]):
        rows = rows.filter(unit_id__in=covered_ids(place))
    if field := one_of(query["field"], Field):
        rows = rows.filter(field=field)
    if state := one_of(query["state"], MatterState):
        rows = rows.filter(state=state)
    return rows


def matter_selects(query: dict[str, str]) -> list[Select]:
    """Place, field and state, as they are chosen."""
    return [
        Select("unit", _("Place"), "areas", area_choices, query["unit"]),
        Select("field", _("Field"), "fields", field_choices, query["field"]),
        Select("state", _("State"), "matter_states", _states, query["state"]),
    ]


def _states() -> list[tuple[str, str]]:
    shown = [one for one in MatterState if one not in UNLISTED]
    return [("", _("Every state")), *((one.value, str(one.label)) for one in shown)]


@require_GET
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """The path of a matter and all that was promised and done."""
    facts = facts_of(code)
    state = MatterState(facts.matter.state)
    if state == MatterState.MERGED:
        return redirect("matter", code=merged_into(code).code)
    if state == MatterState.VOID:
        void = {"code": facts.matter.code, "why": facts.last("void")}
        return render(request, "public/matter_void.html", void, status=410)
    context = {"facts": facts, "matter": facts.matter, "state": state} | {
        "field": Field(facts.matter.field).label,
        "steps": path_of(facts),
        "promises": promises_of(facts),
        "may_join": state in JOINABLE,
    }
    return render(request, "public/matter.html", context)


@require_GET
def photo(request: HttpRequest, code: str, evidence: int) -> HttpResponseBase:
    """A photograph of the evidence, as it was encoded anew here; public like its promise."""
    found = get_object_or_404(public_photographs(code), pk=evidence)
    return FileResponse(found.photo.open("rb"), content_type="image/jpeg")
