"""Dialogues: the year's plan, one dialogue and its steps, its agenda."""

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from doithoai.conclusions.queries import notice_of
from doithoai.deadlines.queries import due_dates
from doithoai.deadlines.rules import RuleCode
from doithoai.dialogues.forms import MOVE_FORMS, MoveForm, PlanForm, PutForm, TakeOffForm
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import (
    agenda_of,
    dialogues_for,
    matters_waiting,
    turns_of,
    with_counts,
)
from doithoai.kit.errors import Invalid, NotAllowed
from doithoai.kit.forms import ActionForm
from doithoai.kit.paging import page_after
from doithoai.record.moves import Move
from doithoai.record.permissions import Permission
from doithoai.record.queries import history
from doithoai.web.asked import asked, one_of
from doithoai.web.components.history import told
from doithoai.web.desk.access import DeskRequest, needs, require_move, units_required
from doithoai.web.desk.lists import (
    Column,
    Listing,
    as_read,
    chosen_words,
    taken_out,
    way_of,
)
from doithoai.web.desk.page_frame import Choice, desk_page


@require_safe
@units_required
def dialogues(request: DeskRequest) -> HttpResponseBase:
    query = asked(request, "state", "after", "as")
    state = query["state"] or "all"
    rows = dialogues_for(request.official)
    if state != "all":
        rows = rows.filter(state=one_of(state, DialogueState))
    if way_of(query):
        return taken_out(request, query, _listing(with_counts(rows), query["state"]))
    context = {
        "page": page_after(with_counts(rows), query["after"], by="-starts_at"),
        "state": state,
        "states": list(DialogueState),
        "can_plan": request.official.holds(Permission.PLAN_DIALOGUE),
    }
    return desk_page(request, "dialogues.html", context)


def _listing(rows: QuerySet[Dialogue], state: str) -> Listing[Dialogue, Dialogue]:
    columns: list[Column[Dialogue]] = [
        Column(_("Begins"), _begins, 18),
        Column(_("Dialogue"), lambda one: one.title, 50),
        Column(_("Chair"), lambda one: one.chair.title, 30),
        Column(_("Unit"), lambda one: one.unit.name),
        Column(_("Place"), lambda one: one.place, 30),
        Column(_("Form"), lambda one: capfirst(one.get_form_display())),
        Column(_("People who attended"), lambda one: one.attendees, 10),
        Column(_("Turns"), lambda one: _counted(one, "opinions", "turn_count"), 10),
        Column(_("Number of matters"), lambda one: _counted(one, "matters", "matter_count"), 10),
        Column(_("State"), lambda one: one.get_state_display()),
    ]
    states = Choice("state", _("State"), state, [("all", _("All")), *DialogueState.choices])
    return Listing(_("Dialogues"), columns, rows, as_read, chosen_words([states]))


def _begins(dialogue: Dialogue) -> datetime | date | str:
    """Of an old register the day alone may be known, or one that there never was."""
    if dialogue.is_impossible:
        return _("impossible day")
    moment = dialogue.starts_at
    return moment if dialogue.has_time_of_day else localdate(moment)


def _counted(dialogue: Dialogue, told: str, here: str) -> int:
    """What a register tells, else what is in the system."""
    return getattr(getattr(dialogue, "tally", None), told, None) or getattr(dialogue, here) or 0


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PLAN_DIALOGUE)
def dialogue_new(request: DeskRequest) -> HttpResponse:
    form = PlanForm(request.POST or None, by=request.official)
    if form.is_valid() and (planned := form.save(by=request.official)):
        messages.success(request, _("The dialogue is in the plan. Now put matters on its agenda."))
        return redirect("desk:dialogue", planned.pk)
    return desk_page(request, "dialogue_new.html", {"form": form}, form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.PLAN_DIALOGUE)
def dialogue_revise(request: DeskRequest, pk: int) -> HttpResponse:
    found = _dialogue(request, pk)
    require_move(request.official, "revise", found)
    form = PlanForm(request.POST or None, by=request.official, planned=found)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The plan is changed."))
        return redirect("desk:dialogue", pk)
    context = {"form": form, "planned": found}
    return desk_page(request, "dialogue_new.html", context, form.status)


@require_safe
@units_required
def dialogue(request: DeskRequest, pk: int) -> HttpResponse:
    return dialogue_page(request, _dialogue(request, pk))


def _dialogue(request: DeskRequest, pk: int) -> Dialogue:
    return get_object_or_404(dialogues_for(request.official), pk=pk)


def dialogue_page(
    request: DeskRequest, dialogue: Dialogue, form: MoveForm | None = None
) -> HttpResponse:
    """The dialogue with a form for each step that may be taken; ``form`` was sent and refused."""
    context = {
        "dialogue": dialogue,
        "steps": _steps(request, dialogue, form),
        "form": form,
        "agenda": agenda_of(dialogue),
        "turns": turns_of(dialogue),
        "notice": notice_of(dialogue, public_only=False),
        "announcements": dialogue.announcements.all(),
        "history": told(history(dialogue, public_only=False), dialogue.lifecycle),
        **_dues(dialogue),
        **_rights(request, dialogue),
    }
    return desk_page(request, "dialogue.html", context, form.status if form else 200)


def _steps(
    request: DeskRequest, dialogue: Dialogue, form: MoveForm | None
) -> list[tuple[Move, MoveForm]]:
    return [
        (one, form if form and form.move == one.name else MOVE_FORMS[one.name](dialogue=dialogue))
        for one in dialogue.lifecycle.allowed(dialogue, by=request.official)
        if one.name in MOVE_FORMS
    ]


def _dues(dialogue: Dialogue) -> dict[str, Any]:
    """Due dates of the notice and, once it was held, of the conclusion."""
    if dialogue.is_impossible:
        return {}
    events: dict[str, date | datetime] = {RuleCode.NOTICE_BEFORE_DIALOGUE: dialogue.starts_at}
    if dialogue.closed_at:
        events |= {
            RuleCode.CONCLUSION_NOTICE: dialogue.closed_at,
            RuleCode.RESULTS_PUBLISHED: dialogue.closed_at,
        }
    return due_dates(events, unit=dialogue.unit_id)


def _rights(request: DeskRequest, dialogue: Dialogue) -> dict[str, bool]:
    may = request.official.may
    return {
        "can_revise": dialogue.is_planned and may(Permission.PLAN_DIALOGUE, dialogue),
        "can_arrange": dialogue.is_arranged and may(Permission.TAKE_UP_MATTER, dialogue),
        "can_record": dialogue.is_open and may(Permission.RECORD_TURN, dialogue),
        "can_draft": dialogue.is_closed
        and dialogue.register_key is None
        and may(Permission.DRAFT_CONCLUSION, dialogue),
    }


@require_POST
@units_required
def move(request: DeskRequest, pk: int, move: str) -> HttpResponse:
    """One step of the dialogue's life."""
    found = _dialogue(request, pk)
    if move not in MOVE_FORMS:
        raise Invalid(_("There is no such step."))
    require_move(request.official, move, found)
    form = MOVE_FORMS[move](request.POST, dialogue=found)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("Done: %(step)s.") % {"step": found.lifecycle[move].label})
        return redirect("desk:dialogue", pk)
    return dialogue_page(request, _dialogue(request, pk), form)


@require_http_methods(["GET", "HEAD", "POST"])
@units_required
def agenda(request: DeskRequest, pk: int) -> HttpResponse:
    """Put waiting matters on the agenda."""
    found = _dialogue(request, pk)
    _require_arranging(request, found)
    form = PutForm(request.POST if request.method == "POST" else None, dialogue=found)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The agenda is changed."))
        return redirect("desk:agenda", pk)
    return agenda_page(request, found, form)


def _require_arranging(request: DeskRequest, dialogue: Dialogue) -> None:
    if not request.official.may(Permission.TAKE_UP_MATTER, dialogue):
        raise NotAllowed(_("Your role does not open this page."))


def agenda_page(
    request: DeskRequest,
    dialogue: Dialogue,
    form: PutForm,
    refused: ActionForm | None = None,
    matter: int = 0,
) -> HttpResponse:
    """``refused`` is the form that was to take the matter with the key ``matter`` off."""
    context = {
        "dialogue": dialogue,
        "agenda": agenda_of(dialogue),
        "waiting": matters_waiting(dialogue),
        "ticked": form.data.getlist("matters") if hasattr(form.data, "getlist") else [],
        "form": form,
        "refused": refused,
        "refused_matter": matter,
        **_rights(request, dialogue),
    }
    return desk_page(request, "agenda.html", context, (refused or form).status)


@require_POST
@units_required
def take_off(request: DeskRequest, pk: int, matter: int) -> HttpResponse:
    """Take a matter off the agenda, with a reason."""
    found = _dialogue(request, pk)
    _require_arranging(request, found)
    item = get_object_or_404(agenda_of(found), matter_id=matter)
    form = TakeOffForm(request.POST, item=item)
    if form.is_valid() and form.save(by=request.official):
        messages.success(request, _("The matter waits for another dialogue."))
        return redirect("desk:agenda", pk)
    return agenda_page(request, found, PutForm(dialogue=found), form, matter)
