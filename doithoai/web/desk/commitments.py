"""Promised work: the list, and one promise with its reports and extensions."""

from django.contrib import messages
from django.http import HttpResponse
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
from doithoai.kit.forms import ActionForm
from doithoai.kit.paging import page_after
from doithoai.record.permissions import Permission
from doithoai.record.queries import history
from doithoai.web.asked import asked
from doithoai.web.components.history import told
from doithoai.web.desk.access import DeskRequest, needs, require_move
from doithoai.web.desk.page_frame import desk_page
from doithoai.web.door.bodies import takes_files


@require_safe
@needs(Permission.VIEW_DESK)
def commitments(request: DeskRequest) -> HttpResponse:
    """The earliest due first; filters stay in the address."""
    chosen = asked(request, "lateness", "state", "agency", "after")
    after = chosen.pop("after")
    mine = commitments_for(request.official)
    agencies = leads_of(mine)
    lead = get_object_or_404(agencies, key=chosen["agency"]) if chosen["agency"] else None
    rows = filtered(mine, lateness=chosen["lateness"], state=chosen["state"], lead=lead)
    context = {
        "page": page_after(rows, after, by="due_on"),
        "chosen": chosen,
        "latenesses": list(Lateness),
        "states": list(CommitmentState),
        "agencies": agencies,
    }
    return desk_page(request, "commitments.html", context)


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
