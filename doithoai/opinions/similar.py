"""Which known matters an opinion may be about."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from math import log

from doithoai.kit.vietnamese import fold
from doithoai.opinions.models import Matter

MOST_SHOWN = 6
RARE_ENOUGH = 2.0
"""At least this much rarity must be shared, or the likeness is chance."""


def matters_with_words(matters: Iterable[Matter], words: str) -> list[Matter]:
    """Those that have every one of the words, with or without marks."""
    wanted = set(fold(words).split())
    return [one for one in matters if wanted <= set(fold(_words(one)).split())]


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


def _words(matter: Matter) -> str:
    return f"{matter.title} {matter.summary}"


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(fold(text).replace(",", " ").replace(".", " ").split()))
