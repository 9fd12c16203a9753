"""The conclusion of a dialogue: drafted matter by matter, published by a head."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doithoai.commitments.forms import PublishForm
from doithoai.conclusions.actions import draft_conclusion
from doithoai.conclusions.forms import HeadForm, ResolutionForm
from doithoai.conclusions.models import ConclusionNotice, Outcome
from doithoai.conclusions.queries import (
    notices,
    notices_for,
    owed_conclusions,
    published_for,
    resolutions_of,
    unresolved_items,
)
from doithoai.deadlines.queries import due_dates
from doithoai.deadlines.rules import RuleCode
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import agenda_of, dialogues_for, turns_about
from doithoai.kit.errors import NotAllowed
from doithoai.kit.forms import ActionForm
from doithoai.kit.paging import page_after
from doithoai.record.moves import Sentence
from doithoai.record.permissions import Permission
from doithoai.record.queries import history
from doithoai.web.asked import asked
from doithoai.web.components.history import told
from doithoai.web.desk.access import DeskRequest, require_move, units_required
from doithoai.web.desk.lists import Column, Listing, as_read, taken_out, way_of
from doithoai.web.desk.page_frame import desk_page


@require_safe
@units_required
def conclusions(request: DeskRequest) -> HttpResponseBase:
    """Those that are owed, then those that were published; these are what is taken out."""
    query = asked(request, "after", "as")
    published = published_for(request.official)
    if way_of(query):
        return taken_out(request, query, _listing(published.order_by("-published_at", "-id")))
    context = {
        "owed": owed_conclusions(request.official),
        "page": page_after(published, query["after"], by="-published_at"),
    }
    return desk_page(request, "conclusions.html", context)


def _listing(rows: QuerySet[ConclusionNotice]) -> Listing[ConclusionNotice, ConclusionNotice]:
    columns: list[Column[ConclusionNotice]] = [
        Column(_("Number and symbol"), lambda one: one.number),
        Column(_("Day published"), lambda one: one.published_at, 18),
        Column(_("Dialogue"), lambda one: one.dialogue.title, 50),
        Column(_("Day held"), lambda one: _held(one.dialogue), 12),
        Column(_("Chair"), lambda one: one.dialogue.chair.title, 30),
        Column(_("Unit"), lambda one: one.dialogue.unit.name),
        Column(_("Resolutions"), lambda one: len(one.resolutions.all()), 10),
        Column(_("Work given"), lambda one: _given(one), 10),
    ]
    rows = rows.prefetch_related("resolutions")
    return Listing(_("Published conclusions"), columns, rows, as_read)


def _held(dialogue: Dialogue) -> date | None:
    return None if dialogue.is_impossible else localdate(dialogue.starts_at)


def _given(notice: ConclusionNotice) -> int:
    return sum(one.outcome == Outcome.ASSIGNED for one in notice.resolutions.all())


@require_POST
@units_required
def begin(request: DeskRequest, pk: int) -> HttpResponse:
    """Begin the draft, or go on with the one that is there."""
    found = get_object_or_404(dialogues_for(request.official), pk=pk)
    notice = draft_conclusion(found, by=request.official)
    return redirect("desk:conclusion", notice.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@units_required
def conclusion(request: DeskRequest, pk: int) -> HttpResponse:
    """The draft or the published notice; POST writes number and assessment."""
    notice = get_object_or_404(notices_for(request.official), pk=pk)
    if request.method != "POST":
        return notice_page(request, notice)
    require_move(request.official, "draft", notice)
    form = HeadForm(request.POST, notice=notice)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("Number and assessment are kept."))
        return redirect("desk:conclusion", pk)
    return notice_page(request, _fresh(notice), form)


def _fresh(notice: ConclusionNotice) -> ConclusionNotice:
    """As it is now: somebody else may have written or published it."""
    return notices().get(pk=notice.pk)


def notice_page(
    request: DeskRequest, notice: ConclusionNotice, form: ActionForm | None = None
) -> HttpResponse:
    """``form`` was sent and refused: it is shown with what was typed, over what is there now."""
    dialogue = notice.dialogue
    context = {
        "notice": notice,
        "dialogue": dialogue,
        **_resolved(notice),
        **_rights(request, notice),
        "form": form,
        "head": form if isinstance(form, HeadForm) else HeadForm(notice=notice),
        "due": due_dates(
            {RuleCode.CONCLUSION_NOTICE: dialogue.closed_at or dialogue.starts_at},
            unit=dialogue.unit_id,
        ),
        "history": told(history(notice, public_only=False), notice.lifecycle),
    }
    return desk_page(request, "conclusion.html", context, form.status if form else 200)


def _resolved(notice: ConclusionNotice) -> dict[str, Any]:
    """Every matter with what is concluded on it, how far that is, and what is still lacking."""
    resolutions = {one.matter_id: one for one in resolutions_of(notice)}
    items = [(item, resolutions.get(item.matter_id)) for item in agenda_of(notice.dialogue)]
    return {
        "items": items,
        "resolved": len(resolutions),
        "percent": 100 * len(resolutions) // max(1, len(items)),
        "missing": missing(notice, len(items) - len(resolutions)),
    }


def _rights(request: DeskRequest, notice: ConclusionNotice) -> dict[str, bool]:
    may = request.official.may
    return {
        "can_draft": notice.is_draft and may(Permission.DRAFT_CONCLUSION, notice),
        "can_publish": notice.is_draft and may(Permission.PUBLISH_CONCLUSION, notice),
    }


def missing(notice: ConclusionNotice, unresolved: int) -> list[Sentence]:
    """What the draft still lacks before it can be published."""
    notice.unresolved = unresolved
    return notice.lifecycle["publish"].missing(notice)


@require_http_methods(["GET", "HEAD", "POST"])
@units_required
def resolution(request: DeskRequest, pk: int, matter: int) -> HttpResponse:
    """What the draft says on one matter; afterwards the next one without a word."""
    notice = get_object_or_404(notices_for(request.official), pk=pk)
    item = get_object_or_404(agenda_of(notice.dialogue), matter_id=matter)
    require_move(request.official, "draft", notice)
    sent = request.POST if request.method == "POST" else None
    form = ResolutionForm(sent, notice=notice, matter=item.matter)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("Kept: %(title)s") % {"title": item.matter.title})
        return _to_next(notice)
    return resolution_page(request, _fresh(notice), matter, form)


def _to_next(notice: ConclusionNotice) -> HttpResponse:
    following = unresolved_items(notice.dialogue).first()
    if following:
        return redirect("desk:resolution", notice.pk, following.matter_id)
    return redirect("desk:conclusion", notice.pk)


def resolution_page(
    request: DeskRequest, notice: ConclusionNotice, matter: int, form: ResolutionForm
) -> HttpResponse:
    resolved = {one.matter_id for one in resolutions_of(notice)}
    items = list(agenda_of(notice.dialogue))
    dialogue, reply = notice.dialogue, RuleCode.WRITTEN_REPLY
    held_at = dialogue.closed_at or dialogue.starts_at
    context = {
        "notice": notice,
        "dialogue": dialogue,
        "items": [(item, item.matter_id in resolved) for item in items],
        "item": next(item for item in items if item.matter_id == matter),
        "turns": turns_about(dialogue, matter),
        "resolved": len(resolved),
        "form": form,
        "is_draft": notice.is_draft,
        "rule": due_dates({reply: held_at}, unit=dialogue.unit_id).get(reply),
    }
    return desk_page(request, "resolution.html", context, form.status)


@require_POST
@units_required
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """Only a head publishes; the work that the conclusion assigns is given out with it."""
    notice = get_object_or_404(notices_for(request.official), pk=pk)
    if not request.official.may(Permission.PUBLISH_CONCLUSION, notice):
        raise NotAllowed(_("Only a head publishes the conclusion."))
    form = PublishForm(request.POST, notice=notice)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The conclusion is published and the work is given out."))
        return redirect("desk:conclusion", pk)
    return notice_page(request, _fresh(notice), form)
