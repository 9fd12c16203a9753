"""A linear model over the words of a text: learnt in seconds, asked in a millisecond.

Regularised least squares on TF-IDF vectors of length one, solved exactly through the texts' inner
products (Rifkin and others, "Regularized least-squares classification", 2003). It needs numpy only,
so that cross-validation runs where the program runs.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt
from pathlib import Path
from typing import Any, Final, Self

import numpy as np

from doithoai.language.words import Words, words_of

type Matrix = np.ndarray[Any, np.dtype[np.float32]]

GRAM: Final = 4
_VIEWS: Final = {"words": 1.0, "pairs": 0.8, "concepts": 0.7, "grams": 0.4}
"""How much each view of a text counts; each is of length one before."""


def features_of(words: Words) -> Mapping[str, Sequence[str]]:
    """Features by view."""
    return {
        "words": words.plain,
        "pairs": words.pairs,
        "concepts": sorted(words.concepts),
        "grams": list(_grams(words)),
    }


def _grams(words: Words) -> Iterable[str]:
    joined = f" {' '.join(words.plain)} "
    return (f"^{joined[at : at + GRAM]}" for at in range(len(joined) - GRAM + 1))


@dataclass(frozen=True)
class LinearModel:
    """``labels`` in the order of the columns of ``weights`` (features × labels)."""

    labels: tuple[str, ...]
    rarity: dict[str, float]
    rows: dict[str, int]
    weights: Matrix
    bias: Matrix

    def scores(self, words: Words) -> dict[str, float]:
        """Towards 1 for what fits, about 0 for what does not; empty without a known feature."""
        vector = _vector(features_of(words), self.rarity)
        if not vector:
            return {}
        at = [self.rows[name] for name in vector]
        values = np.fromiter(vector.values(), np.float32, len(vector))
        found = values @ self.weights[at].astype(np.float32) + self.bias
        return dict(zip(self.labels, map(float, found), strict=True))

    def leaning(self, words: Words) -> bytes:
        """One byte a label: what the text leans to, as a vector whose length is 255; else empty."""
        scores = np.clip(np.fromiter(self.scores(words).values(), float), 0, None)
        length = float(np.linalg.norm(scores))
        return np.rint(scores * 255 / length).astype(np.uint8).tobytes() if length else b""

    def rarity_of(self, term: str) -> float:
        """Up to 1 for a word, pair or concept that the texts it was learnt from do not have."""
        return self.rarity.get(term, self._highest) / self._highest

    @cached_property
    def _highest(self) -> float:
        return max(self.rarity.values(), default=1.0)

    def pull(self, words: Words, label: str) -> dict[str, float]:
        """How much each feature of the text speaks for the label."""
        column = self.labels.index(label)
        vector = _vector(features_of(words), self.rarity)
        return {n: v * float(self.weights[self.rows[n], column]) for n, v in vector.items()}

    def save(self, path: Path) -> None:
        """One compressed file; weights below a thousandth of the largest do not tell."""
        names = list(self.rows)
        np.savez_compressed(
            path,
            labels=np.array(self.labels),
            names=np.array("\n".join(names)),
            rarity=np.array([self.rarity[name] for name in names], np.float16),
            weights=self.weights.astype(np.float16),
            bias=self.bias.astype(np.float32),
        )

    @classmethod
    def load(cls, path: Path) -> Self:
        with np.load(path, allow_pickle=False) as kept:
            names = str(kept["names"]).split("\n")
            rarity = dict(zip(names, map(float, kept["rarity"]), strict=True))
            rows = {name: at for at, name in enumerate(names)}
            labels = tuple(map(str, kept["labels"]))
            return cls(labels, rarity, rows, kept["weights"], kept["bias"])


def learn(
    texts: Sequence[str],
    given: Sequence[str],
    *,
    ridge: float,
    fewest: int = 2,
    balance: float = 0.0,
) -> LinearModel:
    """The model that tells the ``given`` labels of the texts.

    ``ridge``: the higher, the less single texts count; ``fewest``: features in fewer texts are
    left out; ``balance`` between 0 and 1: how far rare labels weigh as much as frequent ones.
    """
    featured = [features_of(words_of(text)) for text in texts]
    rarity = _rarities(featured, fewest)
    rows = {name: at for at, name in enumerate(rarity)}
    vectors = [_vector(one, rarity) for one in featured]
    labels = tuple(sorted(set(given)))
    aims = np.array([[1.0 if one == label else 0.0 for label in labels] for one in given])
    share = aims.mean(axis=0)
    stress = (1 / (aims @ share)) ** balance
    stress = stress / stress.mean()
    bias = (aims * stress[:, None]).sum(axis=0) / stress.sum()
    dense = _products(vectors, rows)
    dual = np.linalg.solve(dense + np.diag(ridge / stress), aims - bias)
    weights = np.zeros((len(rows), len(labels)))
    for vector, pull in zip(vectors, dual, strict=True):
        at = [rows[name] for name in vector]
        weights[at] += np.fromiter(vector.values(), float, len(vector))[:, None] * pull
    return LinearModel(labels, rarity, rows, weights.astype(np.float32), bias.astype(np.float32))


def _rarities(featured: Sequence[Mapping[str, Sequence[str]]], fewest: int) -> dict[str, float]:
    spread = Counter(name for one in featured for view in one.values() for name in set(view))
    total = len(featured)
    return {
        name: log((1 + total) / (1 + count)) + 1
        for name, count in spread.items()
        if count >= fewest
    }


def _vector(featured: Mapping[str, Sequence[str]], rarity: Mapping[str, float]) -> dict[str, float]:
    vector: dict[str, float] = {}
    for view, names in featured.items():
        counted = Counter(name for name in names if name in rarity)
        part = {name: (1 + log(count)) * rarity[name] for name, count in counted.items()}
        length = sqrt(sum(value * value for value in part.values()))
        for name, value in part.items():
            vector[name] = vector.get(name, 0.0) + _VIEWS[view] * value / length
    return vector


def _products(vectors: Sequence[Mapping[str, float]], rows: Mapping[str, int]) -> Any:
    """Inner products of all texts with all, by way of the texts that share each feature."""
    found = np.zeros((len(vectors), len(vectors)))
    having: dict[str, tuple[list[int], list[float]]] = {name: ([], []) for name in rows}
    for place, vector in enumerate(vectors):
        for name, value in vector.items():
            having[name][0].append(place)
            having[name][1].append(value)
    for places, values in having.values():
        at, weight = np.array(places), np.array(values)
        found[np.ix_(at, at)] += weight[:, None] * weight
    return found
