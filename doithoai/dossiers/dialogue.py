"""One dialogue as the public may know it: notice, agenda, turns, conclusion; read in one query."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from doithoai.conclusions.models import Outcome
from doithoai.conclusions.queries.public import public_notice, resolutions_at
from doithoai.dialogues.lifecycle import AHEAD, DialogueState
from doithoai.dialogues.models import Announcement, Dialogue
from doithoai.dialogues.queries.public import (
    public_agenda,
    public_announcements,
    public_dialogue,
    public_tally,
    public_turns,
)
from doithoai.kit.numbers import HIGHEST_ID
from doithoai.kit.planned import Planned
from doithoai.kit.shapes import shaped


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """The dialogue itself; ``chair`` is the title of the post that holds it, ``chair_holder``
    who had the post on the day of the dialogue, when a name was entered."""

    pk: int
    state: DialogueState
    title: str
    form: Dialogue.Form
    mode: Dialogue.Mode
    starts_at: datetime
    has_time_of_day: bool
    place: str
    how_to_attend: str
    noticed_at: datetime | None
    closed_at: datetime | None
    attendees: int | None
    is_imported: bool
    is_sample: bool
    unit_id: int
    unit: str
    unit_key: str
    chair: str
    chair_holder: str
    villages: list[str]

    @property
    def is_ahead(self) -> bool:
        return self.state in AHEAD

    @property
    def is_noticed(self) -> bool:
        return self.state == DialogueState.NOTICED

    @property
    def form_and_mode(self) -> str:
        return f"{self.form.label}, {self.mode.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The published conclusion notice."""

    number: str
    assessment: str
    published_at: datetime


class Item(NamedTuple):
    """A matter of the agenda; ``outcome`` and what follows come from the published conclusion."""

    position: int
    is_live: bool
    code: str
    title: str
    village: str
    outcome: str
    text: str
    lead: str
    due_on: date | None
    receiver: str


class Raised(NamedTuple):
    """A matter that a turn raised, and the words of the opinion that may be read."""

    code: str
    title: str
    quote: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A turn, with the matters that it raised."""

    position: int
    place: str
    answer: str
    answered_by: str
    raised: list[Raised]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """``announcements``: (means in words, day); ``tally``: what a register reports, or None."""

    dialogue: Conference
    announcements: list[tuple[str, date]]
    tally: dict[str, Any] | None
    notice: Issued | None
    items: list[Item]
    turns: list[Spoken]

    @property
    def outcomes(self) -> list[tuple[str, int]]:
        """(outcome in words, how many matters), as concluded."""
        given = [one.outcome for one in self.items]
        counts = [(str(one.label), given.count(one.value)) for one in Outcome]
        return [(label, count) for label, count in counts if count]


def meeting(pk: int) -> Meeting:
    """Raises Http404 for a dialogue that is not public (a plan, or unknown)."""
    found = _DOSSIER.rows(pk=pk) if pk <= HIGHEST_ID else []
    if not found:
        raise Http404
    told = json.loads(found[0][0])
    return Meeting(
        dialogue=shaped(Conference, told["dialogue"]),
        announcements=[
            (str(Announcement.Means(one["means"]).label), date.fromisoformat(one["on"]))
            for one in told["announcements"]
        ],
        tally=told["tally"],
        notice=told["notice"] and shaped(Issued, told["notice"]),
        items=_items(told["items"], told["resolutions"]),
        turns=[_spoken(one) for one in told["turns"]],
    )


def _composed(*, pk: int) -> QuerySet[Dialogue, Any]:
    """One column: all that the stages tell of the dialogue."""
    dialogue = OuterRef("pk")
    dossier = JSONObject(
        dialogue="told",
        announcements=ArraySubquery(public_announcements(dialogue)),
        tally=Subquery(public_tally(dialogue)),
        notice=Subquery(public_notice(dialogue)),
        items=ArraySubquery(public_agenda(dialogue)),
        resolutions=ArraySubquery(resolutions_at(dialogue)),
        turns=ArraySubquery(public_turns(dialogue)),
    )
    return public_dialogue(pk).values_list(dossier)


_DOSSIER: Final = Planned(_composed)
_NOT_CONCLUDED: Final = ("", "", "", None, "")


def _items(agenda: list[list[Any]], resolutions: list[list[Any]]) -> list[Item]:
    """Each matter with what was concluded on it; nothing while the conclusion is a draft."""
    concluded = {
        matter: (outcome, text, lead, due_on and date.fromisoformat(due_on), receiver)
        for matter, outcome, text, lead, due_on, receiver in resolutions
    }
    return [Item._make([*row, *concluded.get(matter, _NOT_CONCLUDED)]) for matter, *row in agenda]


def _spoken(turn: list[Any]) -> Spoken:
    position, place, answer, answered_by, raised = turn
    return Spoken(position, place, answer, answered_by, [Raised(*one) for one in raised])
