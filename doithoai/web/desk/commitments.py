"""Promised work: the list, and one promise with its reports and extensions."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from doithoai.commitments.forms import DoneForm, ExtendForm, ProgressForm
from doithoai.commitments.lifecycle import CommitmentState
from doithoai.commitments.models import Commitment
from doithoai.commitments.queries import (
    Lateness,
    commitments_for,
    filtered,
    leads_of,
    photos_of,
    progress_of,
)
from doithoai.kit.due import due_words
from doithoai.kit.forms import ActionForm
from doithoai.kit.paging import page_after
from doithoai.kit.time import today
from doithoai.places.models import Agency
from doithoai.record.permissions import Permission
from doithoai.record.queries import history
from doithoai.web.asked import asked
from doithoai.web.components.history import told
from doithoai.web.desk.access import DeskRequest, needs, require_move
from doithoai.web.desk.lists import (
    Column,
    Listing,
    as_read,
    chosen_words,
    taken_out,
    way_of,
)
from doithoai.web.desk.page_frame import Choice, desk_page
from doithoai.web.door.bodies import takes_files


@require_safe
@needs(Permission.VIEW_DESK)
def commitments(request: DeskRequest) -> HttpResponseBase:
    """The earliest due first; filters stay in the address."""
    chosen = asked(request, "lateness", "state", "agency", "after", "as")
    mine = commitments_for(request.official)
    agencies = leads_of(mine)
    lead = get_object_or_404(agencies, key=chosen["agency"]) if chosen["agency"] else None
    rows = filtered(mine, lateness=chosen["lateness"], state=chosen["state"], lead=lead)
    if way_of(chosen):
        return taken_out(request, chosen, _listing(rows, chosen, agencies))
    context = {
        "page": page_after(rows, chosen["after"], by="due_on"),
        "chosen": chosen,
        "latenesses": list(Lateness),
        "states": list(CommitmentState),
        "agencies": agencies,
    }
    return desk_page(request, "commitments.html", context)


def _listing(
    rows: QuerySet[Commitment], chosen: dict[str, str], agencies: Iterable[Agency]
) -> Listing[Commitment, Commitment]:
    columns: list[Column[Commitment]] = [
        Column(_("Due"), lambda one: one.due_on, 12),
        Column(_("First due"), lambda one: one.first_due_on, 12),
        Column(_("Code"), lambda one: one.matter.code, 12),
        Column(_("Matter"), lambda one: one.matter.title, 50),
        Column(_("Unit"), lambda one: one.unit.name),
        Column(_("Village"), lambda one: one.matter.village.name if one.matter.village else ""),
        Column(_("Lead agency"), lambda one: one.lead.name, 24),
        Column(_("Supporting"), lambda one: "; ".join(o.name for o in one.supporting.all()), 24),
        Column(_("State"), lambda one: one.get_state_display()),
        Column(_("Standing"), _standing, 18),
        Column(_("Day done"), lambda one: one.done_on, 12),
    ]
    every = [
        Choice("lateness", _("Standing"), chosen["lateness"], Lateness.choices),
        Choice("state", _("State"), chosen["state"], CommitmentState.choices),
        Choice("agency", _("Lead agency"), chosen["agency"], [(o.key, o.name) for o in agencies]),
    ]
    rows = rows.prefetch_related("supporting")
    return Listing(_("Promised work"), columns, rows, as_read, chosen_words(every))


def _standing(commitment: Commitment) -> str:
    return due_words(commitment.due_on, at=today(), done_on=commitment.done_on).words


@require_safe
@needs(Permission.VIEW_DESK)
def commitment(request: DeskRequest, pk: int) -> HttpResponse:
    return commitment_page(request, _commitment(request, pk))


def _commitment(request: DeskRequest, pk: int, move: str = "") -> Commitment:
    rows = commitments_for(request.official).select_related("resolution__notice__dialogue")
    found = get_object_or_404(rows.prefetch_related("progress__evidence"), pk=pk)
    if move:
        require_move(request.official, move, found)
    return found


def commitment_page(
    request: DeskRequest, commitment: Commitment, sent: str = "", form: ActionForm | None = None
) -> HttpResponse:
    """The promise with a form for each allowed step; ``form`` is the one that was refused."""
    context = {
        "commitment": commitment,
        "forms": _forms(request, commitment, sent, form),
        "sent": sent,
        "form": form,
        "progress": progress_of(commitment),
        "supporting": commitment.supporting.all(),
        "extensions": commitment.extensions.all(),
        "history": told(history(commitment, public_only=False), commitment.lifecycle),
    }
    return desk_page(request, "commitment.html", context, form.status if form else 200)


def _forms(
    request: DeskRequest, commitment: Commitment, sent: str, form: ActionForm | None
) -> dict[str, ActionForm]:
    """A form for each step that may be taken now, ``form`` for the one that was refused."""
    moves = commitment.lifecycle.allowed(commitment, by=request.official)
    return {
        one.name: form if form and one.name == sent else _empty(one.name, request, commitment)
        for one in moves
    }


def _empty(move: str, request: DeskRequest, commitment: Commitment) -> ActionForm:
    if move == "extend":
        return ExtendForm(commitment=commitment)
    kind = DoneForm if move == "report_done" else ProgressForm
    return kind(commitment=commitment, by=request.official)


@takes_files
@require_POST
@needs(Permission.VIEW_DESK)
def progress(request: DeskRequest, pk: int) -> HttpResponse:
    found = _commitment(request, pk, "report_progress")
    form = ProgressForm(request.POST, request.FILES, commitment=found, by=request.official)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The report is published with the promise."))
        return redirect("desk:commitment", pk)
    return commitment_page(request, _commitment(request, pk), "report_progress", form)


@takes_files
@require_POST
@needs(Permission.VIEW_DESK)
def done(request: DeskRequest, pk: int) -> HttpResponse:
    found = _commitment(request, pk, "report_done")
    form = DoneForm(request.POST, request.FILES, commitment=found, by=request.official)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("Reported as done; now the people say whether it is."))
        return redirect("desk:commitment", pk)
    return commitment_page(request, _commitment(request, pk), "report_done", form)


@require_POST
@needs(Permission.VIEW_DESK)
def extend(request: DeskRequest, pk: int) -> HttpResponse:
    found = _commitment(request, pk, "extend")
    form = ExtendForm(request.POST, commitment=found)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The due date is moved; the first one stays visible."))
        return redirect("desk:commitment", pk)
    return commitment_page(request, _commitment(request, pk), "extend", form)


@require_safe
@needs(Permission.VIEW_DESK)
def photo(request: DeskRequest, pk: int, evidence: int) -> HttpResponse:
    """A photograph of the evidence, as it was encoded anew here."""
    found = get_object_or_404(photos_of(_commitment(request, pk)), pk=evidence)
    with found.photo.open("rb") as picture:
        return HttpResponse(picture.read(), content_type="image/jpeg")
