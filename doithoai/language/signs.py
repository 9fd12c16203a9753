"""Signs that a text is a complaint or a denunciation in the sense of the law."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from doithoai.kit.vietnamese import fold
from doithoai.language.lexicon import DATA, rows_of
from doithoai.language.linear import LinearModel
from doithoai.language.words import words_of

MODEL: Final = DATA / "statutory_model.npz"
ASK_FROM: Final = 0.38
"""Low on purpose: to ask one author too many costs a touch, to miss one costs more."""
MOST_WORDS: Final = 5
FEWEST_WORDS: Final = 4
"""Fewer say nothing by themselves: only a listed phrase among them is a sign."""
_SPEAKER: Final = frozenset({"toi", "em", "chau", "minh", "chung"})
_WORD: Final = re.compile(r"[^\W_]+")


class StatutoryKind(StrEnum):
    """Luật Khiếu nại 02/2011/QH13 and Luật Tố cáo 25/2018/QH14: ways of their own."""

    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"


@dataclass(frozen=True, slots=True)
class StatutorySigns:
    """``words``: pieces of the text, as written, that speak for ``kind``; for asking the author."""

    kind: StatutoryKind
    words: tuple[str, ...]
    score: float

    @property
    def phrases(self) -> tuple[str, ...]:
        """Of these the ones that say something by themselves, to an official too."""
        return tuple(one for one in self.words if " " in one)


def statutory_signs(text: str) -> StatutorySigns | None:
    """The likelier kind with its signs; None when the text reads like an ordinary opinion.

    It only gives a reason to ask the author; it never decides.
    """
    return signs_by(_model(), text)


def signs_by(model: LinearModel, text: str) -> StatutorySigns | None:
    """What ``statutory_signs`` answers, by another model."""
    said = words_of(text)
    scores = model.scores(said)
    if not scores:
        return None
    likely = {kind: scores[kind] for kind in StatutoryKind}
    if (score := sum(likely.values())) < ASK_FROM:
        return None
    kind = max(likely, key=lambda one: likely[one])
    words = tuple(dict.fromkeys(_phrases(text, kind)))[:MOST_WORDS]
    if not words and sum(not word.isdigit() for word in said.plain) < FEWEST_WORDS:
        return None
    words = words or tuple(_pulling(model, text, kind))
    return StatutorySigns(kind, words, score) if words else None


def _phrases(text: str, kind: StatutoryKind) -> Iterator[str]:
    """Listed phrases of the kind that stand in the text, longest first, as they are written."""
    raw = _WORD.findall(text)
    folded = [fold(word) for word in raw]
    for phrase in _listed(kind):
        for at in range(len(folded) - len(phrase) + 1):
            if tuple(folded[at : at + len(phrase)]) == phrase:
                yield " ".join(raw[at : at + len(phrase)])


@cache
def _listed(kind: StatutoryKind) -> list[tuple[str, ...]]:
    rows = [row["phrase"] for row in rows_of("statutory_words.csv") if row["kind"] == kind]
    return sorted((tuple(fold(one).split()) for one in rows), key=len, reverse=True)


def _pulling(model: LinearModel, text: str, kind: StatutoryKind) -> list[str]:
    """Without a listed phrase: the words that pulled most, as they are written.

    That somebody speaks of themselves is no sign: a short text has often nothing else.
    """
    pull = model.pull(words_of(text), kind)
    written = {words_of(word).plain: word for word in reversed(_WORD.findall(text))}
    known = [
        (pull.get(plain[0], 0.0), word)
        for plain, word in written.items()
        if plain and fold(word) not in _SPEAKER
    ]
    return [word for value, word in sorted(known, reverse=True)[:3] if value > 0]


@cache
def _model() -> LinearModel:
    return LinearModel.load(MODEL)
