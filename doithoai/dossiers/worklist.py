"""What waits for an official, with the day by which it is due and the rule that says so.

Each list is at most one query over the things and none for each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from doithoai.commitments.lifecycle import CommitmentState
from doithoai.commitments.models import Commitment
from doithoai.commitments.queries import commitments_for
from doithoai.conclusions.queries import owed_conclusions
from doithoai.deadlines.queries import Reckoner
from doithoai.deadlines.rules import Due, RuleCode
from doithoai.dialogues.lifecycle import ARRANGED, DialogueState
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import dialogues_for
from doithoai.dossiers.links import Link
from doithoai.kit.time import VIET_NAM, date_time, long_date, today
from doithoai.opinions.lifecycle import DataRequestState, OpinionState
from doithoai.opinions.queries import opinions_for
from doithoai.opinions.queries.channels import mail_unit_ids
from doithoai.opinions.queries.data_rights import (
    data_requests_for,
    hand_overs_for,
    untold_referrals_for,
)
from doithoai.opinions.queries.mailbox import is_silent, mailbox_reading, waiting_letters_for
from doithoai.opinions.queries.proposals import proposals_to_approve
from doithoai.opinions.queries.telling import perhaps_untold_for
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission

CODES = (RuleCode.ACCEPTANCE_NOTICE, RuleCode.NOTICE_BEFORE_DIALOGUE, RuleCode.CONCLUSION_NOTICE)
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


@dataclass(frozen=True, slots=True)
class Worklist:
    """Tasks, the earliest due first; ``has_more``: there are more of some kind than these."""

    tasks: list[Task]
    has_more: bool


def worklist_of(official: Official) -> Worklist:
    """What waits for this official's roles, of each kind at most ``MOST_OF_A_KIND``."""
    reckoner = Reckoner(CODES)
    kinds = [
        list(tasks)
        for tasks in (
            _opinions(official, reckoner),
            _mailbox(official, reckoner),
            _referrals(official),
            _hand_overs(official),
            _data_requests(official),
            _proposals(official, reckoner),
            _untold(official),
            _dialogues(official, reckoner),
            _conclusions(official, reckoner),
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


def _opinions(official: Official, reckoner: Reckoner) -> Iterator[Task]:
    """Opinions that wait for an answer, those due on one day together."""
    if not official.holds(Permission.TRIAGE_OPINION):
        return
    waiting = opinions_for(official).filter(
        state=OpinionState.RECEIVED, unit_id__in=official.unit_ids(Permission.TRIAGE_OPINION)
    )
    day = TruncDate("received_at", tzinfo=VIET_NAM)
    by_day = waiting.order_by().annotate(day=day).values_list("day", "unit_id").order_by("day")
    counted = by_day.annotate(n=Count("id"), samples=Count("id", filter=Q(is_sample=True)))
    due_on: dict[date, tuple[Due, date, int, int]] = {}
    for received_on, unit, count, samples in counted:
        if due := reckoner.due(RuleCode.ACCEPTANCE_NOTICE, received_on, unit=unit):
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


def _mailbox(official: Official, reckoner: Reckoner) -> Iterator[Task]:
    """Letters that nobody has seen to, those due on one day together; and a mailbox gone silent."""
    if not settings.ENVIRONMENT.imap or not mail_unit_ids(official):
        return
    due_on: dict[date, tuple[Due, int]] = {}
    for unit, arrived_at in waiting_letters_for(official).values_list("unit_id", "arrived_at"):
        if due := reckoner.due(RuleCode.ACCEPTANCE_NOTICE, localdate(arrived_at), unit=unit):
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


def _referrals(official: Official) -> Iterator[Task]:
    for slip in untold_referrals_for(official)[:FETCHED]:
        yield Task(
            slip.due_on,
            _("Tell the author where the opinion went"),
            f"{slip.number}/{slip.year} · {slip.get_procedure_display()}",
            _("Office"),
            slip.due_basis,
            Link("slip", slip.opinion_id),
            slip.opinion.is_sample,
        )


def _hand_overs(official: Official) -> Iterator[Task]:
    for denounced in hand_overs_for(official).filter(handed_on=None)[:FETCHED]:
        yield Task(
            denounced.due_on,
            _("Hand over a denunciation"),
            str(denounced.unit),
            _("Office"),
            denounced.due_basis,
            Link("hand_over", denounced.opinion_id),
            denounced.opinion.is_sample,
        )


def _data_requests(official: Official) -> Iterator[Task]:
    asked = data_requests_for(official).filter(state=DataRequestState.ASKED)
    for one in asked[:FETCHED]:
        yield Task(
            one.due_on,
            _("Answer a request about personal data"),
            str(one.unit),
            _("Office"),
            one.due_basis,
            Link("data_requests"),
            one.opinion.is_sample,
        )


def _proposals(official: Official, reckoner: Reckoner) -> Iterator[Task]:
    """What clerks proposed; the author must be told by the day that counts for the opinion."""
    if not official.holds(Permission.APPROVE_DECISION):
        return
    for one in proposals_to_approve(official)[:FETCHED]:
        opinion = one.opinion
        due = reckoner.due(RuleCode.ACCEPTANCE_NOTICE, opinion.received_at, unit=opinion.unit_id)
        yield Task(
            due.on if due else today(),
            _("Approve a proposal, or send it back"),
            f"{one.get_decision_display()} · {one.proposed_by}",
            _("Chief of the office"),
            due.legal_basis if due else "",
            Link("opinion", opinion.pk),
            opinion.is_sample,
        )


def _untold(official: Official) -> Iterator[Task]:
    """Authors who wanted to be told of news and perhaps were not; due when the letter was begun."""
    for one in perhaps_untold_for(official)[:FETCHED]:
        yield Task(
            one.untold_since.astimezone(VIET_NAM).date(),
            _("Perhaps not told: call the author or send the news once more"),
            f"{one.unit} · {one.get_tell_by_display()}",
            _("Office"),
            "",
            Link("opinion", one.pk),
            one.is_sample,
        )


def _dialogues(official: Official, reckoner: Reckoner) -> Iterator[Task]:
    """Plans to announce, announced dialogues to hold, open ones to close."""
    if not official.holds(Permission.RUN_DIALOGUE) and not official.holds(
        Permission.NOTIFY_DIALOGUE
    ):
        return
    rows = dialogues_for(official).filter(state__in=ARRANGED).order_by("starts_at")
    for dialogue in rows[:FETCHED]:
        yield _dialogue_task(dialogue, reckoner)


def _dialogue_task(dialogue: Dialogue, reckoner: Reckoner) -> Task:
    if dialogue.is_impossible:
        return Task(
            today(),
            _("Put the day of the dialogue right"),
            dialogue.title,
            dialogue.chair.title,
            "",
            Link("dialogue", dialogue.pk),
            dialogue.is_sample,
        )
    starts_on = dialogue.starts_at.astimezone(VIET_NAM).date()
    due_on, basis = starts_on, ""
    title = _("Hold the dialogue")
    if dialogue.state == DialogueState.OPEN:
        title = _("Close the dialogue when it ends")
    if dialogue.state == DialogueState.PLANNED:
        title = _("Publish the notice of the dialogue")
        if due := reckoner.due(RuleCode.NOTICE_BEFORE_DIALOGUE, starts_on, unit=dialogue.unit_id):
            due_on, basis = due.on, due.legal_basis
    return Task(
        due_on,
        title,
        f"{dialogue.title} · {long_date(starts_on)}",
        dialogue.chair.title,
        basis,
        Link("dialogue", dialogue.pk),
        dialogue.is_sample,
    )


def _conclusions(official: Official, reckoner: Reckoner) -> Iterator[Task]:
    """Dialogues that were held here and whose conclusion is not published."""
    if not official.holds(Permission.DRAFT_CONCLUSION):
        return
    is_head = official.holds(Permission.PUBLISH_CONCLUSION)
    title = _("Publish the conclusion") if is_head else _("Draft the conclusion")
    for dialogue in owed_conclusions(official)[:FETCHED]:
        held_at = dialogue.closed_at or dialogue.starts_at
        due = reckoner.due(RuleCode.CONCLUSION_NOTICE, held_at, unit=dialogue.unit_id)
        if due is None:
            continue
        yield Task(
            due.on,
            title,
            f"{dialogue.title} · {resolved_words(dialogue)}",
            dialogue.chair.title,
            due.legal_basis,
            conclusion_link(dialogue),
            dialogue.is_sample,
        )


def resolved_words(dialogue: Dialogue) -> str:
    """“18/27 matters are resolved”"""
    done, of = dialogue.resolved or 0, dialogue.matters or 0  # type: ignore[attr-defined]
    return _("%(done)d/%(of)d matters have a resolution") % {"done": done, "of": of}


def conclusion_link(dialogue: Dialogue) -> Link:
    """To its draft, or to the dialogue where it is begun."""
    notice = dialogue.notice_id  # type: ignore[attr-defined]
    return Link("conclusion", notice) if notice else Link("dialogue", dialogue.pk)


def _commitments(official: Official) -> Iterator[Task]:
    """Promised work that is overdue or due within 30 days."""
    if not official.holds(Permission.VIEW_DESK):
        return
    undone = Q(done_on__isnull=True, due_on__lte=today() + AHEAD)
    for commitment in commitments_for(official).filter(undone)[:FETCHED]:
        yield _commitment_task(commitment)


def _commitment_task(commitment: Commitment) -> Task:
    return Task(
        commitment.due_on,
        commitment.matter.title,
        f"{commitment.matter.code} · {CommitmentState(commitment.state).label}",
        commitment.lead.name,
        commitment.due_basis,
        Link("commitment", commitment.pk),
        commitment.is_sample,
    )
