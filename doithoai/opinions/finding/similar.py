"""Which known matters a text is about, while it is typed and at triage."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from doithoai.opinions.models import Matter
from doithoai.opinions.similar import likely_matters
from doithoai.places.models import Village

NEWEST = 500


@dataclass(frozen=True, slots=True)
class SimilarMatter:
    """What everybody may read of a matter: nothing of the opinions behind it but their number.

    ``state`` is a MatterState; ``village`` is "" when the matter is about the whole unit;
    ``score``: the higher the more alike, comparable within one answer only.
    """

    pk: int
    code: str
    title: str
    state: str
    unit: str
    village: str
    opinions: int
    score: float


def similar_matters(
    text: str, *, units: Collection[int], village: Village | None = None, limit: int = 5
) -> list[SimilarMatter]:
    """The likeliest first, at most ``limit``; only matters of the units with these keys.

    ``village`` is where the author says it is, if that is known. Empty for a text of no telling
    words, and while there is no index.
    """
    rows = Matter.objects.filter(unit_id__in=units).select_related("unit", "village")
    rows = rows.annotate(count=Count("raisings")).order_by("-opened_at", "-id")[:NEWEST]
    return [
        SimilarMatter(
            pk=one.pk,
            code=one.code,
            title=one.title,
            state=one.state,
            unit=one.unit.name,
            village=one.village.name if one.village else "",
            opinions=one.count,  # type: ignore[attr-defined]
            score=1 / place,
        )
        for place, one in enumerate(likely_matters(rows, text, limit), start=1)
    ]
