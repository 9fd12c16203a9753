"""What an opinion may be about: known matters, its field, the village that its words name."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log

from django.db.models import QuerySet

from doithoai.finding.index.schema import Sight
from doithoai.finding.search import Filters, search_matters
from doithoai.finding.similar import similar_matters
from doithoai.kit.time import today
from doithoai.kit.vietnamese import fold, slug
from doithoai.language.fields import suggest_fields
from doithoai.opinions.fields import Field
from doithoai.opinions.models import Matter, Opinion
from doithoai.opinions.queries import with_raised
from doithoai.places.models import Village
from doithoai.places.queries import villages_of
from doithoai.places.rules import bare_village

MOST_SHOWN = 6
MOST_CANDIDATES = 500
RARE_ENOUGH = 2.0
"""At least this much rarity must be shared, or the likeness is chance."""


def known_matters(
    among: QuerySet[Matter], unit_id: int, text: str, words: str = ""
) -> list[Matter]:
    """Matters of the unit among these that the text may raise, or those that the words find.

    Each with its village and ``raised``, the number of opinions behind it.
    """
    among = with_raised(among.select_related("village"))
    if words:
        return found_matters(among, unit_id, words)
    return alike_matters(among, unit_id, text)


def found_matters(among: QuerySet[Matter], unit_id: int, words: str) -> list[Matter]:
    """Those of ``among`` that the words find, the best first."""
    found = search_matters(words, Filters(units=[unit_id]), sight=Sight.OFFICE)
    if found.is_ready:
        return _in_order(among, found.keys)
    wanted = set(fold(words).split())
    return [one for one in _newest(among) if wanted <= set(fold(_words(one)).split())]


def alike_matters(among: QuerySet[Matter], unit_id: int, text: str) -> list[Matter]:
    """Those of ``among`` that the text may be about, the likeliest first."""
    near = similar_matters(text, units=[unit_id], limit=MOST_SHOWN, sight=Sight.OFFICE)
    return _in_order(among, [one.pk for one in near]) or likely_matters(_newest(among), text)


def likely_matters(matters: Iterable[Matter], text: str, most: int = MOST_SHOWN) -> list[Matter]:
    """Those of ``matters`` that share telling word pairs with ``text``, the likeliest first.

    Most Vietnamese words are two syllables, so that single ones say little. A pair tells the
    more, the fewer matters have it; common pairs need no list.
    """
    pairs = {matter: _pairs(_words(matter)) for matter in matters}
    spread = Counter(pair for has in pairs.values() for pair in has)
    weight = {pair: log((1 + len(pairs)) / count) + 0.5 for pair, count in spread.items()}
    asked = _pairs(text)
    scores = {m: sum(weight[pair] for pair in has & asked) for m, has in pairs.items()}
    likely = [matter for matter, score in scores.items() if score >= RARE_ENOUGH]
    return sorted(likely, key=lambda matter: scores[matter], reverse=True)[:most]


def _in_order(among: QuerySet[Matter], keys: list[int]) -> list[Matter]:
    found = among.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _newest(among: QuerySet[Matter]) -> QuerySet[Matter]:
    return among.order_by("-opened_at", "-id")[:MOST_CANDIDATES]


def _words(matter: Matter) -> str:
    return f"{matter.title} {matter.summary}"


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(fold(text).replace(",", " ").replace(".", " ").split()))


def named_village(opinion: Opinion) -> Village | None:
    """The one village of the unit whose name stands in the text; None for none and for several."""
    said = f" {slug(opinion.text)} ".replace("-", " ")
    rows = villages_of(opinion.unit, today())
    named = [one for one in rows if f" {slug(bare_village(one.name))} ".replace("-", " ") in said]
    return named[0] if len(named) == 1 else None


def suggested_fields(opinion: Opinion) -> list[tuple[str, str]]:
    """(value, label) of the fields that the text is likely of, the likeliest first."""
    return [(one.field, str(Field(one.field).label)) for one in suggest_fields(opinion.text)]
