"""How alike two texts are: shared words, pairs and concepts weighted by rarity, and the place."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import log, sqrt

from doithoai.opinions.text.words import Words

PAIRS, CONCEPTS = 1.35, 0.45
"""What a view counts beside the single words; tuned by ``doithoai evaluate``."""
SAME_PLACE, OTHER_PLACE = 0.15, 0.22
"""Added when both name the same village; taken off when they name different ones."""
EVERY_FURTHER = 0.06
"""A matter is as near as its nearest opinion, and a little for each further one."""

type Rarity = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class View:
    """Weights of the terms of one kind, and their length as a vector."""

    weights: dict[str, float]
    length: float


@dataclass(frozen=True, slots=True)
class Portrait:
    words: View
    pairs: View
    concepts: View
    places: frozenset[object]


def portrait(
    plain: tuple[str, ...], concepts: Iterable[str], places: Iterable[object], rarity: Rarity
) -> Portrait:
    pairs = [f"{one}_{two}" for one, two in pairwise(plain)]
    return Portrait(
        _view(plain, rarity), _view(pairs, rarity), _view(concepts, rarity), frozenset(places)
    )


def portrait_of(words: Words, places: Iterable[object], rarity: Rarity) -> Portrait:
    return portrait(words.plain, words.concepts, places, rarity)


def likeness(one: Portrait, two: Portrait) -> float:
    """Higher is more alike; a text and itself at one place have 1 + PAIRS + CONCEPTS + SAME_PLACE.

    Another village named is a sign of another matter in the same words.
    """
    score = (
        _cosine(one.words, two.words)
        + PAIRS * _cosine(one.pairs, two.pairs)
        + CONCEPTS * _cosine(one.concepts, two.concepts)
    )
    if one.places and two.places:
        score += SAME_PLACE if one.places & two.places else -OTHER_PLACE
    return score


def gathered(scores: Iterable[float]) -> float:
    """The likeness of a matter from that of its opinions."""
    ordered = sorted(scores, reverse=True)
    return ordered[0] + EVERY_FURTHER * sum(one for one in ordered[1:] if one > 0)


def _view(terms: Iterable[str], rarity: Rarity) -> View:
    weights = {
        term: (1 + log(count)) * rarity(term) if count > 1 else rarity(term)
        for term, count in Counter(terms).items()
    }
    return View(weights, sqrt(sum(weight * weight for weight in weights.values())))


def _cosine(one: View, two: View) -> float:
    if not one.length or not two.length:
        return 0.0
    small, large = sorted((one.weights, two.weights), key=len)
    shared = sum(weight * large[term] for term, weight in small.items() if term in large)
    return shared / (one.length * two.length)
