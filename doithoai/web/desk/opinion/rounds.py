"""Rounds of collection: who has sent how much, blank slips to print, what was collected."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

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
from doithoai.web.desk.access import DeskRequest, needs, units_required
from doithoai.web.desk.page_frame import desk_page

SLIPS_A_PAGE = 4
MOST_LISTED = 2000


@require_safe
@units_required
def rounds(request: DeskRequest) -> HttpResponse:
    rows = with_collected(rounds_for(request.official))
    context = {
        "rows": rows[:100],
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
def round_list(request: DeskRequest, pk: int) -> HttpResponse:
    """What was collected, by village, to print; without who said it."""
    found = _round(request, pk)
    rows = collected_opinions(found, request.official)[:MOST_LISTED]
    return desk_page(request, "round_list.html", {"round": found, "rows": rows})
