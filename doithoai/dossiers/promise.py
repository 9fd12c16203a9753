"""What was promised and done about a matter, in the order of time."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final

from django.utils.translation import gettext as _

from doithoai.dossiers.matter import Facts, Report, Taken, Work
from doithoai.kit.time import VIET_NAM, short_date
from doithoai.people.roles import roles_in_words

OVERDUE: Final = "overdue"
"""In place of a move: the due date passed, which nobody has to say."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened with a promise; ``move`` is one of its life, ``pieces`` evidence."""

    at: datetime
    move: str
    title: str
    text: str = ""
    who: str = ""
    pieces: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment with what happened to it, the newest first."""

    made: Work
    events: list[Event]


def promises_of(facts: Facts) -> list[Promise]:
    """The commitments on a matter, the one that stands now first."""
    return [Promise(made, _events(made, facts)) for made in reversed(facts.works)]


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
        move="report_done" if report.is_final else "report_progress",
        title=title,
        text=report.text,
        who=report.agency,
        pieces=report.pieces,
    )


def _step(entry: Taken) -> Event | None:
    match entry.move:
        case "assign":
            return Event(entry.at, entry.move, _("Assigned"))
        case "extend":
            to = short_date(date.fromisoformat(entry.facts["to"]))
            title = _("Extended until %(date)s") % {"date": to}
            return Event(entry.at, entry.move, title, entry.note, roles_in_words(entry.actor))
        case "confirm":
            return Event(entry.at, entry.move, _("People confirmed that it is done"))
        case "reopen":
            return Event(entry.at, entry.move, _("People said that it is not done"))
        case _:
            return None


def _overdue(made: Work) -> list[Event]:
    """The end of the due date, when the work was not done by then."""
    if not made.is_overdue:
        return []
    at = datetime.combine(made.due_on, time.max, VIET_NAM)
    return [Event(at, OVERDUE, _("The due date passed"))]
