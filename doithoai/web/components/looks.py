"""How every state and every move looks, for the desk and for the public alike.

A state is the same colour wherever it is met; colour never speaks alone, so each has an icon. A
test walks all lifecycles: a state or a move without a look fails there.
"""

from datetime import date
from typing import Final, NamedTuple

from django import template
from django.db.models import TextChoices
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.commitments.lifecycle import CommitmentState
from doithoai.conclusions.lifecycle import NoticeState
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dossiers.lifecycles import LIFECYCLES
from doithoai.dossiers.promise import OVERDUE
from doithoai.dossiers.steps import StepState
from doithoai.kit.due import due_words
from doithoai.kit.time import today
from doithoai.opinions.lifecycle import (
    DataRequestState,
    MailboxLetterState,
    MatterState,
    OpinionState,
)
from doithoai.people.lifecycle import IdentityState
from doithoai.record.models import Recorded
from doithoai.web.components.basics import badge, icon

register = template.Library()


class Look(NamedTuple):
    """``kind`` is kept, doing, soon, late or wait; ``icon`` a name of Bootstrap's icons."""

    kind: str
    icon: str


STATES: Final[dict[type[TextChoices], dict[str, Look]]] = {
    OpinionState: {
        OpinionState.HELD: Look("wait", "pause-circle-fill"),
        OpinionState.RECEIVED: Look("doing", "inbox"),
        OpinionState.ASKED: Look("soon", "chat-left-dots"),
        OpinionState.ACCEPTED: Look("kept", "check-circle-fill"),
        OpinionState.REFERRED: Look("doing", "signpost-split"),
        OpinionState.REFUSED: Look("late", "x-circle-fill"),
        OpinionState.WITHDRAWN: Look("wait", "arrow-counterclockwise"),
        OpinionState.MOVED_OUT: Look("doing", "signpost-split"),
        OpinionState.VOID: Look("wait", "x-circle"),
    },
    MatterState: {
        MatterState.OPEN: Look("wait", "hourglass"),
        MatterState.IN_DIALOGUE: Look("doing", "chat-dots"),
        MatterState.CONCLUDED: Look("doing", "file-earmark-check"),
        MatterState.SETTLED: Look("kept", "check-circle-fill"),
        MatterState.MERGED: Look("wait", "sign-merge-right"),
        MatterState.VOID: Look("wait", "x-circle"),
    },
    MailboxLetterState: {
        MailboxLetterState.WAITING: Look("soon", "hourglass-split"),
        MailboxLetterState.ENTERED: Look("kept", "check-circle-fill"),
        MailboxLetterState.DISCARDED: Look("late", "x-circle-fill"),
    },
    DataRequestState: {
        DataRequestState.ASKED: Look("soon", "hourglass-split"),
        DataRequestState.GRANTED: Look("kept", "check-circle-fill"),
        DataRequestState.DECLINED: Look("late", "x-circle-fill"),
    },
    DialogueState: {
        DialogueState.PLANNED: Look("wait", "circle"),
        DialogueState.NOTICED: Look("doing", "megaphone"),
        DialogueState.OPEN: Look("soon", "broadcast"),
        DialogueState.CLOSED: Look("kept", "check-circle-fill"),
        DialogueState.CANCELLED: Look("wait", "x-circle"),
    },
    NoticeState: {
        NoticeState.DRAFT: Look("soon", "pencil-fill"),
        NoticeState.PUBLISHED: Look("kept", "check-circle-fill"),
    },
    CommitmentState: {
        CommitmentState.ASSIGNED: Look("wait", "circle"),
        CommitmentState.IN_PROGRESS: Look("doing", "arrow-repeat"),
        CommitmentState.DONE: Look("doing", "check-circle"),
        CommitmentState.CONFIRMED: Look("kept", "check-circle-fill"),
        CommitmentState.REOPENED: Look("late", "arrow-counterclockwise"),
    },
    IdentityState: {
        IdentityState.KEPT: Look("doing", "lock-fill"),
        IdentityState.RESTRICTED: Look("wait", "pause-circle-fill"),
        IdentityState.ERASED: Look("wait", "x-circle"),
    },
}
STEPS: Final[dict[StepState, str]] = {
    StepState.DONE: "check-lg",
    StepState.NOW: "arrow-repeat",
    StepState.LATE: "exclamation-triangle-fill",
    StepState.TAKEN_BACK: "arrow-counterclockwise",
    StepState.TODO: "circle",
}
"""Icons of the steps of a path."""
TASKS: Final[dict[str, str]] = {
    "opinions": "chat-square-text",
    "opinion": "exclamation-circle-fill",
    "slip": "signpost-split",
    "hand_over": "box-arrow-right",
    "data_requests": "shield-lock",
    "waiting_letters": "envelope",
    "dialogue": "calendar3",
    "conclusion": "file-earmark-text",
    "commitment": "flag",
    "village": "houses",
}
"""Icons of what waits for an official, by the kind of page where it is done."""
MOVES: Final[dict[tuple[str, str], Look]] = {
    ("commitment", "extend"): Look("soon", "calendar-plus"),
    ("commitment", OVERDUE): Look("late", "exclamation-triangle-fill"),
    ("matter", "reopen"): Look("late", "arrow-counterclockwise"),
    ("matter", "object"): Look("late", "arrow-counterclockwise"),
}
"""(life, move) → its look, where it is not that of the state to which the move leads."""
CHANGED: Final = Look("doing", "arrow-repeat")
"""A step that leaves the state as it is."""
_BY_LIFE: Final = {life.name: life for life in LIFECYCLES}


def look_of(state: TextChoices) -> Look:
    """Raises KeyError for a state that has no look."""
    return STATES[type(state)][state]


def look_of_move(life: str, move: str) -> Look:
    """How a step of the record looks: as the state to which it leads. Raises KeyError."""
    if found := MOVES.get((life, move)):
        return found
    lifecycle = _BY_LIFE[life]
    target = lifecycle[move].target
    return look_of(lifecycle.states(target)) if target else CHANGED


@register.simple_tag
def state_badge(of: Recorded | TextChoices) -> SafeString:
    """A state, or that of a thing with a life: its colour, its icon and its word."""
    state = of if isinstance(of, TextChoices) else of.lifecycle.states(of.state)  # type: ignore[attr-defined]
    look = look_of(state)
    return badge(look.kind, state.label, look.icon)


@register.simple_tag
def promise_badge(
    state: str, due_on: date, done_on: date | None, at: date | None = None
) -> SafeString:
    """How a promise stands: kept, reported done, late, soon, or days left."""
    if state == CommitmentState.CONFIRMED:
        return badge("kept", _("Promise kept"))
    words = due_words(due_on, at=at or today(), done_on=done_on)
    return badge(words.kind, words.words, words.icon)


@register.simple_tag
def move_kind(life: str, move: str) -> str:
    """The colour of a step of the record."""
    return look_of_move(life, move).kind


@register.simple_tag
def task_icon(kind: str) -> SafeString:
    """The icon of something that waits for an official."""
    return icon(TASKS[kind])
