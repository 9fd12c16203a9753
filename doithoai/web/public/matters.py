"""Matters: the list, the path of one, the photographs of its evidence."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from doithoai.commitments.models import Evidence
from doithoai.kit.paging import page_after
from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter, Raising
from doithoai.web.public.areas import area, areas, covered_ids
from doithoai.web.public.asked import asked, one_of
from doithoai.web.public.facts import facts_of
from doithoai.web.public.parts import options, select
from doithoai.web.public.path import path_of
from doithoai.web.public.story import answers_of, promises_of, voices_of

STATE_KINDS = {
    MatterState.OPEN: ("wait", "hourglass"),
    MatterState.IN_DIALOGUE: ("doing", "chat-dots"),
    MatterState.CONCLUDED: ("doing", "file-earmark-check"),
    MatterState.SETTLED: ("kept", ""),
}
COLUMNS = (
    "pk", "state", "code", "title", "field", "opened_at", "is_sample", "village__name",
    "unit__name", "raised",
)  # fmt: skip


@require_GET
def matters(request: HttpRequest) -> HttpResponse:
    """20 matters, the newest first."""
    query = asked(request, "unit", "field", "state", "after")
    rows = _matching(query).values_list(*COLUMNS, named=True)
    page = page_after(rows, query["after"], by="-opened_at")
    context = {
        "page": page,
        "rows": matter_rows(page.rows),
        "selects": _selects(query),
        "is_filtered": any(query[name] for name in ("unit", "field", "state")),
    }
    return render(request, "public/matters.html", context)


def _matching(query: dict[str, str]) -> QuerySet[Matter]:
    rows = with_raised(Matter.objects.all())
    if place := area(query["unit"]):
        rows = rows.filter(unit_id__in=covered_ids(place))
    if field := one_of(query["field"], Field):
        rows = rows.filter(field=field)
    if state := one_of(query["state"], MatterState):
        rows = rows.filter(state=state)
    return rows


def with_raised(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """Adds ``raised``, the number of opinions behind a matter; only shown rows are counted."""
    raisings = Raising.objects.filter(matter=OuterRef("pk")).order_by()
    return rows.annotate(
        raised=Subquery(raisings.values("matter").annotate(n=Count("pk")).values("n"))
    )


def matter_rows(rows: list[Any]) -> list[dict[str, Any]]:
    """Rows of ``COLUMNS`` as lists show them."""
    return [
        {
            "code": row.code,
            "title": row.title,
            "field": Field(row.field).label,
            "place": row.village__name or row.unit__name,
            "opened_at": row.opened_at,
            "raised": row.raised or 0,
            "is_sample": row.is_sample,
            "state": MatterState(row.state).label,
            "kind": STATE_KINDS[MatterState(row.state)][0],
            "icon": STATE_KINDS[MatterState(row.state)][1],
        }
        for row in rows
    ]


def _selects(query: dict[str, str]) -> list[dict[str, Any]]:
    places = [(one.key, one.label) for one in areas()]
    return [
        select("unit", _("Place"), options(places, query["unit"], _("Every place"))),
        select("field", _("Field"), options(Field.choices, query["field"], _("Every field"))),
        select("state", _("State"), options(MatterState.choices, query["state"], _("Every state"))),
    ]


@require_GET
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """The path of a matter and all that was promised and done."""
    facts = facts_of(code)
    kind, icon = STATE_KINDS[MatterState(facts.matter.state)]
    context = {
        "matter": facts.matter,
        "kind": kind,
        "icon": icon,
        "steps": path_of(facts),
        "promises": promises_of(facts),
        "answers": answers_of(facts),
        "dialogues": facts.dialogues,
        "voices": voices_of(facts),
    }
    return render(request, "public/matter.html", context)


@require_GET
def photo(request: HttpRequest, code: str, evidence: int) -> HttpResponseBase:
    """A photograph of the evidence, as it was encoded anew here; public like its promise."""
    rows = Evidence.objects.filter(progress__commitment__matter__code=code).exclude(photo="")
    found = get_object_or_404(rows, pk=evidence)
    return FileResponse(found.photo.open("rb"), content_type="image/jpeg")
