"""Which known matters an opinion may be about, by the words they share."""

from collections import Counter
from collections.abc import Iterable
from math import log

from doithoai.kit.vietnamese import fold
from doithoai.opinions.models import Matter

MOST_SHOWN = 8
RARE_ENOUGH = 2.0
"""At least this much rarity must be shared, or the likeness is chance."""


def likely_matters(matters: Iterable[Matter], text: str, most: int = MOST_SHOWN) -> list[Matter]:
    """Those of ``matters`` that share telling words with ``text``, the likeliest first.

    A word tells the more, the fewer matters have it, so common words need no list.
    """
    words = {matter: _words(f"{matter.title} {matter.summary}") for matter in matters}
    spread = Counter(word for has in words.values() for word in has)
    weight = {word: log((1 + len(words)) / count) + 0.5 for word, count in spread.items()}
    asked = _words(text)
    scores = {m: sum(weight[word] for word in has & asked) for m, has in words.items()}
    likely = [matter for matter, score in scores.items() if score >= RARE_ENOUGH]
    return sorted(likely, key=lambda matter: scores[matter], reverse=True)[:most]


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in fold(text).split() if len(word) > 1)
