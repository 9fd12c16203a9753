"""What of opinions waits for an official: to decide, to enter, to hand over, to tell their authors.

Each list is at most one statement, compiled once a process (decision 11).
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doithoai.channels.queries import UNDER_WAY
from doithoai.deadlines.queries import Reckoner
from doithoai.deadlines.rules import Due, RuleCode
from doithoai.dossiers.links import Link
from doithoai.dossiers.tasks import FETCHED, Task
from doithoai.kit.time import VIET_NAM, date_time, long_date, now, today
from doithoai.opinions.lifecycle import DataRequestState, OpinionState
from doithoai.opinions.models import Channel, Opinion, Proposal, TellBy, Telling
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


class News(NamedTuple):
    """What an author has to be told; its names are the columns that are read."""

    due_on: date
    about: str
    due_basis: str
    passed_at: datetime | None
    opinion: int
    opinion__village__name: str | None
    opinion__unit__name: str
    opinion__is_sample: bool


def opinion_tasks(official: Official, rules: Reckoner) -> Iterator[Iterator[Task]]:
    """Those of each kind, at most ``FETCHED``, the earliest due first."""
    yield _opinions(official, rules)
    yield _mailbox(official, rules)
    yield _referrals(official)
    yield _hand_overs(official)
    yield _data_requests(official)
    yield _proposals(official, rules)
    yield _untold(official)
    yield _tellings(official)
    yield _village_tellings(official)


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


_TELLINGS: Final = PlannedFor(
    lambda official: tellings_for(official).values_list(*News._fields, "opinion__channel")[:FETCHED]
)


def _tellings(official: Official) -> Iterator[Task]:
    """Authors whom no message reaches, and who have to be told what the office did."""
    for *row, channel in _TELLINGS.rows(official):
        news = News(*row)
        where = (
            f"{Channel(channel).label} · {news.opinion__village__name or news.opinion__unit__name}"
        )
        who = _("Village head") if news.passed_at else _("Office")
        yield _telling_task(news, where, who, Link("opinion", news.opinion))


def _village_tellings(official: Official) -> Iterator[Task]:
    """What a village head has to tell people of the village."""
    if any(held.village_id for held in official.appointments):
        for row in tellings_of_villages(official).values_list(*News._fields)[:FETCHED]:
            news = News(*row)
            where = news.opinion__village__name or ""
            yield _telling_task(news, where, _("Village head"), Link("village"))


def _telling_task(news: News, where: str, who: str, link: Link) -> Task:
    title = _("Tell the author: %(news)s") % {"news": Telling.About(news.about).label}
    return Task(news.due_on, title, where, who, news.due_basis, link, news.opinion__is_sample)
