"""What a unit has: villages, agencies, heads."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q, QuerySet

from doithoai.kit.time import today
from doithoai.language.places import place_key
from doithoai.places.models import (
    Agency,
    Post,
    Term,
    Unit,
    Village,
    VillageFormerName,
    VillagePlacement,
)
from doithoai.places.queries.validity import valid_on


def villages_of(unit: Unit, on: date) -> QuerySet[Village]:
    """Villages that belong to the unit on that day, in the order of the alphabet."""
    placed = unit.placements.filter(valid_on(on))
    return Village.objects.filter(pk__in=placed.values("village")).order_by("sort_name", "id")


def villages_by_old_name(unit: Unit) -> list[tuple[str, Village]]:
    """(folded name, village of today) for what villages of the unit were called once, and for
    villages that were merged into one of them."""
    now = {one.pk: one for one in villages_of(unit, today())}
    names = VillageFormerName.objects.filter(village__in=now).order_by("-until", "-id")
    found = [(one.folded_name, now[one.village_id]) for one in names]
    gone = Village.objects.filter(became__isnull=False, placements__unit=unit).distinct()
    heirs = {one.pk: one.became_id for one in gone}
    for one in gone:
        here = heirs[one.pk]
        while here in heirs:
            here = heirs[here]
        if here in now:
            found.append((one.folded_name, now[here]))
    return found


def villages_called(typed: str, among: QuerySet[Village]) -> list[Village]:
    """Those of ``among`` (of today) that have, or once had, the name that was typed."""
    wanted = place_key(typed)
    if not wanted:
        return []
    named = [(one.name, one) for one in among]
    former = VillageFormerName.objects.filter(village__in=among).select_related("village")
    named += [(one.folded_name, one.village) for one in former]
    merged = Village.objects.filter(became__in=among).select_related("became")
    named += [(one.name, one.became) for one in merged if one.became]
    return list(dict.fromkeys(one for name, one in named if place_key(name) == wanted))


def with_merged(villages: Iterable[int]) -> frozenset[int]:
    """The keys of these villages, and of all that were merged into them."""
    known: set[int] = set()
    newest = set(villages)
    while newest:
        known |= newest
        rows = Village.objects.filter(became__in=newest).exclude(pk__in=known)
        newest = set(rows.values_list("pk", flat=True))
    return frozenset(known)


def villages_to_name(unit: Unit, named: Village | None) -> QuerySet[Village]:
    """Those of the unit today, and the one that is named already: it may have ended since."""
    today_or_named = Q(pk__in=villages_of(unit, today())) | Q(pk=named.pk if named else None)
    return Village.objects.filter(today_or_named).order_by("sort_name", "id")


def names_of_villages(unit_ids: Collection[int]) -> QuerySet[Village, str]:
    """Of those that belong, or once belonged, to one of the units."""
    rows = Village.objects.filter(placements__unit__in=unit_ids).distinct()
    return rows.values_list("name", flat=True)


def unit_of_village(village: Village, on: date) -> Unit | None:
    """Where the village belonged on that day, if it is known."""
    placements = village.placements.filter(valid_on(on)).select_related("unit")
    return next((placement.unit for placement in placements), None)


def agencies_of(unit: Unit) -> QuerySet[Agency]:
    """Agencies that can be given work at the unit."""
    return unit.agencies.filter(is_active=True).order_by("kind", "name", "id")


def posts_over(units: QuerySet[Unit]) -> QuerySet[Post]:
    """Posts of those who head one of these units, or one of the two above it."""
    above = Q(unit__in=units) | Q(unit__children__in=units)
    rows = Post.objects.filter(above | Q(unit__children__children__in=units))
    return rows.select_related("unit").distinct().order_by("unit__tier", "id")


def term_on(post: Post, on: date) -> Term | None:
    """Who holds the post on that day; None: nobody, or it is not known."""
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    return post.terms.filter(lasting, starts_on__lte=on).first()


def terms_of(units: Iterable[Unit]) -> QuerySet[Term]:
    """Terms of the heads of these units, each with its post, the latest first."""
    rows = Term.objects.filter(post__unit__in=units).select_related("post__unit")
    return rows.order_by("-starts_on", "-id")


def agencies_within(unit_ids: Iterable[int]) -> QuerySet[Agency]:
    """Agencies of these units, those that are given no new work too, by their names."""
    return Agency.objects.filter(unit_id__in=unit_ids).order_by("name", "id")


def agency_by_key(key: str) -> Agency | None:
    return Agency.objects.filter(key=key).first()


def village_by_number(pk: int) -> Village | None:
    return Village.objects.filter(pk=pk).first()


def placements_in(units: QuerySet[Unit]) -> QuerySet[VillagePlacement]:
    """Villages that lie in these units still, each with its unit, in the order of the alphabet."""
    rows = VillagePlacement.objects.filter(unit__in=units, valid_to__isnull=True)
    return rows.select_related("village", "unit").order_by("village__sort_name", "id")


def agencies_to_manage(units: QuerySet[Unit]) -> QuerySet[Agency]:
    """Agencies of these units; those that are given no new work stand last."""
    rows = Agency.objects.filter(unit__in=units).select_related("unit")
    return rows.order_by("-is_active", "name", "id")


def posts_of(units: Iterable[Unit | int]) -> QuerySet[Post]:
    """Posts of the heads of these units, or of those with these keys."""
    return Post.objects.filter(unit__in=units).select_related("unit").order_by("unit", "kind", "id")
