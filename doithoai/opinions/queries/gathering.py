"""Reading rounds of collection and ready answers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from doithoai.kit.time import today
from doithoai.opinions.lifecycle import UNCOUNTED, WAITING
from doithoai.opinions.models import AnswerTemplate, CollectionRound, Opinion
from doithoai.opinions.queries import opinions_for
from doithoai.people.actors import Official
from doithoai.places.models import Unit, Village
from doithoai.places.queries import villages_of
from doithoai.record.permissions import Permission


def open_rounds(on: date | None = None) -> QuerySet[CollectionRound]:
    """Rounds that take opinions on that day."""
    on = on or today()
    rows = CollectionRound.objects.filter(opens_on__lte=on, closes_on__gte=on)
    return rows.select_related("unit").order_by("closes_on", "id")


def rounds_for(official: Official) -> QuerySet[CollectionRound]:
    """Rounds of the units that the official reads, the latest first."""
    rows = CollectionRound.objects.filter(unit_id__in=official.unit_ids(Permission.VIEW_DESK))
    return rows.select_related("unit").order_by("-opens_on", "-id")


def rounds_of(unit: Unit) -> QuerySet[CollectionRound]:
    """Every round of the unit, the latest first."""
    return CollectionRound.objects.filter(unit=unit).order_by("-opens_on", "-id")


def with_collected(rounds: QuerySet[CollectionRound]) -> QuerySet[CollectionRound]:
    """Adds ``collected``, how many opinions came in the round; what is void counts nowhere."""
    counted = ~Q(opinions__state__in=UNCOUNTED)
    return rounds.annotate(collected=Count("opinions", filter=counted))


def collected_opinions(found: CollectionRound, official: Official) -> QuerySet[Opinion]:
    """What the official reads of the round, by village, with the matters that it raised."""
    rows = opinions_for(official).filter(round=found).exclude(state__in=UNCOUNTED)
    return rows.prefetch_related("matters").order_by("village__sort_name", "received_at", "id")


def rounds_to_enter(official: Official) -> QuerySet[CollectionRound]:
    """Open rounds that the official may enter into; a village head those with the own village."""
    rows = open_rounds().filter(unit_id__in=official.unit_ids(Permission.ENTER_OPINION))
    held = [
        one
        for one in official.appointments
        if Permission.ENTER_OPINION in one.described.permissions
    ]
    if not all(one.village_id for one in held):
        return rows
    own = [one.village_id for one in held]
    return rows.filter(Q(villages__in=own) | Q(villages__isnull=True)).distinct()


@dataclass(frozen=True, slots=True)
class VillageCount:
    """How much a village has sent in a round; ``village`` None: from no village that was named."""

    village: Village | None
    opinions: int
    waiting: int


def counts_by_village(found: CollectionRound) -> list[VillageCount]:
    """Every village of the round in the order of names, those that sent nothing too."""
    asked = list(found.villages.order_by("sort_name", "id"))
    asked = asked or list(villages_of(found.unit, found.opens_on))
    waiting = Count("id", filter=Q(state__in=WAITING))
    came = Opinion.objects.filter(round=found).exclude(state__in=UNCOUNTED)
    rows = came.order_by().values_list("village")
    counted = {key: (n, open_) for key, n, open_ in rows.annotate(n=Count("id"), waiting=waiting)}
    known = {one.pk for one in asked}
    others = Village.objects.filter(pk__in=[key for key in counted if key and key not in known])
    lines = [VillageCount(one, *counted.get(one.pk, (0, 0))) for one in [*asked, *others]]
    return [*lines, VillageCount(None, *counted[None])] if None in counted else lines


def templates_for(official: Official, use: str = "") -> QuerySet[AnswerTemplate]:
    """Ready answers of the units for which the official decides; with ``use`` those for one."""
    rows = AnswerTemplate.objects.filter(unit_id__in=official.unit_ids(Permission.TRIAGE_OPINION))
    if use:
        rows = rows.filter(use=use)
    return rows.select_related("unit").order_by("use", "title", "id")
