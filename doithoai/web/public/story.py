"""What was said, answered, promised and done about a matter, as its page tells it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from doithoai.conclusions.models import Outcome, Resolution
from doithoai.kit.due import due_words
from doithoai.kit.time import short_date, today
from doithoai.opinions.models import Channel
from doithoai.people.roles import RoleName
from doithoai.record.models import Entry
from doithoai.web.public.facts import Facts
from doithoai.web.public.parts import promise_badge
from doithoai.web.public.path import local_day


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened with a promise; ``kind`` colours its dot, ``pieces`` are evidence."""

    at: datetime
    kind: str
    title: str
    text: str = ""
    who: str = ""
    pieces: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as its card shows it; ``events`` newest first."""

    made: Any
    badge: str
    events: list[Event]


@dataclass(frozen=True, slots=True)
class Voice:
    """Words of an opinion that may be read, and the answer given at the dialogue."""

    on: date
    place: str
    channel: str
    quote: str
    answer: str
    answered_by: str
    answered_on: date | None


def promises_of(facts: Facts) -> list[Promise]:
    """The commitments, the one that stands now first."""
    at = today()
    return [
        Promise(
            made, promise_badge(made.state, made.due_on, made.done_on, at), _events(made, facts)
        )
        for made in reversed(facts.commitments)
    ]


def _events(made: Any, facts: Facts) -> list[Event]:
    reports = [_report(one) for one in made.reports]
    steps = [
        event
        for entry in facts.entries
        if entry.life == "commitment" and entry.thing == made.pk
        if (event := _step(entry))
    ]
    return sorted([*reports, *steps, *_overdue(made)], key=lambda one: one.at, reverse=True)


def _report(report: dict[str, Any]) -> Event:
    title = _("Reported done") if report["is_final"] else _("Progress")
    if not report["is_final"] and report["percent"] is not None:
        title = _("%(percent)d%% done") % {"percent": report["percent"]}
    return Event(
        at=datetime.fromisoformat(report["at"]),
        kind="kept" if report["is_final"] else "doing",
        title=title,
        text=report["text"],
        who=report["agency"],
        pieces=report["pieces"] or [],
    )


def _step(entry: Entry) -> Event | None:
    match entry.move:
        case "assign":
            return Event(entry.at, "doing", _("Assigned"))
        case "extend":
            to = short_date(date.fromisoformat(entry.facts["to"]))
            title = _("Extended until %(date)s") % {"date": to}
            return Event(entry.at, "soon", title, entry.note, who_did(entry.actor))
        case "confirm":
            return Event(entry.at, "kept", _("People confirmed that it is done"))
        case "reopen":
            return Event(entry.at, "late", _("People said that it is not done"))
        case _:
            return None


def _overdue(made: Any) -> list[Event]:
    """The day after the due date, when the work was not done by then."""
    if not made.is_overdue():
        return []
    words = due_words(made.due_on, at=today(), done_on=made.done_on).words
    at = datetime.combine(made.due_on, datetime.max.time(), made.assigned_at.tzinfo)
    return [Event(at, "late", words)]


def who_did(mark: str) -> str:
    """``government_head@kimthanh`` → the role in words; an unknown mark says nothing."""
    roles = [one.partition("@")[0] for one in mark.split()]
    names = [str(RoleName(role).label) for role in roles if role in RoleName.values]
    return ", ".join(dict.fromkeys(names))


def answers_of(facts: Facts) -> list[Resolution]:
    """What conclusions said without giving out work, the latest first."""
    return [one for one in reversed(facts.resolutions) if one.outcome != Outcome.ASSIGNED]


def voices_of(facts: Facts) -> list[Voice]:
    return [_voice(row) for row in facts.voices]


def _voice(row: dict[str, Any]) -> Voice:
    answer = row["answer"] or {}
    on = answer.get("on")
    return Voice(
        on=local_day(row["opinion__received_at"]),
        place=row["opinion__village__name"] or "",
        channel=str(Channel(row["opinion__channel"]).label),
        quote=row["quote"],
        answer=answer.get("text", ""),
        answered_by=answer.get("by", ""),
        answered_on=local_day(datetime.fromisoformat(on)) if on else None,
    )
