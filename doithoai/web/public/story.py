"""What was promised and done about a matter, as its page tells it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.kit.time import VIET_NAM, short_date, today
from doithoai.people.roles import roles_in_words
from doithoai.web.public.facts import Facts, Report, Taken, Work
from doithoai.web.public.parts import promise_badge
from doithoai.web.public.timeline import Event, event_lines


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment as its card shows it; ``events`` are list items, the newest first."""

    made: Work
    badge: SafeString
    events: SafeString


def promises_of(facts: Facts) -> list[Promise]:
    """The commitments, the one that stands now first."""
    at, code = today(), facts.matter.code
    return [
        Promise(
            made,
            promise_badge(made.state, made.due_on, made.done_on, at),
            event_lines(_events(made, facts), code),
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
            return Event(entry.at, "soon", title, entry.note, roles_in_words(entry.actor))
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
