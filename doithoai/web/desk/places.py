"""The administrator's pages of villages and agencies."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from doithoai.commitments.forms import VillageEndForm
from doithoai.commitments.queries.ties import agency_ties, village_ties
from doithoai.kit.forms import ActionForm
from doithoai.people.queries import administered_units
from doithoai.places.actions import restore_agency, retire_agency
from doithoai.places.forms import (
    AgencyCorrectForm,
    AgencyForm,
    PasteForm,
    UsualAgenciesForm,
    VillageCorrectForm,
    VillageForm,
)
from doithoai.places.models import Agency, Unit, VillagePlacement
from doithoai.places.pasted import Standing
from doithoai.places.queries.people import agencies_to_manage, placements_in
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked, no_such_filter
from doithoai.web.desk.access import DeskRequest, needs
from doithoai.web.desk.lists import Column, Listing, as_read, taken_out, way_of
from doithoai.web.desk.page_frame import desk_page


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_OFFICE)
def places(request: DeskRequest) -> HttpResponseBase:
    """Villages and agencies; several forms, told apart by the button that was pressed."""
    units = administered_units(request.official)
    query = asked(request, "list", "as")
    if way_of(query):
        return taken_out(request, query, _listing(query["list"], units))
    forms = _forms_of_places(request, units)
    sent = next((form for form in forms.values() if form.is_bound), None)
    if sent and sent.is_valid() and sent.save(by=request.official) is not None:
        return redirect("desk:places")
    context = {
        "forms": forms,
        "usual": [form for name, form in forms.items() if name.startswith("usual-")],
        "sent": sent,
        "placements": placements_in(units),
        "agencies": agencies_to_manage(units),
    }
    return desk_page(request, "places.html", context, sent.status if sent else 200)


def _listing(which: str, units: QuerySet[Unit]) -> Listing[Any, Any]:
    """Of villages or of agencies. Raises Invalid for any other list."""
    if which == "villages":
        villages: list[Column[VillagePlacement]] = [
            Column(_("Village"), lambda one: one.village.name, 40),
            Column(_("Kind"), lambda one: capfirst(one.village.get_kind_display()), 20),
            Column(_("Unit"), lambda one: one.unit.name, 30),
            Column(_("Since"), lambda one: one.valid_from, 12),
        ]
        return Listing(_("Villages"), villages, placements_in(units), as_read)
    if which == "agencies":
        agencies: list[Column[Agency]] = [
            Column(_("Agency"), lambda one: one.name, 40),
            Column(_("Kind"), lambda one: capfirst(one.get_kind_display()), 24),
            Column(_("Unit"), lambda one: one.unit.name, 30),
            Column(_("State"), lambda one: _("in use") if one.is_active else _("Retired"), 20),
        ]
        return Listing(_("Agencies"), agencies, agencies_to_manage(units), as_read)
    raise no_such_filter()


def _forms_of_places(request: DeskRequest, units: QuerySet[Unit]) -> dict[str, Any]:
    """By the names of their buttons; the usual agencies of a unit, while it lacks any."""
    forms: dict[str, Any] = {
        "village": VillageForm(_sent(request, "village"), units=units, prefix="village"),
        "agency": AgencyForm(_sent(request, "agency"), units=units, prefix="agency"),
    }
    for unit in units:
        form = UsualAgenciesForm(_sent(request, f"usual-{unit.pk}"), unit=unit)
        if form.is_bound or form.is_offered:
            forms[f"usual-{unit.pk}"] = form
    return forms


def _sent(request: DeskRequest, button: str) -> Any:
    return request.POST if button in request.POST else None


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_OFFICE)
def paste(request: DeskRequest) -> HttpResponse:
    """Many villages at once: first what would be taken over, then the taking over."""
    form = PasteForm(request.POST or None, units=administered_units(request.official))
    pasted = form.preview() if form.is_valid() else None
    if pasted is not None and "take" in request.POST:
        taken = form.save(by=request.official, others=request.POST.getlist("another"))
        if taken is not None:
            words = ngettext("%(n)d village is added.", "%(n)d villages are added.", len(taken))
            messages.success(request, words % {"n": len(taken)})
            return redirect("desk:places")
    parts = {one.value: [row for row in pasted or [] if row.standing == one] for one in Standing}
    context = {"form": form, "pasted": pasted, "parts": parts}
    return desk_page(request, "villages_paste.html", context, form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_OFFICE)
def village(request: DeskRequest, pk: int) -> HttpResponse:
    """A village: its name and kind, what hangs on it, its end."""
    placed = _placement(request, pk)
    forms = {
        "correct": VillageCorrectForm(_sent(request, "correct"), village=placed.village),
        "end": VillageEndForm(_sent(request, "end"), village=placed.village, unit=placed.unit),
    }
    done = {
        "correct": _("The village is corrected."),
        "end": _("The village has ended; what was written before keeps its name."),
    }
    context = {
        "placed": placed,
        "ties": village_ties(placed.village),
        "former": placed.village.former_names.order_by("-until", "-id"),
    }
    return _answer(request, "village_place.html", forms, done, context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.MANAGE_OFFICE)
def agency(request: DeskRequest, pk: int) -> HttpResponse:
    """An agency: its name and kind, what it has to do, whether it is given work."""
    found = _agency(request, pk)
    forms = {"correct": AgencyCorrectForm(_sent(request, "correct"), agency=found)}
    context = {
        "agency": found,
        "ties": agency_ties(found),
        "former": found.former_names.order_by("-until", "-id"),
    }
    done = {"correct": _("The agency is corrected.")}
    return _answer(request, "agency_place.html", forms, done, context)


def _answer(
    request: DeskRequest,
    template: str,
    forms: Mapping[str, Any],
    done: Mapping[str, str],
    context: Mapping[str, Any],
) -> HttpResponse:
    name = next((name for name, form in forms.items() if form.is_bound), "")
    sent: ActionForm | None = forms.get(name)
    if sent and sent.is_valid() and forms[name].save(by=request.official):
        messages.success(request, done[name])
        return redirect("desk:places")
    status = sent.status if sent else 200
    return desk_page(request, template, {**context, "forms": forms, "sent": sent}, status)


@require_POST
@needs(Permission.MANAGE_OFFICE)
def retire(request: DeskRequest, pk: int) -> HttpResponse:
    retire_agency(_agency(request, pk), by=request.official)
    messages.success(request, _("No new work is given to this agency."))
    return redirect("desk:places")


@require_POST
@needs(Permission.MANAGE_OFFICE)
def restore(request: DeskRequest, pk: int) -> HttpResponse:
    restore_agency(_agency(request, pk), by=request.official)
    messages.success(request, _("Work can be given to this agency again."))
    return redirect("desk:places")


def _agency(request: DeskRequest, pk: int) -> Agency:
    return get_object_or_404(agencies_to_manage(administered_units(request.official)), pk=pk)


def _placement(request: DeskRequest, pk: int) -> VillagePlacement:
    return get_object_or_404(placements_in(administered_units(request.official)), village=pk)
