"""The queue: what waits, with the day by which its author must be told, and how it is filtered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from doithoai.deadlines.queries import Reckoner
from doithoai.deadlines.rules import Due, RuleCode
from doithoai.kit.errors import Invalid
from doithoai.kit.numbers import whole_number
from doithoai.kit.paging import page_after
from doithoai.kit.time import VIET_NAM
from doithoai.opinions.forms.bulk import DECISIONS
from doithoai.opinions.lifecycle import WAITING, OpinionState
from doithoai.opinions.models import Channel, Opinion
from doithoai.opinions.queries import opinion_counts
from doithoai.opinions.queries.gathering import rounds_for
from doithoai.opinions.queries.queue import (
    Wanted,
    alike_waiting,
    overdue_before,
    queue_of,
)
from doithoai.people.actors import Official
from doithoai.places.queries import units_of_today, villages_of_today
from doithoai.record.permissions import Permission
from doithoai.web.asked import asked
from doithoai.web.desk.access import DeskRequest, units_required
from doithoai.web.desk.frame import desk_page

FILTERS = ("state", "after", "due", "mine", "channel", "village", "round", "alike", "q", "field")


@require_safe
@units_required
def opinions(request: DeskRequest) -> HttpResponse:
    """The queue, the longest waiting first; of those alike only the first, with their number."""
    asked(request, *FILTERS)
    alike = alike_waiting(request.official)
    sought = wanted(request.GET, alike)
    rows = queue_of(request.official, sought)
    if not sought.keys:
        rows = rows.exclude(pk__in=[one for group in alike.values() for one in group[1:]])
    page = page_after(rows, request.GET.get("after", ""), by="received_at")
    context = {
        **_tabs(request),
        "page": page,
        "rows": with_due(page.rows),
        "alike": {} if sought.keys else {key: len(group) - 1 for key, group in alike.items()},
        "group": len(sought.keys),
        "filters": choices(request.official, request.GET),
        "state": "" if sought.keys or sought.before else request.GET.get("state", "received"),
        "decisions": DECISIONS if request.official.holds(Permission.TRIAGE_OPINION) else {},
    }
    return desk_page(request, "opinions.html", context)


def _tabs(request: DeskRequest) -> dict[str, Any]:
    counts = opinion_counts(request.official.unit_ids(Permission.VIEW_DESK))
    states = [(one, counts.get(one, 0)) for one in OpinionState]
    return {"states": states, "total": sum(counts.values())}


def with_due(opinions: Iterable[Opinion]) -> list[tuple[Opinion, Due | None]]:
    reckoner = Reckoner([RuleCode.ACCEPTANCE_NOTICE])
    return [(one, reckoner.due(RuleCode.ACCEPTANCE_NOTICE, one.received_at)) for one in opinions]


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter as a select element: its name in the address, what is chosen, what there is."""

    name: str
    label: str
    chosen: str
    options: list[tuple[str, str]]


def wanted(query: QueryDict, alike: dict[int, list[int]]) -> Wanted:
    """What the address asks for. Raises Invalid for what no filter of ours gives out."""
    late = query.get("due") == "late"
    group = _key(query, "alike")
    if query.get("due", "") not in ("", "late") or query.get("mine", "") not in ("", "1"):
        raise Invalid(_("There is no such filter."))
    if (channel := query.get("channel", "")) and channel not in Channel.values:
        raise Invalid(_("There is no such filter."))
    return Wanted(
        states=WAITING if late or group else _states(query.get("state", OpinionState.RECEIVED)),
        village=_key(query, "village"),
        channel=channel,
        round=_key(query, "round"),
        mine=query.get("mine") == "1",
        before=(overdue_before() or datetime.min.replace(tzinfo=VIET_NAM)) if late else None,
        keys=tuple(alike.get(group, (group,))) if group else (),
    )


def _states(word: str) -> tuple[str, ...]:
    if word == "all":
        return ()
    if word not in OpinionState.values:
        raise Invalid(_("There is no such filter."))
    return (word,)


def _key(query: QueryDict, name: str) -> int | None:
    given = query.get(name, "")
    if not given:
        return None
    key = whole_number(given)
    if key is None:
        raise Invalid(_("There is no such filter."))
    return key


def choices(official: Official, query: QueryDict) -> list[Choice]:
    """The filters beside the states; those with nothing to choose are left out."""
    units = units_of_today(official.unit_ids(Permission.VIEW_DESK))
    villages = [(str(one.pk), one.name) for one in villages_of_today(units)]
    rounds = [(str(one.pk), one.title) for one in rounds_for(official)[:50]]
    every: list[tuple[str, str, str, list[tuple[Any, Any]]]] = [
        ("village", _("Village"), _("every village"), villages),
        ("channel", _("How it came"), _("every way"), list(Channel.choices)),
        ("round", _("Round of collection"), _("every round"), rounds),
        ("mine", _("In whose hands"), _("anybody's"), [("1", _("mine"))]),
        ("due", _("When due"), _("any time"), [("late", _("overdue"))]),
    ]
    return [
        Choice(name, label, query.get(name, ""), [("", nothing), *options])
        for name, label, nothing, options in every
        if options
    ]
