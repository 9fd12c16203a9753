"""The queue: what waits, with the day by which its author must be told, and how it is filtered."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from doithoai.deadlines.rules import Due, RuleCode
from doithoai.dossiers.path import reckoner
from doithoai.kit.paging import page_after
from doithoai.kit.time import short_date
from doithoai.opinions.fields import Field
from doithoai.opinions.forms.bulk import DECISIONS
from doithoai.opinions.lifecycle import GONE, UNCOUNTED, WAITING, OpinionState
from doithoai.opinions.models import Channel, Opinion
from doithoai.opinions.queries import opinion_counts, words_for
from doithoai.opinions.queries.gathering import rounds_for
from doithoai.opinions.queries.queue import (
    NONE,
    Wanted,
    alike_waiting,
    first_of_alike,
    queue_of,
)
from doithoai.people.actors import Official
from doithoai.places.queries import jurisdiction_ids, units_of_today, villages_of_today
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked, day_of, flag_of, key_of, no_such_filter, one_of
from doithoai.web.desk.access import DeskRequest, units_required
from doithoai.web.desk.lists import Column, Listing, chosen_words, taken_out, way_of
from doithoai.web.desk.page_frame import Choice, desk_page

FILTERS = (
    "state", "due", "mine", "channel", "village", "round", "alike", "field", "unit", "from", "to",
)  # fmt: skip
GROUPS = {
    "counted": tuple(one for one in OpinionState if one not in UNCOUNTED),
    "waiting": WAITING,
    "gone": GONE,
}
"""States that a line of the summary counts together."""


@require_safe
@units_required
def opinions(request: DeskRequest) -> HttpResponseBase:
    """The queue, the longest waiting first; of those alike only the first, with their number.

    Taken out it has all of them.
    """
    query = asked(request, *FILTERS, "after", "as")
    alike = alike_waiting(request.official)
    query["state"] = query["state"] or _first_state(request.official)
    sought = wanted(query, alike)
    rows = queue_of(request.official, sought)
    if way_of(query):
        return taken_out(request, query, _listing(request.official, query, rows))
    return desk_page(request, "opinions.html", _shown(request, query, rows, sought, alike))


def _shown(
    request: DeskRequest,
    query: dict[str, str],
    rows: QuerySet[Opinion],
    sought: Wanted,
    alike: dict[int, list[int]],
) -> dict[str, Any]:
    is_short = not sought.keys and query["state"] not in GROUPS
    if is_short:
        rows = first_of_alike(rows, alike)
    page = page_after(rows, query["after"], by="received_at")
    return {
        **_tabs(request),
        "page": page,
        "rows": with_due(page.rows),
        "alike": {} if not is_short else {key: len(group) - 1 for key, group in alike.items()},
        "group": len(sought.keys),
        "filters": choices(request.official, query),
        "state": "" if sought.keys or sought.late else query["state"],
        "decisions": DECISIONS if request.official.holds(Permission.TRIAGE_OPINION) else {},
    }


type Row = tuple[Opinion, Due | None]


def opinion_columns(official: Official) -> list[Column[Row]]:
    """What lists of opinions tell: the words as this official reads them, and nobody's name."""
    return [
        Column(_("Day received"), lambda row: row[0].received_at, 18),
        Column(_("Unit"), lambda row: row[0].unit.name),
        Column(_("Village"), lambda row: row[0].village.name if row[0].village else ""),
        Column(_("How it came"), lambda row: capfirst(row[0].get_channel_display())),
        Column(_("Words of the opinion"), lambda row: words_for(official, row[0], row[0].text), 70),
        Column(_("State"), lambda row: row[0].get_state_display()),
        Column(_("Field"), lambda row: _of_matters(row[0], "get_field_display"), 20),
        Column(_("Matter"), lambda row: _of_matters(row[0], "__str__"), 40),
        Column(_("Round of collection"), lambda row: row[0].round.title if row[0].round else ""),
        Column(_("Due"), lambda row: row[1].on if row[1] and row[0].is_waiting else None, 12),
    ]


def _of_matters(opinion: Opinion, what: str) -> str:
    return "; ".join(dict.fromkeys(getattr(one, what)() for one in opinion.matters.all()))


def _listing(
    official: Official, query: dict[str, str], rows: QuerySet[Opinion]
) -> Listing[Opinion, Row]:
    states: list[tuple[str, Any]] = [
        ("all", _("All")),
        ("counted", _("All")),
        ("waiting", _("Waiting")),
        ("gone", _("Sent elsewhere")),
        *OpinionState.choices,
    ]
    state = Choice("state", _("State"), "" if query["due"] else query["state"], states)
    return Listing(
        _("Opinions"),
        opinion_columns(official),
        rows.prefetch_related("matters"),
        with_due,
        chosen_words([state, *choices(official, query)]),
    )


def _first_state(official: Official) -> str:
    """Who decides begins with what is to be decided; others do not read that."""
    decides = official.holds(Permission.TRIAGE_OPINION)
    return OpinionState.RECEIVED if decides else OpinionState.ACCEPTED


def _tabs(request: DeskRequest) -> dict[str, Any]:
    counts = opinion_counts(request.official.unit_ids(Permission.VIEW_DESK))
    states = [(one, counts.get(one, 0)) for one in OpinionState]
    return {"states": states, "total": sum(counts.values())}


def with_due(opinions: Iterable[Opinion]) -> list[tuple[Opinion, Due | None]]:
    rules = reckoner()
    return [
        (one, rules.due(RuleCode.ACCEPTANCE_NOTICE, one.received_at, unit=one.unit_id))
        for one in opinions
    ]


def wanted(query: dict[str, str], alike: dict[int, list[int]]) -> Wanted:
    """What the address asks for. Raises Invalid for what no filter of ours gives out."""
    late, group = flag_of(query["due"], "late"), key_of(query["alike"])
    return Wanted(
        states=WAITING if late or group else _states(query["state"]),
        village=None if query["village"] == NONE else key_of(query["village"]),
        has_no_village=query["village"] == NONE,
        field=query["field"] if query["field"] == NONE else one_of(query["field"], Field),
        first=day_of(query["from"]),
        last=day_of(query["to"]),
        units=_units_of(query["unit"]),
        channel=one_of(query["channel"], Channel),
        round=key_of(query["round"]),
        mine=flag_of(query["mine"], "1"),
        late=late,
        keys=tuple(alike.get(group, (group,))) if group else (),
    )


def _states(word: str) -> tuple[str, ...]:
    """The state that was asked for, or every one."""
    if word == "all":
        return ()
    if word in GROUPS:
        return GROUPS[word]
    return (one_of(word, OpinionState),)


def _units_of(word: str) -> frozenset[int]:
    """Of a unit of today all that it answers for. Raises Invalid for no unit."""
    key = key_of(word)
    if key is None:
        return frozenset()
    unit = units_of_today(frozenset({key})).first()
    if unit is None:
        raise no_such_filter()
    return jurisdiction_ids(unit)


def _day_asked(value: str) -> list[tuple[str, str]]:
    """A day comes from the summary and can only be let go here."""
    day = day_of(value)
    return [(value, short_date(day))] if day else []


def choices(official: Official, query: dict[str, str]) -> list[Choice]:
    """The filters beside the states; those with nothing to choose are left out."""
    read = official.unit_ids(Permission.VIEW_DESK)
    units = units_of_today(read)
    villages = [(str(one.pk), one.name) for one in villages_of_today(units)]
    without_village = [(NONE, _("no village named"))] if villages else []
    fields = [*Field.choices, (NONE, _("in no field yet"))]
    several = [(str(one.pk), one.name) for one in units] if len(read) > 1 else []
    rounds = [(str(one.pk), one.title) for one in rounds_for(official)[:50]]
    every: list[tuple[str, str, str, list[tuple[Any, Any]]]] = [
        ("village", _("Village"), _("every village"), [*villages, *without_village]),
        ("field", _("Field"), _("every field"), fields),
        ("channel", _("How it came"), _("every way"), list(Channel.choices)),
        ("round", _("Round of collection"), _("every round"), rounds),
        ("unit", _("Unit"), _("every unit"), several),
        ("from", _("From day"), _("any day"), _day_asked(query["from"])),
        ("to", _("To day"), _("any day"), _day_asked(query["to"])),
        ("mine", _("In whose hands"), _("anybody's"), [("1", _("mine"))]),
        ("due", _("When due"), _("any time"), [("late", _("overdue"))]),
    ]
    return [
        Choice(name, label, query[name], [("", nothing), *options])
        for name, label, nothing, options in every
        if options
    ]
