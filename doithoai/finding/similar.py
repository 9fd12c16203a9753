"""Which known matters a text is about, while it is typed and at triage."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Count

from doithoai.finding.index.documents import tag
from doithoai.finding.index.reader import snapshot, tagged
from doithoai.finding.index.schema import Sight
from doithoai.finding.nearest import nearest_matters
from doithoai.language.places import Gazetteer, place_key, without_places
from doithoai.language.privacy import without_persons
from doithoai.language.words import words_of
from doithoai.opinions.models import Matter
from doithoai.places.models import Village
from doithoai.places.queries import names_of_villages

ALIKE_FROM = 0.95
"""Less is chance: two opinions about different things that share some common words."""
ALIKE_WITHOUT_PLACES = 0.7
"""So alike it is still when the names of villages are left out: a pump and a pond of one village
share nothing but its name, which is rare.
"""
FEWEST_WORDS = 2


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
    text: str,
    *,
    units: Collection[int],
    village: Village | None = None,
    limit: int = 5,
    sight: Sight = Sight.SHARED,
) -> list[SimilarMatter]:
    """The likeliest first, at most ``limit``; only matters of the units with these keys.

    A visitor is led by what everybody reads of a matter and by what several of its opinions have
    in common; the desk by every opinion. ``village`` is where the author says it is, if that is
    known; the text may name others. Empty for a text of no telling words, and while there is no
    index.
    """
    now, words = snapshot(sight), words_of(without_persons(text))
    if now is None or not units or len(words.plain) < FEWEST_WORDS:
        return []
    within = [tagged([tag("u", one) for one in units]), tagged([tag("h", "matter")])]
    known = Gazetteer(names_of_villages(units))
    places = known.named_in(words.plain) | ({place_key(village.name)} if village else set())
    near = nearest_matters(now, words, places=places, within=within)
    if places:
        bare = replace(words, plain=without_places(words.plain, places))
        apart = dict(nearest_matters(now, bare, places=(), within=within))
        near = [one for one in near if apart.get(one[0], 0.0) >= ALIKE_WITHOUT_PLACES]
    likely = dict([one for one in near if one[1] >= ALIKE_FROM][: limit * 2])
    rows = Matter.objects.filter(pk__in=likely, unit_id__in=units)
    found = rows.annotate(count=Count("raisings")).values_list(
        "pk", "code", "title", "state", "unit__name", "village__name", "count"
    )
    shown = [
        SimilarMatter(pk, code, title, state, unit, where or "", count, likely[pk])
        for pk, code, title, state, unit, where, count in found
    ]
    return sorted(shown, key=lambda one: (-one.score, one.pk))[:limit]
