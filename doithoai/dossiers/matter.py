"""Everything that the public may know of a matter, as plain values.

One statement reads it all: the page of a matter is the one that people share, and building seven
queries for it cost ten times what the database needs to answer. Each stage says what of it is
public.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from operator import itemgetter
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.http import Http404

from doithoai.commitments import rules
from doithoai.commitments.lifecycle import CommitmentState
from doithoai.commitments.queries.public import public_works
from doithoai.conclusions.models import Outcome
from doithoai.conclusions.queries.public import resolutions_on
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.queries.public import dialogues_on, voices_on
from doithoai.kit.codes import normalised
from doithoai.kit.planned import Planned
from doithoai.kit.shapes import shaped
from doithoai.kit.time import today
from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Channel, Matter
from doithoai.opinions.queries.public import public_beginning, public_matter
from doithoai.oversight.queries.public import public_settled_count
from doithoai.record.queries.public import public_entries

MOST_VOICES: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The matter itself."""

    pk: int
    code: str
    title: str
    summary: str
    field: Field
    state: MatterState
    opened_at: datetime
    is_sample: bool
    unit_id: int
    unit: str
    unit_key: str
    village: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A dialogue to which the matter was put; ``chair`` is the title of the post."""

    pk: int
    title: str
    state: DialogueState
    starts_at: datetime
    closed_at: datetime | None
    chair: str
    unit_id: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """What a published conclusion says; ``dialogue`` is the key of its dialogue."""

    outcome: Outcome
    text: str
    receiver: str
    lead: str
    number: str
    published_at: datetime
    dialogue: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Progress; ``pieces`` of evidence have ``pk``, ``is_photo`` and ``document``."""

    at: datetime
    agency: str
    text: str
    percent: int | None
    is_final: bool
    pieces: list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A commitment; ``lead`` and ``supporters`` are names of agencies."""

    pk: int
    state: CommitmentState
    assigned_at: datetime
    first_due_on: date
    due_on: date
    due_basis: str
    done_on: date | None
    lead: str
    text: str
    supporters: list[str]
    reports: list[Report]

    @property
    def days_late(self) -> int:
        """Days past the due date when it was done, or until today; 0 when in time."""
        return max(0, ((self.done_on or today()) - self.due_on).days)

    @property
    def is_overdue(self) -> bool:
        return rules.is_overdue(self.due_on, self.done_on, at=today())


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step of the record with the matter or one of its commitments."""

    life: str
    thing: int
    move: str
    at: datetime
    note: str
    facts: dict[str, Any]
    actor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Words of an opinion that may be read, and the answer given at the dialogue."""

    at: datetime
    channel: Channel
    place: str
    quote: str
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A matter with all that came of it; every list is in the order of time."""

    matter: Subject
    opinion_count: int
    first_at: datetime
    first_channel: str
    settled_count: int
    dialogues: list[Held]
    conclusions: list[Concluded]
    works: list[Work]
    steps: list[Taken]
    voices: list[Voice]

    @property
    def work(self) -> Work | None:
        """The commitment that stands now: the one made last."""
        return self.works[-1] if self.works else None

    @property
    def corrections(self) -> list[Taken]:
        """When the office put its words right; ``facts["was"]``: what stood there, by field."""
        return [one for one in self.steps if (one.life, one.move) == ("matter", "correct")]

    @property
    def answers(self) -> list[Concluded]:
        """What was concluded without giving out work, the latest first."""
        assigned = Outcome.ASSIGNED
        return [one for one in reversed(self.conclusions) if one.outcome != assigned]

    def last(self, *moves: str) -> Taken | None:
        """The latest step of the matter's own life that is one of these moves."""
        mine = (one for one in reversed(self.steps) if one.life == "matter")
        return next((one for one in mine if one.move in moves), None)

    def since_reopened(self, moment: datetime | None) -> bool:
        """Whether the moment belongs to the present round, not to one that people disputed."""
        reopened = self.last("reopen")
        return moment is not None and (reopened is None or moment > reopened.at)


def facts_of(code: str) -> Facts:
    """Raises Http404 when no matter has this code, in whatever manner it was typed."""
    bare = normalised(code)
    found = _DOSSIER.rows(code=f"{bare[:2]}-{bare[2:]}")
    if not found:
        raise Http404
    return _facts(json.loads(found[0][0]))


def _composed(*, code: str) -> QuerySet[Matter, Any]:
    """One column: all that the stages tell of the matter, under the names of ``Facts``."""
    matter = OuterRef("pk")
    dossier = JSONObject(
        matter="told",
        raised=Subquery(public_beginning(matter)),
        settled_count=Coalesce(Subquery(public_settled_count(matter)), 0),
        dialogues=ArraySubquery(dialogues_on(matter)),
        conclusions=ArraySubquery(resolutions_on(matter)),
        works=ArraySubquery(public_works(matter)),
        steps=ArraySubquery(public_entries(Matter, matter)),
        voices=ArraySubquery(voices_on(matter)[:MOST_VOICES]),
    )
    return public_matter(code).values_list(dossier)


_DOSSIER: Final = Planned(_composed)


def _facts(told: dict[str, Any]) -> Facts:
    """``told`` with what belongs to several stages put together."""
    begun = told.pop("raised") or {"count": 0, "at": None, "channel": ""}
    told["opinion_count"] = begun["count"]
    told["first_at"] = begun["at"] or told["matter"]["opened_at"]
    told["first_channel"] = begun["channel"]
    told["steps"] = _in_time([told["steps"], *(work.pop("steps") for work in told["works"])])
    for voice in told["voices"]:
        answered = voice.pop("answered") or {"answer": "", "answered_by": "", "at": None}
        voice["answered_at"] = answered.pop("at")
        voice.update(answered)
    return shaped(Facts, told)


def _in_time(histories: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The steps of several things in the order in which they were written down."""
    steps = sorted(chain.from_iterable(histories), key=itemgetter("pk"))
    for step in steps:
        del step["pk"]
    return steps
