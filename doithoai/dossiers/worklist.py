"""What waits for an official, with the day by which it is due and the rule that says so.

Each list is at most one statement over the things, compiled once a process (decision 11), and none
for each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.commitments.lifecycle import CommitmentState
from doithoai.commitments.queries import commitments_for
from doithoai.conclusions.queries import owed_conclusions
from doithoai.deadlines.queries import Reckoner
from doithoai.deadlines.rules import RuleCode
from doithoai.dialogues.lifecycle import ARRANGED, DialogueState
from doithoai.dialogues.queries import dialogues_for
from doithoai.dialogues.rules import is_possible
from doithoai.dossiers.links import Link
from doithoai.dossiers.opinion_tasks import opinion_tasks
from doithoai.dossiers.path import reckoner
from doithoai.dossiers.tasks import FETCHED, MOST_OF_A_KIND, Task
from doithoai.kit.time import VIET_NAM, long_date, today
from doithoai.people.actors import Official
from doithoai.people.planned import PlannedFor
from doithoai.record.permissions import Permission

AHEAD = timedelta(days=30)


class Arranged(NamedTuple):
    """A dialogue that is not over; its names are the columns that are read."""

    pk: int
    state: str
    title: str
    starts_at: datetime
    unit_id: int
    is_sample: bool
    chair__title: str


class Owed(NamedTuple):
    """A dialogue without a published conclusion; its names are the columns that are read."""

    pk: int
    title: str
    starts_at: datetime
    closed_at: datetime | None
    unit_id: int
    is_sample: bool
    chair__title: str
    notice_id: int | None
    matters: int | None
    resolved: int | None


@dataclass(frozen=True, slots=True)
class Worklist:
    """Tasks, the earliest due first; ``has_more``: there are more of some kind than these."""

    tasks: list[Task]
    has_more: bool


def worklist_of(official: Official) -> Worklist:
    """What waits for this official's roles, of each kind at most ``MOST_OF_A_KIND``."""
    rules = reckoner()
    kinds = [
        list(tasks)
        for tasks in (
            *opinion_tasks(official, rules),
            _dialogues(official, rules),
            _conclusions(official, rules),
            _commitments(official),
        )
    ]
    found = [task for tasks in kinds for task in tasks[:MOST_OF_A_KIND]]
    has_more = any(len(tasks) > MOST_OF_A_KIND for tasks in kinds)
    return Worklist(sorted(found, key=lambda task: task.due_on), has_more)


def grouped(tasks: list[Task], at: date | None = None) -> list[tuple[str | Promise, list[Task]]]:
    """Overdue, today, this week, later; empty groups are left out."""
    at = at or today()
    sunday = at + timedelta(days=6 - at.weekday())
    groups = (
        (gettext_lazy("Overdue"), [one for one in tasks if one.due_on < at]),
        (gettext_lazy("Today"), [one for one in tasks if one.due_on == at]),
        (gettext_lazy("This week"), [one for one in tasks if at < one.due_on <= sunday]),
        (gettext_lazy("Later"), [one for one in tasks if one.due_on > sunday]),
    )
    return [(heading, found) for heading, found in groups if found]


_DIALOGUES: Final = PlannedFor(
    lambda official: (
        dialogues_for(official)
        .filter(state__in=ARRANGED)
        .order_by("starts_at")
        .values_list(*Arranged._fields)[:FETCHED]
    )
)


def _dialogues(official: Official, rules: Reckoner) -> Iterator[Task]:
    """Plans to announce, announced dialogues to hold, open ones to close."""
    if official.holds(Permission.RUN_DIALOGUE) or official.holds(Permission.NOTIFY_DIALOGUE):
        for row in _DIALOGUES.rows(official):
            yield _dialogue_task(Arranged(*row), rules)


def _dialogue_task(dialogue: Arranged, rules: Reckoner) -> Task:
    link = Link("dialogue", dialogue.pk)
    if not is_possible(dialogue.starts_at):
        title, who = _("Put the day of the dialogue right"), dialogue.chair__title
        return Task(today(), title, dialogue.title, who, "", link, dialogue.is_sample)
    starts_on = dialogue.starts_at.astimezone(VIET_NAM).date()
    due_on, basis = starts_on, ""
    title = _("Hold the dialogue")
    if dialogue.state == DialogueState.OPEN:
        title = _("Close the dialogue when it ends")
    if dialogue.state == DialogueState.PLANNED:
        title = _("Publish the notice of the dialogue")
        if due := rules.due(RuleCode.NOTICE_BEFORE_DIALOGUE, starts_on, unit=dialogue.unit_id):
            due_on, basis = due.on, due.legal_basis
    detail = f"{dialogue.title} · {long_date(starts_on)}"
    return Task(due_on, title, detail, dialogue.chair__title, basis, link, dialogue.is_sample)


_CONCLUSIONS: Final = PlannedFor(
    lambda official: owed_conclusions(official).values_list(*Owed._fields)[:FETCHED]
)


def _conclusions(official: Official, rules: Reckoner) -> Iterator[Task]:
    """Dialogues that were held here and whose conclusion is not published."""
    if not official.holds(Permission.DRAFT_CONCLUSION):
        return
    is_head = official.holds(Permission.PUBLISH_CONCLUSION)
    title = _("Publish the conclusion") if is_head else _("Draft the conclusion")
    for dialogue in (Owed(*row) for row in _CONCLUSIONS.rows(official)):
        held_at = dialogue.closed_at or dialogue.starts_at
        due = rules.due(RuleCode.CONCLUSION_NOTICE, held_at, unit=dialogue.unit_id)
        if due is None:
            continue
        notice = dialogue.notice_id
        yield Task(
            due.on,
            title,
            f"{dialogue.title} · {_resolved(dialogue.resolved or 0, dialogue.matters or 0)}",
            dialogue.chair__title,
            due.legal_basis,
            Link("conclusion", notice) if notice else Link("dialogue", dialogue.pk),
            dialogue.is_sample,
        )


def _resolved(done: int, of: int) -> str:
    """“18/27 matters are resolved”"""
    return _("%(done)d/%(of)d matters have a resolution") % {"done": done, "of": of}


_COMMITMENTS: Final = PlannedFor(
    lambda official, until: commitments_for(official)
    .filter(done_on__isnull=True, due_on__lte=until)
    .values_list(
        "pk", "due_on", "due_basis", "state", "is_sample",
        "matter__title", "matter__code", "lead__name",
    )[:FETCHED]
)  # fmt: skip


def _commitments(official: Official) -> Iterator[Task]:
    """Promised work that is overdue or due within 30 days."""
    rows = _COMMITMENTS.rows(official, until=today() + AHEAD)
    for pk, due_on, basis, state, is_sample, title, code, lead in rows:
        detail = f"{code} · {CommitmentState(state).label}"
        yield Task(due_on, title, detail, lead, basis, Link("commitment", pk), is_sample)
