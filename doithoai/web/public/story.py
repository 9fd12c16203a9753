"""What was said, answered, promised and done about a matter, as its page tells it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from doithoai.conclusions.models import Outcome
from doithoai.kit.time import VIET_NAM, short_date, today
from doithoai.opinions.models import Channel
from doithoai.people.roles import RoleName
from doithoai.web.public.facts import Concluded, Facts, Report, Taken, Voice, Work
from doithoai.web.public.parts import promise_badge


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

    made: Work
    badge: str
    events: list[Event]


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: str
    concluded: Concluded


def promises_of(facts: Facts) -> list[Promise]:
    """The commitments, the one that stands now first."""
    at = today()
    return [
        Promise(
            made, promise_badge(made.state, made.due_on, made.done_on, at), _events(made, facts)
        )
        for made in reversed(facts.works)
    ]


def _events(made: Work, facts: Facts) -> list[Event]:
    reports = [_report(one) for one in made.reports]
    steps = [
        event
        for entry in facts.steps
        if entry.life == "commitment" and entry.thing == made.pk
        if (event := _step(entry))
    ]
    return sorted([*reports, *steps, *_overdue(made)], key=lambda one: one.at, reverse=True)


def _report(report: Report) -> Event:
    title = _("Reported done") if report.is_final else _("Progress")
    if not report.is_final and report.percent is not None:
        title = _("%(percent)d%% done") % {"percent": report.percent}
    return Event(
        at=report.at,
        kind="kept" if report.is_final else "doing",
        title=title,
        text=report.text,
        who=report.agency,
        pieces=report.pieces,
    )


def _step(entry: Taken) -> Event | None:
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


def _overdue(made: Work) -> list[Event]:
    """The end of the due date, when the work was not done by then."""
    if not made.is_overdue:
        return []
    at = datetime.combine(made.due_on, time.max, VIET_NAM)
    return [Event(at, "late", _("The due date passed"))]


def who_did(mark: str) -> str:
    """``government_head@kimthanh`` → the role in words; an unknown mark says nothing."""
    roles = [one.partition("@")[0] for one in mark.split()]
    names = [str(RoleName(role).label) for role in roles if role in RoleName.values]
    return ", ".join(dict.fromkeys(names))


def answers_of(facts: Facts) -> list[Answer]:
    """What conclusions said without giving out work, the latest first."""
    others = (one for one in reversed(facts.conclusions) if one.outcome != Outcome.ASSIGNED)
    return [Answer(str(Outcome(one.outcome).label), one) for one in others]


def voices_of(facts: Facts) -> list[tuple[Voice, str]]:
    """Each with the way it came, in words."""
    return [(one, str(Channel(one.channel).label)) for one in facts.voices]
