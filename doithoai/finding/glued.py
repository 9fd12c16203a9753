"""Words typed without the space between them: ``nuocsach`` is nước sạch."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from doithoai.finding.index.reader import Snapshot
from doithoai.language.lexicon import lexicon
from doithoai.language.syllables import LONGEST_SYLLABLE, SYLLABLES
from doithoai.language.words import LONGEST_WORD, Words

SHORTEST: Final = 5
"""Letters of a word that may be two."""
MOST_WAYS: Final = 8
"""Ways to part the beginning of a word that are followed further."""


def parted(now: Snapshot, words: Words) -> Words:
    """The words, with those that nothing in the index has parted where it has each part."""
    parts = [_parts(now, word) or (word,) for word in words.plain]
    if all(len(one) == 1 for one in parts):
        return words
    plain: list[str] = []
    spelled: list[str] = []
    for found, typed in zip(parts, words.spelled, strict=True):
        plain += found
        spelled += found if len(found) > 1 else (typed,)
    return Words(tuple(plain), tuple(spelled), frozenset(lexicon().concepts_in(plain, spelled)))


def _parts(now: Snapshot, word: str) -> Sequence[str]:
    """The fewest syllables that make the word; of as many those that stand together most often.

    Empty for what is one syllable, or a word of the index as it is.
    """
    if word in SYLLABLES or not SHORTEST <= len(word) <= LONGEST_WORD or now.count(word):
        return ()
    ways: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(word) + 1):
        found = [
            (*way, word[begin:end])
            for begin in range(max(0, end - LONGEST_SYLLABLE), end - 1)
            if ways[begin] and _is_part(now, word[begin:end])
            for way in ways[begin]
        ]
        ways.append(sorted(found, key=lambda way: _order(now, way))[:MOST_WAYS])
    return next(iter(ways[-1]), ())


def _is_part(now: Snapshot, syllable: str) -> bool:
    return syllable in SYLLABLES and now.count(syllable) > 0


def _order(now: Snapshot, way: Sequence[str]) -> tuple[int, int]:
    return len(way), -sum(now.count(f"{one}_{two}") for one, two in pairwise(way))
