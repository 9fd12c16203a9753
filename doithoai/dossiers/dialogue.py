"""One dialogue as the public may know it: notice, agenda, turns, conclusion; read in one query."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.http import Http404

from doithoai.conclusions.models import Outcome
from doithoai.dialogues.lifecycle import AHEAD
from doithoai.dialogues.models import Announcement, Dialogue
from doithoai.dossiers.matter import listed, timed
from doithoai.kit.numbers import HIGHEST_ID
from doithoai.kit.planned import planned_rows

STATEMENT: Final = """
SELECT json_build_object(
  'dialogue', json_build_object(
    'pk', d.id, 'state', d.state, 'title', d.title, 'form', d.form, 'mode', d.mode,
    'starts_at', d.starts_at, 'has_time_of_day', d.has_time_of_day, 'place', d.place,
    'how_to_attend', d.how_to_attend, 'noticed_at', d.noticed_at, 'closed_at', d.closed_at,
    'attendees', d.attendees, 'is_imported', d.register_key IS NOT NULL,
    'is_sample', d.is_sample, 'unit', unit.name, 'unit_key', unit.key, 'chair', chair.title,
    'villages', (
      SELECT json_agg(v.name ORDER BY v.sort_name)
      FROM dialogues_dialogue_villages i JOIN places_village v ON v.id = i.village_id
      WHERE i.dialogue_id = d.id)),
  'announcements', (
    SELECT json_agg(json_build_object('means', a.means, 'on', a.on) ORDER BY a.on, a.id)
    FROM dialogues_announcement a WHERE a.dialogue_id = d.id),
  'tally', (
    SELECT json_build_object(
      'opinions', t.opinions, 'matters', t.matters,
      'answered_on_the_spot', t.answered_on_the_spot, 'assigned', t.assigned,
      'passed_on', t.passed_on, 'conclusion_number', t.conclusion_number)
    FROM dialogues_dialoguetally t WHERE t.dialogue_id = d.id),
  'notice', CASE WHEN n.id IS NOT NULL THEN json_build_object(
    'number', n.number, 'assessment', n.assessment, 'published_at', n.published_at) END,
  'items', (
    SELECT json_agg(json_build_array(
      i.position, i.is_live, m.code, m.title, coalesce(v.name, ''), coalesce(r.outcome, ''),
      coalesce(r.text, ''), coalesce(r.name, ''), r.due_on, coalesce(r.receiver, ''))
      ORDER BY i.position)
    FROM dialogues_agendaitem i
    JOIN opinions_matter m ON m.id = i.matter_id
    LEFT JOIN places_village v ON v.id = m.village_id
    LEFT JOIN (
      SELECT x.matter_id, x.outcome, x.text, x.due_on, x.receiver, a.name
      FROM conclusions_resolution x LEFT JOIN places_agency a ON a.id = x.lead_id
      WHERE x.notice_id = n.id OFFSET 0
    ) r ON r.matter_id = m.id
    WHERE i.dialogue_id = d.id),
  'turns', (
    SELECT json_agg(json_build_array(
      t.position, coalesce(v.name, ''), t.answer, t.answered_by, m.code, m.title, r.quote)
      ORDER BY t.position, r.id)
    FROM dialogues_turn t
    JOIN opinions_opinion o ON o.id = t.opinion_id
    LEFT JOIN places_village v ON v.id = o.village_id
    LEFT JOIN opinions_raising r ON r.opinion_id = o.id
    LEFT JOIN opinions_matter m ON m.id = r.matter_id
    WHERE t.dialogue_id = d.id)
)
FROM dialogues_dialogue d
JOIN places_unit unit ON unit.id = d.unit_id
JOIN places_post chair ON chair.id = d.chair_id
LEFT JOIN conclusions_conclusionnotice n ON n.dialogue_id = d.id AND n.state = 'published'
WHERE d.id = %(pk)s AND d.state <> 'planned'
  AND (d.state <> 'cancelled' OR d.noticed_at IS NOT NULL)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """The dialogue itself; ``chair`` is the title of the post that holds it."""

    pk: int
    state: str
    title: str
    form: str
    mode: str
    starts_at: datetime
    has_time_of_day: bool
    place: str
    how_to_attend: str
    noticed_at: datetime | None
    closed_at: datetime | None
    attendees: int | None
    is_imported: bool
    is_sample: bool
    unit: str
    unit_key: str
    chair: str
    villages: list[str] | None

    @property
    def is_ahead(self) -> bool:
        return self.state in AHEAD

    @property
    def form_and_mode(self) -> str:
        return f"{Dialogue.Form(self.form).label}, {Dialogue.Mode(self.mode).label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The published conclusion notice."""

    number: str
    assessment: str
    published_at: datetime


class Item(NamedTuple):
    """A matter of the agenda; ``outcome`` and what follows come from the published conclusion.

    The statement gives its columns in this order.
    """

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
    found = planned_rows(STATEMENT, {"pk": pk}) if pk <= HIGHEST_ID else []
    if not found:
        raise Http404
    known = found[0][0]
    conference = timed(known["dialogue"], "starts_at", "noticed_at", "closed_at")
    notice = known["notice"] and Issued(**timed(known["notice"], "published_at"))
    return Meeting(
        dialogue=Conference(**conference),
        announcements=[
            (str(Announcement.Means(one["means"]).label), date.fromisoformat(one["on"]))
            for one in listed(known, "announcements")
        ],
        tally=known["tally"],
        notice=notice,
        items=[_item(*one) for one in listed(known, "items")],
        turns=_turns(listed(known, "turns")),
    )


def _item(*columns: Any) -> Item:
    due_on = columns[Item._fields.index("due_on")]
    return Item(*columns)._replace(due_on=due_on and date.fromisoformat(due_on))


def _turns(rows: list[list[Any]]) -> list[Spoken]:
    """From a row a matter to a turn with its matters; a turn may have none yet."""
    turns: list[Spoken] = []
    for position, place, answer, answered_by, code, title, quote in rows:
        if not turns or turns[-1].position != position:
            turns.append(Spoken(position, place, answer, answered_by, []))
        if code:
            turns[-1].raised.append(Raised(code, title, quote))
    return turns
