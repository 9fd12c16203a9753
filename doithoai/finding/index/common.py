"""What several opinions have in common: no word of one person alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from doithoai.language.privacy import without_persons
from doithoai.language.words import Words, words_of

FEWEST: Final = 3
"""Opinions of one matter that must have a word before it leads others there."""


def words_in_common(texts: Iterable[str]) -> Words:
    """What at least three of the texts have: words, kept in a row where three have them in a row,
    and concepts. Marks are left out: with them a word of one person could be told from others."""
    said = [words_of(without_persons(text)) for text in texts]
    if len(said) < FEWEST:
        return Words((), (), frozenset())
    singles = _of_several(words.plain for words in said)
    pairs = _of_several(words.pairs for words in said)
    rows = chain.from_iterable(_rows(words.plain, singles, pairs) for words in said)
    plain = tuple(chain.from_iterable(dict.fromkeys(rows)))
    return Words(plain, plain, _of_several(words.concepts for words in said))


def _of_several(sets: Iterable[Iterable[str]]) -> frozenset[str]:
    counts = Counter(chain.from_iterable(map(set, sets)))
    return frozenset(one for one, count in counts.items() if count >= FEWEST)


def _rows(
    plain: Sequence[str], singles: frozenset[str], pairs: frozenset[str]
) -> list[tuple[str, ...]]:
    """The words of one text that several have, cut wherever several do not go on alike."""
    rows: list[tuple[str, ...]] = []
    before = ""
    for word in plain:
        if word in singles and rows and f"{before}_{word}" in pairs:
            rows[-1] += (word,)
        elif word in singles:
            rows.append((word,))
        before = word
    return rows
