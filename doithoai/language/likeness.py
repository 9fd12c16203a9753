"""How alike two texts are: words, pairs and concepts weighted by rarity, the field, the place."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, log
from operator import mul

PAIRS, CONCEPTS, FIELDS = 1.6, 0.3, 0.5
"""What a view counts beside the single words; tuned by ``doithoai evaluate``."""
SAME_PLACE, OTHER_PLACE = 0.15, 0.22
"""Added when both name the same village; taken off when they name different ones."""
EVERY_FURTHER = 0.06
"""A matter is as near as its nearest opinion, and a little for each further one."""

type Rarity = Mapping[str, float]
"""The inverse document frequency of any term."""


@dataclass(frozen=True, slots=True)
class View:
    """Weights of the terms of one kind, and their length as a vector."""

    weights: Mapping[str, float]
    length: float


@dataclass(frozen=True, slots=True)
class Portrait:
    words: View
    pairs: View
    concepts: View
    fields: bytes
    places: frozenset[str]


def portrait(
    plain: tuple[str, ...],
    concepts: Iterable[str],
    fields: bytes,
    places: Iterable[str],
    rarity: Rarity,
) -> Portrait:
    """``fields``: what the text leans to, as ``LinearModel.leaning``; empty when nobody knows."""
    pairs = [f"{one}_{two}" for one, two in pairwise(plain)]
    return Portrait(
        _view(plain, rarity),
        _view(pairs, rarity),
        _view(concepts, rarity),
        fields,
        frozenset(places),
    )


def likeness(one: Portrait, two: Portrait) -> float:
    """Higher is more alike; a text and itself at one place have 1 + PAIRS + CONCEPTS + FIELDS +
    SAME_PLACE.

    Another village named is a sign of another matter in the same words.
    """
    score: float = (
        _cosine(one.words, two.words)
        + PAIRS * _cosine(one.pairs, two.pairs)
        + CONCEPTS * _cosine(one.concepts, two.concepts)
        + FIELDS * sum(map(mul, one.fields, two.fields)) / 255**2
    )
    if one.places and two.places:
        score += SAME_PLACE if one.places & two.places else -OTHER_PLACE
    return score


def gathered(scores: Iterable[float]) -> float:
    """The likeness of a matter from that of its opinions."""
    ordered = sorted(scores, reverse=True)
    return ordered[0] + EVERY_FURTHER * sum(one for one in ordered[1:] if one > 0)


def _view(terms: Iterable[str], rarity: Rarity) -> View:
    """A word said again counts more, but less each time."""
    counts = Counter(terms)
    weights = {term: rarity[term] for term in counts}
    if len(weights) < counts.total():
        for term, count in counts.items():
            if count > 1:
                weights[term] *= 1 + log(count)
    return View(weights, hypot(*weights.values()))


def _cosine(one: View, two: View) -> float:
    mine, theirs = one.weights, two.weights
    shared = mine.keys() & theirs.keys()
    if not shared:
        return 0.0
    return sum(mine[term] * theirs[term] for term in shared) / (one.length * two.length)
