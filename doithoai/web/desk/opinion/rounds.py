"""Rounds of collection: who has sent how much, blank slips to print, what was collected."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from doithoai.kit.paging import page_after
from doithoai.kit.time import today
from doithoai.opinions.forms.gathering import RoundForm
from doithoai.opinions.models import CollectionRound
from doithoai.opinions.queries.gathering import (
    collected_opinions,
    counts_by_village,
    rounds_for,
    with_collected,
)
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked
from doithoai.web.desk.access import DeskRequest, needs, units_required
from doithoai.web.desk.lists import Column, Listing, as_read, taken_out, way_of
from doithoai.web.desk.opinion.queue import opinion_columns, with_due
from doithoai.web.desk.page_frame import desk_page

SLIPS_A_PAGE = 4


@require_safe
@units_required
def rounds(request: DeskRequest) -> HttpResponseBase:
    query = asked(request, "after", "as")
    rows = with_collected(rounds_for(request.official))
    if way_of(query):
        return taken_out(request, query, _rounds(rows))
    page = page_after(rows, query["after"], by="-opens_on")
    context = {
        "page": page,
        "rows": page.rows,
        "today": today(),
        "can_collect": request.official.holds(Permission.COLLECT_OPINIONS),
    }
    return desk_page(request, "rounds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COLLECT_OPINIONS)
def round_new(request: DeskRequest) -> HttpResponse:
    form = RoundForm(request.POST if request.method == "POST" else None, by=request.official)
    if form.is_valid() and (found := form.save(by=request.official)):
        messages.success(request, _("The round is open; village heads see it when they enter."))
        return redirect("desk:round", found.pk)
    return desk_page(request, "round_form.html", {"form": form}, form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COLLECT_OPINIONS)
def round_change(request: DeskRequest, pk: int) -> HttpResponse:
    found = _round(request, pk)
    data = request.POST if request.method == "POST" else None
    form = RoundForm(data, by=request.official, changing=found)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The round is changed."))
        return redirect("desk:round", pk)
    return desk_page(request, "round_form.html", {"form": form, "round": found}, form.status)


def _round(request: DeskRequest, pk: int) -> CollectionRound:
    return get_object_or_404(rounds_for(request.official), pk=pk)


@require_safe
@units_required
def round_(request: DeskRequest, pk: int) -> HttpResponse:
    """Villages and how much each has sent; those that sent nothing are told first."""
    found = _round(request, pk)
    counts = counts_by_village(found)
    context = {
        "round": found,
        "counts": counts,
        "silent": [one.village for one in counts if one.opinions == 0],
        "total": sum(one.opinions for one in counts),
        "today": today(),
        "can_collect": request.official.may(Permission.COLLECT_OPINIONS, found),
    }
    return desk_page(request, "round.html", context)


@require_safe
@units_required
def round_slips(request: DeskRequest, pk: int) -> HttpResponse:
    """A page of blank slips to print, four to a sheet of A4."""
    found = _round(request, pk)
    link = request.build_absolute_uri(f"{reverse('send')}?round={found.pk}")
    context = {"round": found, "link": link, "four": range(SLIPS_A_PAGE)}
    return desk_page(request, "round_slips.html", context)


@require_safe
@units_required
def round_list(request: DeskRequest, pk: int) -> HttpResponseBase:
    """What was collected, by village, to print; without who said it."""
    found = _round(request, pk)
    query = asked(request, "as")
    query["as"] = way_of(query) or "print"
    listing = Listing(
        _("What was collected"),
        opinion_columns(request.official),
        collected_opinions(found, request.official).select_related("unit", "village", "round"),
        with_due,
        [(_("Round of collection"), f"{found.title}, {found.unit}")],
    )
    return taken_out(request, query, listing)


def _rounds(rows: QuerySet[CollectionRound]) -> Listing[CollectionRound, CollectionRound]:
    columns: list[Column[CollectionRound]] = [
        Column(_("Round of collection"), lambda one: one.title, 50),
        Column(_("Unit"), lambda one: one.unit.name),
        Column(_("Opens"), lambda one: one.opens_on, 12),
        Column(_("Closes"), lambda one: one.closes_on, 12),
        Column(_("Number of opinions"), lambda one: one.collected, 10),  # type: ignore[attr-defined]
    ]
    return Listing(_("Rounds of collection"), columns, rows, as_read)
