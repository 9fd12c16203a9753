"""The summary of what was collected: by field, by village, by both, by the way it came."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from doithoai.kit.errors import Invalid
from doithoai.kit.time import short_date
from doithoai.opinions.queries.gathering import rounds_for
from doithoai.opinions.queries.queue import NONE
from doithoai.people.actors import Official
from doithoai.places.queries import jurisdiction_ids, units_of_today
from doithoai.record.permissions import Permission
from doithoai.reports.collected import Collected, Part, Span, collected, collected_in_all
from doithoai.web.asked import asked, day_of, key_of, no_such_filter, one_of
from doithoai.web.desk.access import DeskRequest, units_required
from doithoai.web.desk.lists import Column, Listing, as_read, chosen_words, taken_out, way_of
from doithoai.web.desk.page_frame import Choice, desk_page

HEADS: Final = {
    Part.FIELD: gettext_lazy("Field"),
    Part.VILLAGE: gettext_lazy("Village"),
    Part.BOTH: gettext_lazy("Field"),
    Part.CHANNEL: gettext_lazy("How it came"),
}
"""The word over the names of the parts."""
HOW_COUNTED: Final = gettext_lazy(
    "What was taken back or entered by mistake is not counted. An opinion that raises matters of "
    "two fields stands in both lines and counts once in the sum."
)
FILTERS = ("by", "from", "to", "round", "unit")


@dataclass(frozen=True, slots=True)
class Line:
    """A part with its numbers: the word over each, and where its opinions are listed."""

    part: Collected
    numbers: list[tuple[str, int, str]]


@require_safe
@units_required
def summary(request: DeskRequest) -> HttpResponseBase:
    query = asked(request, *FILTERS, "as")
    part = Part(one_of(query["by"], Part) or Part.FIELD)
    span = _span(request.official, query)
    lines, whole = collected(span, part), collected_in_all(span)
    filters = _choices(request.official, query)
    if way_of(query):
        return taken_out(request, query, _listing(part, [*lines, whole], query, filters))
    context = {
        "part": part,
        "head": HEADS[part],
        "how_counted": HOW_COUNTED,
        "parts": list(Part),
        "query": query,
        "lines": [Line(one, _numbers(one, query)) for one in lines],
        "whole": Line(whole, _numbers(whole, query)),
        "filters": filters,
    }
    return desk_page(request, "summary.html", context)


def _span(official: Official, query: dict[str, str]) -> Span:
    """Raises Invalid for what no filter of ours gives out, and for a span that ends first."""
    units = official.unit_ids(Permission.VIEW_DESK)
    first, last, round_ = day_of(query["from"]), day_of(query["to"]), key_of(query["round"])
    if first and last and last < first:
        raise Invalid(_("The period ends before it begins."))
    if round_ and not rounds_for(official).filter(pk=round_).exists():
        raise no_such_filter()
    if key := key_of(query["unit"]):
        unit = units_of_today(units).filter(pk=key).first()
        if unit is None:
            raise no_such_filter()
        units = jurisdiction_ids(unit)
    return Span(units, first, last, round_)


def _choices(official: Official, query: dict[str, str]) -> list[Choice]:
    units = units_of_today(official.unit_ids(Permission.VIEW_DESK))
    rounds = [(str(one.pk), one.title) for one in rounds_for(official)[:50]]
    every: list[tuple[str, str, str, list[tuple[str, Any]]]] = [
        ("round", _("Round of collection"), _("every round"), rounds),
        ("unit", _("Unit"), _("every unit"), [(str(one.pk), one.name) for one in units]),
    ]
    return [
        Choice(name, label, query[name], [("", nothing), *options])
        for name, label, nothing, options in every
        if len(options) > (name == "unit") or query[name]
    ]


def _numbers(part: Collected, query: dict[str, str]) -> list[tuple[str, int, str]]:
    numbers = (
        (_("Opinions"), part.opinions, "counted"),
        (_("Accepted"), part.accepted, "accepted"),
        (_("Not accepted"), part.refused, "refused"),
        (_("Sent elsewhere"), part.gone, "gone"),
        (_("Waiting"), part.waiting, "waiting"),
    )
    return [
        (label, number, _address(part, state, query) if number else "")
        for label, number, state in numbers
    ]


def _address(part: Collected, state: str, query: dict[str, str]) -> str:
    """The list of these opinions."""
    which = {"field": part.field, "village": part.village, "channel": part.channel}
    parts = {name: value or NONE for name, value in which.items() if value is not None}
    asked = {name: query[name] for name in ("from", "to", "round", "unit") if query[name]}
    return f"{reverse('desk:opinions')}?{urlencode({'state': state, **parts, **asked})}"


def _listing(
    part: Part, lines: list[Collected], query: dict[str, str], filters: list[Choice]
) -> Listing[Any, Collected]:
    columns: list[Column[Collected]] = [
        Column(str(HEADS[part]), lambda one: capfirst(one.name), 40),
        Column(_("Opinions"), lambda one: one.opinions, 10),
        Column(_("Accepted"), lambda one: one.accepted, 10),
        Column(_("Not accepted"), lambda one: one.refused, 10),
        Column(_("Sent elsewhere"), lambda one: one.gone, 10),
        Column(_("Waiting"), lambda one: one.waiting, 10),
        Column(_("Matters"), lambda one: one.matters, 10),
    ]
    if part == Part.BOTH:
        columns.insert(1, Column(_("Village"), lambda one: one.village_name, 24))
    days = [(_("From day"), day_of(query["from"])), (_("To day"), day_of(query["to"]))]
    told = [(label, short_date(day)) for label, day in days if day]
    told += [*chosen_words(filters), (_("How it is counted"), str(HOW_COUNTED))]
    return Listing(_("Summary of opinions"), columns, lines, as_read, told)
