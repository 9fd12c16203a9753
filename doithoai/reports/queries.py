"""Figures of dialogues: counted when they are asked for, never stored."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, TruncDate, TruncYear
from django.utils.translation import gettext as _

from doithoai.deadlines.rules import require_sensible
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import AgendaItem, Dialogue, Turn
from doithoai.dialogues.queries import on_possible_days
from doithoai.kit.errors import Invalid
from doithoai.kit.time import VIET_NAM, today
from doithoai.places.models import Unit
from doithoai.places.queries import today_map, unit_on
from doithoai.places.rules import Tier
from doithoai.reports.scope import scopes


@dataclass(frozen=True, slots=True)
class Figures:
    """Dialogues held from ``start`` to ``end`` (both days counted) in a unit and below it.

    ``by_unit_then``: by the unit of that day; ``by_unit_today``: by the one that answers for it
    today; both add up to ``dialogues``. Their keys are keys of units, named in ``units``.
    ``samples``: how many of the dialogues are illustration only.
    """

    unit: Unit
    start: date
    end: date
    dialogues: int
    by_level: dict[str, int]
    opinions: int
    matters: int
    by_year: dict[str, int]
    by_unit_then: dict[str, int]
    by_unit_today: dict[str, int]
    units: dict[str, str]
    samples: int

    def as_json(self) -> dict[str, Any]:
        return {
            "dialogues": self.dialogues,
            "by_level": self.by_level,
            "opinions": self.opinions,
            "matters": self.matters,
            "by_year": self.by_year,
            "by_unit_then": self.by_unit_then,
            "by_unit_today": self.by_unit_today,
            "units": self.units,
        }


@dataclass(frozen=True, slots=True)
class Held:
    """What heads of one level held in one unit on one day, or in the year that begins on it."""

    unit_id: int
    level: str
    day: date
    dialogues: int
    samples: int
    opinions: int
    matters: int
    answered_on_the_spot: int


def figures(unit: Unit, start: date, end: date) -> Figures:
    """Figures of one unit, in four queries whatever the size.

    Raises Invalid when ``end`` comes first or a day cannot be meant.
    """
    for day in (start, end):
        require_sensible(day, today())
    if end < start:
        raise Invalid(_("The period ends before it begins."), field="end")
    held = held_in(scopes([unit])[unit.pk], start, end)
    then = Counter[int]()
    for one in held:
        then[one.unit_id] += one.dialogues
    heirs = today_map(then)
    now = Counter[int]()
    for unit_id, count in then.items():
        now[heirs[unit_id]] += count
    units = Unit.objects.filter(pk__in={*then, *now}).order_by("sort_name", "valid_from", "pk")
    named = {one.pk: one for one in units}
    return Figures(
        unit=unit,
        start=start,
        end=end,
        dialogues=then.total(),
        by_level=_by_level(held),
        opinions=sum(one.opinions for one in held),
        matters=sum(one.matters for one in held),
        by_year=_by_year(held),
        by_unit_then={one.key: then[one.pk] for one in named.values() if one.pk in then},
        by_unit_today={one.key: now[one.pk] for one in named.values() if one.pk in now},
        units={one.key: one.name for one in named.values()},
        samples=sum(one.samples for one in held),
    )


def unit_of_period(text: str, start: date, end: date) -> Unit:
    """The unit that a key or a name means at the end of the period, or else at its beginning.

    Raises Invalid with the candidates when none or several fit.
    """
    try:
        return unit_on(text, end)
    except Invalid:
        try:
            return unit_on(text, start)
        except Invalid:
            pass
        raise


def held_in(
    unit_ids: Collection[int], start: date, end: date, *, by_day: bool = False
) -> list[Held]:
    """Dialogues held in these units, counted by unit, level and year (or day); one query.

    Opinions and matters are those that a register reports, otherwise the turns and the agenda.
    """
    rows = Dialogue.objects.filter(
        on_possible_days(),
        unit_id__in=unit_ids,
        state=DialogueState.CLOSED,
        starts_at__gte=_midnight(start),
        starts_at__lt=_midnight(end + timedelta(days=1)),
    )
    period = TruncDate if by_day else TruncYear
    counted = (
        rows.values("unit_id", level=F("chair__unit__tier"))
        .annotate(day=period("starts_at", tzinfo=VIET_NAM))
        .order_by("day", "unit_id")
        .annotate(
            dialogues=Count("pk"),
            samples=Count("pk", filter=Q(is_sample=True)),
            opinions=Sum(Coalesce("tally__opinions", _number_of(Turn))),
            matters=Sum(Coalesce("tally__matters", _number_of(AgendaItem))),
            answered_on_the_spot=Sum(Coalesce("tally__answered_on_the_spot", 0)),
        )
    )
    return [
        Held(
            unit_id=row["unit_id"],
            level=row["level"],
            day=_day(row["day"]),
            dialogues=row["dialogues"],
            samples=row["samples"],
            opinions=row["opinions"],
            matters=row["matters"],
            answered_on_the_spot=row["answered_on_the_spot"],
        )
        for row in counted
    ]


def _number_of(model: type[Turn] | type[AgendaItem]) -> Coalesce:
    rows = model._default_manager.filter(dialogue=OuterRef("pk")).order_by()
    counted = rows.values("dialogue").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _by_level(held: Iterable[Held]) -> dict[str, int]:
    """Districts and communes always, the province when its heads held any."""
    counts = dict.fromkeys((Tier.DISTRICT.value, Tier.COMMUNE.value), 0)
    for one in held:
        counts[one.level] = counts.get(one.level, 0) + one.dialogues
    return counts


def _by_year(held: Iterable[Held]) -> dict[str, int]:
    counts = Counter[str]()
    for one in held:
        counts[str(one.day.year)] += one.dialogues
    return dict(sorted(counts.items()))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIET_NAM)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value
