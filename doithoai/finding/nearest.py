"""The matters nearest to a text, in one state of the index."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import tantivy

from doithoai.finding.index.documents import MATTER, OPINION, place_term, tag
from doithoai.finding.index.reader import Hit, Snapshot, both, tagged
from doithoai.finding.index.schema import Sight
from doithoai.language.likeness import PAIRS, Portrait, gathered, likeness, portrait
from doithoai.language.words import Words

CANDIDATES: Final = 100
"""Things looked at closely; what is more alike is hardly ever beyond them."""
MOST_WORDS, MOST_PAIRS, MOST_CONCEPTS = 18, 18, 8
"""The rarest of each that are asked for: a long text would ask for hundreds."""
PLACE: Final = 1.5
"""What being about the same village counts beside a shared word, when candidates are sought."""
SHARE: Final = 1.5
"""What the index's own score counts, as a share of that of a thing with every term once."""
LONGEST: Final = 400
"""Words of a text that are read."""


def nearest_matters(
    now: Snapshot,
    words: Words,
    *,
    places: Collection[str],
    within: Sequence[tantivy.Query] = (),
    without: str = "",
) -> list[tuple[int, float]]:
    """Keys of matters with their likeness, the most alike first.

    ``places``: bare names of villages that the text is about; ``within``: what every thing must
    be; ``without``: the key of a thing that does not count.
    """
    scores: dict[int, list[float]] = {}
    for hit, score in nearest_things(now, words, places=places, within=within, without=without):
        for matter in hit.body.matters:
            scores.setdefault(matter, []).append(score)
    near = [(matter, gathered(found)) for matter, found in scores.items()]
    return sorted(near, key=lambda one: (-one[1], one[0]))


def nearest_things(
    now: Snapshot,
    words: Words,
    *,
    places: Collection[str],
    within: Sequence[tantivy.Query] = (),
    without: str = "",
) -> list[tuple[Hit, float]]:
    """Opinions and matters that share telling words with the text, each with its likeness."""
    words = Words(words.plain[:LONGEST], words.spelled[:LONGEST], words.concepts)
    telling = telling_terms(now, words)
    asked = [(term, weight) for term, weight in telling if now.count(term)]
    if not asked:
        return []
    asked += [(place_term(one), PLACE) for one in places]
    fields = now.model.leaning(words)
    mine = portrait(words.plain, words.concepts, fields, places, now.rarity)
    found = [hit for hit in _candidates(now, now.any_of(asked), within) if hit.key != without]
    whole = sum(weight * now.gain(term) for term, weight in telling)
    return [
        (hit, likeness(mine, _portrait_of(now, hit)) + SHARE * hit.score / whole) for hit in found
    ]


def _portrait_of(now: Snapshot, hit: Hit) -> Portrait:
    body = hit.body
    plain = body.plain[:LONGEST]
    if now.sight == Sight.SHARED:
        plain += body.shared[:LONGEST]
    return portrait(plain, body.concepts, body.fields, body.places, now.rarity)


def _candidates(now: Snapshot, query: tantivy.Query, within: Sequence[tantivy.Query]) -> list[Hit]:
    """Of each kind: a matter that hundreds of opinions raise must not hide the others."""
    opinions, matters = (tagged([tag("k", kind)]) for kind in (OPINION, MATTER))
    return [
        *now.hits(both(query, *within, opinions), CANDIDATES),
        *now.hits(both(query, *within, matters), CANDIDATES // 3),
    ]


def telling_terms(now: Snapshot, words: Words) -> list[tuple[str, float]]:
    """The rarest words, pairs and concepts that the index knows with their weight, then what there
    are of others up to the same number."""
    return [
        *((one, 1.0) for one in _rarest(now, set(words.plain), MOST_WORDS)),
        *((one, PAIRS) for one in _rarest(now, set(words.pairs), MOST_PAIRS)),
        *((one, 1.0) for one in _rarest(now, words.concepts, MOST_CONCEPTS)),
    ]


def _rarest(now: Snapshot, terms: Iterable[str], most: int) -> list[str]:
    """What is nowhere in the index comes last: nothing is found by it."""
    return sorted(terms, key=lambda one: (not now.count(one), -now.rarity[one], one))[:most]
