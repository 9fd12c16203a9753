"""What waits for an official, with the day by which it is due and the rule that says so.

Each list is at most one statement over the things, compiled once a process (decision 11), and none
for each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from doithoai.channels.queries import UNDER_WAY
from doithoai.commitments.lifecycle import CommitmentState
from doithoai.commitments.queries import commitments_for
from doithoai.conclusions.queries import owed_conclusions
from doithoai.deadlines.queries import Reckoner
from doithoai.deadlines.rules import Due, RuleCode
from doithoai.dialogues.lifecycle import ARRANGED, DialogueState
from doithoai.dialogues.queries import dialogues_for
from doithoai.dialogues.rules import is_possible
from doithoai.dossiers.links import Link
from doithoai.dossiers.path import reckoner
from doithoai.kit.time import VIET_NAM, date_time, long_date, now, today
from doithoai.opinions.lifecycle import DataRequestState, OpinionState
from doithoai.opinions.models import Opinion, Proposal, TellBy, Telling
from doithoai.opinions.queries import opinions_for
from doithoai.opinions.queries.channels import mail_unit_ids
from doithoai.opinions.queries.data_rights import (
    data_requests_for,
    hand_overs_for,
    untold_referrals_for,
)
from doithoai.opinions.queries.mailbox import is_silent, mailbox_reading, waiting_letters_for
from doithoai.opinions.queries.proposals import proposals_to_approve
from doithoai.opinions.queries.telling import (
    perhaps_untold_for,
    tellings_for,
    tellings_of_villages,
)
from doithoai.opinions.rules import Procedure
from doithoai.people.actors import Official
from doithoai.people.planned import PlannedFor
from doithoai.record.permissions import Permission

AHEAD = timedelta(days=30)
MOST_OF_A_KIND = 20
FETCHED = MOST_OF_A_KIND + 1
"""The one more tells that there are more."""


@dataclass(frozen=True, slots=True)
class Task:
    """``who`` answers for it; ``basis`` is the rule that says by when."""

    due_on: date
    title: str
    detail: str
    who: str
    basis: str
    link: Link
    is_sample: bool


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
            _opinions(official, rules),
            _mailbox(official, rules),
            _referrals(official),
            _hand_overs(official),
            _data_requests(official),
            _proposals(official, rules),
            _untold(official),
            _tellings(official),
            _village_tellings(official),
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


def _counted_opinions(official: Official) -> QuerySet[Opinion, Any]:
    waiting = opinions_for(official).filter(
        state=OpinionState.RECEIVED, unit_id__in=official.unit_ids(Permission.TRIAGE_OPINION)
    )
    day = TruncDate("received_at", tzinfo=VIET_NAM)
    by_day = waiting.order_by().annotate(day=day).values_list("day", "unit_id").order_by("day")
    return by_day.annotate(n=Count("id"), samples=Count("id", filter=Q(is_sample=True)))


_COUNTED_OPINIONS: Final = PlannedFor(_counted_opinions)


def _opinions(official: Official, rules: Reckoner) -> Iterator[Task]:
    """Opinions that wait for an answer, those due on one day together."""
    due_on: dict[date, tuple[Due, date, int, int]] = {}
    for received_on, unit, count, samples in _COUNTED_OPINIONS.rows(official):
        if due := rules.due(RuleCode.ACCEPTANCE_NOTICE, received_on, unit=unit):
            _due, first, before, shown = due_on.get(due.on, (due, received_on, 0, 0))
            due_on[due.on] = (due, first, before + count, shown + samples)
    yield from (_opinion_task(*found) for found in due_on.values())


def _opinion_task(due: Due, since: date, count: int, samples: int) -> Task:
    words = ngettext("%(count)d opinion", "%(count)d opinions", count) % {"count": count}
    return Task(
        due.on,
        _("Tell the authors: accepted, referred or refused"),
        _("%(opinions)s, received from %(day)s on") % {"opinions": words, "day": long_date(since)},
        _("Office"),
        due.legal_basis,
        Link("opinions"),
        samples > 0,
    )


def _mailbox(official: Official, rules: Reckoner) -> Iterator[Task]:
    """Letters that nobody has seen to, those due on one day together; and a mailbox gone silent."""
    if not settings.ENVIRONMENT.imap or not mail_unit_ids(official):
        return
    due_on: dict[date, tuple[Due, int]] = {}
    for unit, arrived_at in waiting_letters_for(official).values_list("unit_id", "arrived_at"):
        if due := rules.due(RuleCode.ACCEPTANCE_NOTICE, localdate(arrived_at), unit=unit):
            due_on[due.on] = (due, due_on.get(due.on, (due, 0))[1] + 1)
    for due, count in due_on.values():
        words = ngettext("%(count)d letter", "%(count)d letters", count) % {"count": count}
        title = _("Look through the letters of the mailbox")
        yield Task(
            due.on, title, words, _("Office"), due.legal_basis, Link("waiting_letters"), False
        )
    reading = mailbox_reading()
    if reading and is_silent(reading):
        told = _("Last read at %(when)s") % {"when": date_time(reading.read_at)}
        title = _("The mailbox cannot be read")
        yield Task(today(), title, told, _("Office"), "", Link("waiting_letters"), False)


_REFERRALS: Final = PlannedFor(
    lambda official: untold_referrals_for(official).values_list(
        "due_on", "number", "year", "procedure", "due_basis", "opinion", "opinion__is_sample"
    )[:FETCHED]
)


def _referrals(official: Official) -> Iterator[Task]:
    for due_on, number, year, procedure, basis, opinion, is_sample in _REFERRALS.rows(official):
        title = _("Tell the author where the opinion went")
        detail = f"{number}/{year} · {Procedure(procedure).label}"
        yield Task(due_on, title, detail, _("Office"), basis, Link("slip", opinion), is_sample)


_HAND_OVERS: Final = PlannedFor(
    lambda official: (
        hand_overs_for(official)
        .filter(handed_on=None)
        .values_list("due_on", "unit__name", "due_basis", "opinion", "opinion__is_sample")[:FETCHED]
    )
)


def _hand_overs(official: Official) -> Iterator[Task]:
    for due_on, unit, basis, opinion, is_sample in _HAND_OVERS.rows(official):
        title, link = _("Hand over a denunciation"), Link("hand_over", opinion)
        yield Task(due_on, title, unit, _("Office"), basis, link, is_sample)


_DATA_REQUESTS: Final = PlannedFor(
    lambda official: (
        data_requests_for(official)
        .filter(state=DataRequestState.ASKED)
        .values_list("due_on", "unit__name", "due_basis", "opinion__is_sample")[:FETCHED]
    )
)


def _data_requests(official: Official) -> Iterator[Task]:
    for due_on, unit, basis, is_sample in _DATA_REQUESTS.rows(official):
        title = _("Answer a request about personal data")
        yield Task(due_on, title, unit, _("Office"), basis, Link("data_requests"), is_sample)


_PROPOSALS: Final = PlannedFor(
    lambda official: proposals_to_approve(official).values_list(
        "opinion", "opinion__received_at", "opinion__unit_id", "opinion__is_sample",
        "decision", "proposed_by__display_name",
    )[:FETCHED]
)  # fmt: skip


def _proposals(official: Official, rules: Reckoner) -> Iterator[Task]:
    """What clerks proposed; the author must be told by the day that counts for the opinion."""
    for opinion, received_at, unit, is_sample, decision, by in _PROPOSALS.rows(official):
        due = rules.due(RuleCode.ACCEPTANCE_NOTICE, received_at, unit=unit)
        yield Task(
            due.on if due else today(),
            _("Approve a proposal, or send it back"),
            f"{Proposal.Decision(decision).label} · {by}",
            _("Chief of the office"),
            due.legal_basis if due else "",
            Link("opinion", opinion),
            is_sample,
        )


_UNTOLD: Final = PlannedFor(
    lambda official, before: perhaps_untold_for(official, before).values_list(
        "pk", "untold_since", "unit__name", "tell_by", "is_sample"
    )[:FETCHED]
)


def _untold(official: Official) -> Iterator[Task]:
    """Authors who wanted to be told of news and perhaps were not; due when the letter was begun."""
    rows = _UNTOLD.rows(official, before=now() - UNDER_WAY)
    for opinion, since, unit, tell_by, is_sample in rows:
        yield Task(
            since.astimezone(VIET_NAM).date(),
            _("Perhaps not told: call the author or send the news once more"),
            f"{unit} · {TellBy(tell_by).label}",
            _("Office"),
            "",
            Link("opinion", opinion),
            is_sample,
        )


def _tellings(official: Official) -> Iterator[Task]:
    """Authors whom no message reaches, and who have to be told what the office did."""
    for one in tellings_for(official)[:FETCHED]:
        who = _("Village head") if one.passed_at else _("Office")
        opinion = one.opinion
        where = f"{opinion.get_channel_display()} · {opinion.village or opinion.unit}"
        yield _telling_task(one, where, who, Link("opinion", opinion.pk))


def _village_tellings(official: Official) -> Iterator[Task]:
    """What a village head has to tell people of the village."""
    for one in tellings_of_villages(official)[:FETCHED]:
        where = str(one.opinion.village)
        yield _telling_task(one, where, _("Village head"), Link("village"))


def _telling_task(owed: Telling, where: str, who: str, link: Link) -> Task:
    title = _("Tell the author: %(news)s") % {"news": owed.get_about_display()}
    return Task(owed.due_on, title, where, who, owed.due_basis, link, owed.opinion.is_sample)


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
