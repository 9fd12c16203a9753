"""Opinions that say nearly the same words: sent by many, decided as one.

A text is sketched by the smallest hashes of its word pairs; two texts with nearly the same pairs
have nearly the same sketch (bottom-k sketches of MinHash, Broder 1997).
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from itertools import pairwise
from typing import Final
from zlib import crc32

from doithoai.kit.vietnamese import slug

type Sketch = tuple[int, ...]

SKETCH = 12
ALIKE_FROM = 8
"""So many of the smallest hashes must be the same ones."""


_KEPT: Final = 20_000
_sketches: dict[bytes, Sketch] = {}
"""By the digest of their text: what somebody has erased does not live on in a web process."""


def sketch(text: str) -> Sketch:
    """The smallest hashes of the pairs of folded words, at most SKETCH of them."""
    key = blake2b(text.encode(), digest_size=16).digest()
    known = _sketches.get(key)
    if known is None:
        if len(_sketches) >= _KEPT:
            _sketches.clear()
        known = _sketches[key] = _sketched(text)
    return known


def _sketched(text: str) -> Sketch:
    words = slug(text).split("-")
    pairs = {crc32(f"{one} {two}".encode()) for one, two in pairwise(words)}
    return tuple(sorted(pairs)[:SKETCH]) or (crc32(words[0].encode()),)


def alike_groups(texts: Iterable[tuple[int, str]]) -> dict[int, list[int]]:
    """As ``groups_of`` the sketches of these texts."""
    return groups_of((key, sketch(text)) for key, text in texts)


def groups_of(sketches: Iterable[tuple[int, Sketch]]) -> dict[int, list[int]]:
    """Keys of texts by the key of the first of each group; those that stand alone are absent.

    A text joins the first earlier group whose leader it resembles. Linear in the number of texts
    as long as most differ.
    """
    leaders: dict[int, list[int]] = {}
    followers: dict[int, list[int]] = {}
    for key, marks in sketches:
        shared = Counter(leader for mark in marks for leader in leaders.get(mark, ()))
        needed = min(ALIKE_FROM, len(marks))
        found = [one for one, count in shared.items() if count >= needed]
        if found:
            followers.setdefault(min(found), []).append(key)
            continue
        for mark in marks:
            leaders.setdefault(mark, []).append(key)
    return {leader: [leader, *others] for leader, others in followers.items()}
