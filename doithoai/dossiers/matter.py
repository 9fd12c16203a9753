"""Everything that the public may know of a matter, as plain values.

One statement reads it all: the page of a matter is the one that people share, and building seven
queries for it cost ten times what the database needs to answer.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.http import Http404

from doithoai.commitments import rules
from doithoai.conclusions.models import Outcome
from doithoai.kit.planned import planned_rows
from doithoai.kit.time import today
from doithoai.opinions.codes import normalised

MOST_VOICES: Final = 30

STATEMENT: Final = """
SELECT json_build_object(
  'matter', json_build_object(
    'pk', matter.id, 'code', matter.code, 'title', matter.title, 'summary', matter.summary,
    'field', matter.field, 'state', matter.state, 'opened_at', matter.opened_at,
    'is_sample', matter.is_sample, 'unit', unit.name, 'unit_key', unit.key,
    'village', coalesce(village.name, '')),
  'raised', (
    SELECT json_build_object(
      'count', count(*), 'first_at', min(o.received_at),
      'channel', (array_agg(o.channel ORDER BY o.received_at, o.id))[1])
    FROM opinions_raising r JOIN opinions_opinion o ON o.id = r.opinion_id
    WHERE r.matter_id = matter.id),
  'settled', (
    SELECT count(DISTINCT opinion_id) FROM oversight_confirmation
    WHERE matter_id = matter.id AND verdict = 'settled'),
  'dialogues', (
    SELECT json_agg(json_build_object(
      'pk', d.id, 'title', d.title, 'state', d.state, 'starts_at', d.starts_at,
      'closed_at', d.closed_at, 'chair', p.title, 'unit', u.name) ORDER BY d.starts_at, d.id)
    FROM dialogues_agendaitem i
    JOIN dialogues_dialogue d ON d.id = i.dialogue_id
    JOIN places_post p ON p.id = d.chair_id
    JOIN places_unit u ON u.id = d.unit_id
    WHERE i.matter_id = matter.id AND d.state <> 'cancelled'),
  'conclusions', (
    SELECT json_agg(json_build_object(
      'outcome', r.outcome, 'text', r.text, 'receiver', r.receiver,
      'lead', coalesce(a.name, ''), 'number', n.number, 'published_at', n.published_at,
      'dialogue', n.dialogue_id) ORDER BY n.published_at, r.id)
    FROM conclusions_resolution r
    JOIN conclusions_conclusionnotice n ON n.id = r.notice_id
    LEFT JOIN places_agency a ON a.id = r.lead_id
    WHERE r.matter_id = matter.id AND n.state = 'published'),
  'works', (
    SELECT json_agg(json_build_object(
      'pk', c.id, 'state', c.state, 'assigned_at', c.assigned_at,
      'first_due_on', c.first_due_on, 'due_on', c.due_on, 'due_basis', c.due_basis,
      'done_on', c.done_on, 'lead', a.name, 'text', r.text,
      'supporters', (
        SELECT json_agg(sa.name ORDER BY sa.name)
        FROM commitments_commitment_supporting s JOIN places_agency sa ON sa.id = s.agency_id
        WHERE s.commitment_id = c.id),
      'reports', (
        SELECT json_agg(json_build_object(
          'at', g.at, 'agency', ga.name, 'text', g.text, 'percent', g.percent,
          'is_final', g.is_final, 'pieces', (
            SELECT json_agg(json_build_object(
              'pk', e.id, 'is_photo', e.photo <> '', 'document', e.document) ORDER BY e.id)
            FROM commitments_evidence e WHERE e.progress_id = g.id)) ORDER BY g.at, g.id)
        FROM commitments_progress g JOIN places_agency ga ON ga.id = g.agency_id
        WHERE g.commitment_id = c.id)) ORDER BY c.assigned_at, c.id)
    FROM commitments_commitment c
    JOIN places_agency a ON a.id = c.lead_id
    JOIN conclusions_resolution r ON r.id = c.resolution_id
    WHERE c.matter_id = matter.id),
  'steps', (
    SELECT json_agg(json_build_object(
      'life', e.life, 'thing', e.thing, 'move', e.move, 'at', e.at, 'note', e.note,
      'facts', e.facts, 'actor', e.actor) ORDER BY e.id)
    FROM record_entry e
    WHERE e.is_public AND (e.life = 'matter' AND e.thing = matter.id
      OR e.life = 'commitment'
      AND e.thing IN (SELECT id FROM commitments_commitment WHERE matter_id = matter.id))),
  'voices', (
    SELECT json_agg(json_build_object(
      'at', w.received_at, 'channel', w.channel, 'place', w.place, 'quote', w.quote,
      'answer', w.answer, 'answered_by', w.answered_by, 'answered_at', w.starts_at))
    FROM (
      SELECT o.received_at, o.channel, coalesce(v.name, '') AS place, r.quote,
             coalesce(t.answer, '') AS answer, coalesce(t.answered_by, '') AS answered_by,
             d.starts_at
      FROM opinions_raising r
      JOIN opinions_opinion o ON o.id = r.opinion_id
      LEFT JOIN places_village v ON v.id = o.village_id
      LEFT JOIN dialogues_turn t ON t.opinion_id = o.id AND t.answer <> ''
      LEFT JOIN dialogues_dialogue d ON d.id = t.dialogue_id
      WHERE r.matter_id = matter.id AND (r.quote <> '' OR t.id IS NOT NULL)
      ORDER BY o.received_at, o.id LIMIT %(voices)s) w)
)
FROM opinions_matter matter
JOIN places_unit unit ON unit.id = matter.unit_id
LEFT JOIN places_village village ON village.id = matter.village_id
WHERE matter.code = %(code)s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The matter itself."""

    pk: int
    code: str
    title: str
    summary: str
    field: str
    state: str
    opened_at: datetime
    is_sample: bool
    unit: str
    unit_key: str
    village: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A dialogue to which the matter was put; ``chair`` is the title of the post."""

    pk: int
    title: str
    state: str
    starts_at: datetime
    closed_at: datetime | None
    chair: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """What a published conclusion says; ``dialogue`` is the key of its dialogue."""

    outcome: str
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
    state: str
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
    channel: str
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
    values = {"code": f"{bare[:2]}-{bare[2:]}", "voices": MOST_VOICES}
    found = planned_rows(STATEMENT, values)
    if not found:
        raise Http404
    return _facts(found[0][0])


def _facts(known: dict[str, Any]) -> Facts:
    matter, raised = timed(known["matter"], "opened_at"), known["raised"]
    return Facts(
        matter=Subject(**matter),
        opinion_count=raised["count"],
        first_at=_moment(raised["first_at"]) or matter["opened_at"],
        first_channel=raised["channel"] or "",
        settled_count=known["settled"],
        dialogues=[
            Held(**timed(one, "starts_at", "closed_at")) for one in listed(known, "dialogues")
        ],
        conclusions=[
            Concluded(**timed(one, "published_at")) for one in listed(known, "conclusions")
        ],
        works=[_work(one) for one in listed(known, "works")],
        steps=[Taken(**timed(one, "at")) for one in listed(known, "steps")],
        voices=[Voice(**timed(one, "at", "answered_at")) for one in listed(known, "voices")],
    )


def _work(row: dict[str, Any]) -> Work:
    for name in ("first_due_on", "due_on", "done_on"):
        row[name] = date.fromisoformat(row[name]) if row[name] else None
    row["reports"] = [
        Report(**timed({**one, "pieces": listed(one, "pieces")}, "at"))
        for one in listed(row, "reports")
    ]
    row["supporters"] = listed(row, "supporters")
    return Work(**timed(row, "assigned_at"))


def listed(row: dict[str, Any], name: str) -> list[Any]:
    """PostgreSQL aggregates nothing to null."""
    return row[name] or []


def timed(row: dict[str, Any], *names: str) -> dict[str, Any]:
    for name in names:
        row[name] = _moment(row[name])
    return row


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
