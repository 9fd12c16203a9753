"""Figures that localities published, beside those that the system counts."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.places.models import Unit
from doithoai.reports.queries import Held, held_in
from doithoai.reports.scope import scopes

FILE: Final = Path(__file__).parent / "data" / "published_figures.csv"


class Measure(TextChoices):
    DIALOGUES = "dialogues", _("dialogues held")
    OF_DISTRICT_HEADS = "dialogues_district_heads", _("dialogues of heads of the district")
    OF_COMMUNE_HEADS = "dialogues_commune_heads", _("dialogues of heads of communes")
    OPINIONS = "opinions", _("opinions (people speaking)")
    MATTERS = "matters", _("matters raised")
    ANSWERED_ON_THE_SPOT = "answered_on_the_spot", _("matters answered on the spot")
    OPINIONS_COLLECTED_BEFORE = "opinions_collected_before", _("opinions collected before")
    SPEAKERS = "speakers", _("people who spoke")


_COUNTED: Final[dict[str, Callable[[Held], int]]] = {
    Measure.DIALOGUES: lambda held: held.dialogues,
    Measure.OF_DISTRICT_HEADS: lambda held: held.dialogues * (held.level == "district"),
    Measure.OF_COMMUNE_HEADS: lambda held: held.dialogues * (held.level == "commune"),
    Measure.OPINIONS: lambda held: held.opinions,
    Measure.MATTERS: lambda held: held.matters,
    Measure.ANSWERED_ON_THE_SPOT: lambda held: held.answered_on_the_spot,
}


@dataclass(frozen=True, slots=True)
class Published:
    """One published figure; ``place_key`` is a key of a unit, or "" for a place elsewhere."""

    place: str
    place_key: str
    start: date
    end: date
    measure: Measure
    value: int
    source: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published figure beside ours; ``ours`` is None where the system has no such figure."""

    published: Published
    ours: int | None

    @property
    def difference(self) -> int | None:
        """Ours less the published one."""
        return None if self.ours is None else self.ours - self.published.value

    @property
    def is_equal(self) -> bool:
        return self.difference == 0


@cache
def published_figures() -> tuple[Published, ...]:
    """All published figures, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Published(
                place=row["place"],
                place_key=row["place_key"],
                start=date.fromisoformat(row["period_from"]),
                end=date.fromisoformat(row["period_to"]),
                measure=Measure(row["measure"]),
                value=int(row["value"]),
                source=row["source"],
            )
            for row in csv.DictReader(file)
        )


def compare_with_published(published: Iterable[Published] | None = None) -> list[Comparison]:
    """Each published figure with ours for the same place and days; three queries for all."""
    known = list(published_figures() if published is None else published)
    units = {
        unit.key: unit for unit in Unit.objects.filter(key__in={one.place_key for one in known})
    }
    reach = scopes(units.values())
    here = [one for one in known if one.place_key in units]
    if not here:
        return [Comparison(one, None) for one in known]
    held = held_in(
        frozenset().union(*reach.values()),
        min(one.start for one in here),
        max(one.end for one in here),
        by_day=True,
    )
    return [
        Comparison(one, _ours(one, reach[units[one.place_key].pk], held) if one in here else None)
        for one in known
    ]


def _ours(published: Published, unit_ids: frozenset[int], held: list[Held]) -> int | None:
    counted = _COUNTED.get(published.measure)
    if counted is None:
        return None
    return sum(
        counted(one)
        for one in held
        if one.unit_id in unit_ids and published.start <= one.day <= published.end
    )
