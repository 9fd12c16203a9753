"""The words of a text in one spelling, however it was typed and wherever its author grew up."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from doithoai.kit.vietnamese import fold, normalized, spelling
from doithoai.language.lexicon import lexicon
from doithoai.language.syllables import mended

LONGEST_WORD: Final = 40
_WORD: Final = re.compile(r"[^\W_]+")
_NUMBER_WITH_UNIT: Final = re.compile(r"(\d+)([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Words:
    """``plain``: folded and mended, in order; ``concepts``: what several words mean alike.

    ``spelled``: each word as kit's ``spelling``, or as ``plain`` where it was typed without marks.
    """

    plain: tuple[str, ...]
    spelled: tuple[str, ...]
    concepts: frozenset[str]

    @property
    def pairs(self) -> list[str]:
        return [f"{first}_{second}" for first, second in pairwise(self.plain)]


def words_of(text: str) -> Words:
    """``đg ĐÔNG MẠC nát r`` → duong dong mac nat roi, with the concepts among them."""
    known = lexicon()
    plain: list[str] = []
    spelled: list[str] = []
    for raw in _WORD.findall(normalized("NFC", text.lower())):
        word = raw[:LONGEST_WORD]
        found = spelled_out(word)
        plain.extend(found)
        spelled.extend([_with_marks(word, found[0])] if len(found) == 1 else found)
    return Words(tuple(plain), tuple(spelled), frozenset(known.concepts_in(plain, spelled)))


@lru_cache(maxsize=50_000)
def spelled_out(raw: str) -> tuple[str, ...]:
    """What one word in small letters means: đg → duong, gpmb → giai phong mat bang, 5km → 5 km.

    Single words are remembered; whole texts are not, for their authors may have them erased.
    """
    short = lexicon().short_forms
    folded = fold(raw)
    if found := short.get(raw):
        return found
    if (raw == folded or len(folded) < 3) and (found := short.get(folded)):
        return found
    if parts := _NUMBER_WITH_UNIT.fullmatch(folded):
        return (parts[1], *spelled_out(parts[2]))
    return (mended(folded),)


@lru_cache(maxsize=50_000)
def _with_marks(raw: str, plain: str) -> str:
    return spelling(raw) if fold(raw) == plain and raw != plain else plain
