"""Matters at the desk: the list with its filters, and what any list tells of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from doithoai.commitments.models import Commitment
from doithoai.commitments.queries import newest_promises
from doithoai.kit.paging import page_after
from doithoai.kit.time import days_since
from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import UNLISTED, MatterState
from doithoai.opinions.models import Matter
from doithoai.opinions.queries import listed_matters_for, with_raised
from doithoai.people.actors import Official
from doithoai.places.models import Unit, Village
from doithoai.places.queries import (
    jurisdiction_ids,
    units_of_today,
    villages_of_today,
    with_merged,
)
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked, key_of, no_such_filter, one_of
from doithoai.web.desk.access import DeskRequest, units_required
from doithoai.web.desk.lists import Column, Listing, chosen_words, taken_out, way_of
from doithoai.web.desk.page_frame import Choice, desk_page

FILTERS = ("state", "field", "unit", "village")


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A matter with the number of opinions behind it, the days since it was received, the promise
    made last about it, and whether this official sorts it."""

    matter: Matter
    raised: int
    days: int
    promise: Commitment | None
    may_sort: bool


def matter_rows(official: Official, matters: Iterable[Matter]) -> list[MatterRow]:
    """``matters``: as ``with_raised`` gives them."""
    shown = list(matters)
    promises = newest_promises(shown)
    return [
        MatterRow(
            matter,
            matter.raised or 0,  # type: ignore[attr-defined]
            days_since(matter.opened_at),
            promises.get(matter.pk),
            official.may(Permission.TRIAGE_OPINION, matter),
        )
        for matter in shown
    ]


def matter_address(official: Official, matter: Matter) -> str:
    """Where it is sorted, for who decides about it; else its public page."""
    if official.may(Permission.TRIAGE_OPINION, matter):
        return reverse("desk:matter_sort", args=[matter.pk])
    return reverse("matter", args=[matter.code])


@require_safe
@units_required
def matters(request: DeskRequest) -> HttpResponseBase:
    """Matters of the units that the official reads, the newest first."""
    query = asked(request, *FILTERS, "after", "as")
    official = request.official
    units = units_of_today(official.unit_ids(Permission.VIEW_DESK))
    villages = villages_of_today(units)
    rows = _matching(official, query, units, villages)
    filters = _choices(query, units, villages)
    if way_of(query):
        return taken_out(request, query, _listing(official, rows, filters))
    page = page_after(with_raised(rows), query["after"], by="-opened_at")
    context = {
        "page": page,
        "rows": matter_rows(official, page.rows),
        "filters": filters,
        "is_filtered": any(query[name] for name in FILTERS),
    }
    return desk_page(request, "matter_list.html", context)


def _listing(
    official: Official, rows: QuerySet[Matter], filters: Iterable[Choice]
) -> Listing[Matter, MatterRow]:
    columns: list[Column[MatterRow]] = [
        Column(_("Day received"), lambda row: localdate(row.matter.opened_at), 12),
        Column(_("Code"), lambda row: row.matter.code, 12),
        Column(_("Matter"), lambda row: row.matter.title, 50),
        Column(_("Field"), lambda row: row.matter.get_field_display(), 24),
        Column(_("Unit"), lambda row: row.matter.unit.name),
        Column(_("Village"), lambda row: row.matter.village.name if row.matter.village else ""),
        Column(_("Number of opinions"), lambda row: row.raised, 10),
        Column(_("State"), lambda row: row.matter.get_state_display(), 20),
        Column(_("Promise due"), lambda row: row.promise.due_on if row.promise else None, 14),
        Column(_("Promise done"), lambda row: row.promise.done_on if row.promise else None, 14),
    ]
    newest_first = with_raised(rows).order_by("-opened_at", "-id")
    return Listing(
        _("Matters"),
        columns,
        newest_first,
        lambda some: matter_rows(official, some),
        chosen_words(filters),
    )


def _matching(
    official: Official, query: dict[str, str], units: QuerySet[Unit], villages: QuerySet[Village]
) -> QuerySet[Matter]:
    """Raises Invalid for what no filter of ours gives out."""
    rows = listed_matters_for(official)
    if unit := _chosen(query["unit"], units):
        rows = rows.filter(unit_id__in=jurisdiction_ids(unit))
    if village := _chosen(query["village"], villages):
        rows = rows.filter(village__in=with_merged([village.pk]))
    if state := one_of(query["state"], MatterState):
        rows = rows.filter(state=state)
    if field := one_of(query["field"], Field):
        rows = rows.filter(field=field)
    return rows


def _chosen[M: (Unit, Village)](value: str, among: QuerySet[M]) -> M | None:
    key = key_of(value)
    found = among.filter(pk=key).first() if key else None
    if key and found is None:
        raise no_such_filter()
    return found


def _choices(
    query: dict[str, str], units: Iterable[Unit], villages: Iterable[Village]
) -> list[Choice]:
    """A list with fewer than two to choose from is left out."""
    states = [(one.value, one.label) for one in MatterState if one not in UNLISTED]
    every: list[tuple[str, str, str, Sequence[tuple[str, Any]]]] = [
        ("state", _("State"), _("every state"), states),
        ("field", _("Field"), _("every field"), Field.choices),
        ("unit", _("Unit"), _("every unit"), [(str(one.pk), one.name) for one in units]),
        ("village", _("Village"), _("every village"), [(str(o.pk), o.name) for o in villages]),
    ]
    return [
        Choice(name, label, query[name], [("", nothing), *options])
        for name, label, nothing, options in every
        if len(options) > 1 or query[name]
    ]
