"""Ranking what a few typed words mean, in one state of the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import tantivy

from doithoai.finding.glued import parted
from doithoai.finding.index.documents import MATTER, OPINION, Body, marked_terms, tag
from doithoai.finding.index.reader import Hit, Snapshot, both, tagged
from doithoai.finding.nearest import nearest_things
from doithoai.language.likeness import gathered
from doithoai.language.words import Words

CANDIDATES: Final = 90
"""Of each kind: a matter that hundreds of opinions raise must not hide the others."""
MOST_WORDS: Final = 12
"""A longer question is a text, and is compared as texts are: most of it says nothing."""
LIKE_ENOUGH: Final = 0.8
"""So alike a thing is to such a text, or it is no answer; whoever searches chooses among them."""
PAIR, MARK, CONCEPT, SLIP = 0.9, 0.35, 0.5, 0.6
"""What a pair, a word with the same marks, one of like meaning and a slip count beside a word."""
WORDS_OF_CONCEPT: Final = 2
"""Of exact words one of like meaning speaks for so many; it does not stand for a whole question."""
SHORTEST_SLIP: Final = 4
"""Letters: a shorter word is near to half of the language."""
ENOUGH: Final = 0.34
"""So much of the rarity of what was asked must be there, or it is no answer."""
FEW_WORDS, MOST_OF_FEW = 5, 0.5
"""Of so few words that were typed with marks more must be there."""
OTHER_MARKS: Final = 0.3
"""What a word counts that is there with other marks only: rộng beside rông."""
MARKED_FROM: Final = 0.3
"""So many of its words have marks in a text that was typed with them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Typed words with what each is worth; ``slips``: words that the index does not know;
    ``spelled``: those that were typed with marks."""

    words: Words
    worth: dict[str, float]
    slips: tuple[str, ...]
    spelled: dict[str, str]

    @property
    def is_exact(self) -> bool:
        """Whether just these words are meant: a few, and most of them typed with marks."""
        return len(self.worth) <= FEW_WORDS and 2 * len(self.spelled) > len(self.worth)


def asked_in(now: Snapshot, words: Words) -> Asked:
    worth = {word: now.rarity[word] for word in words.plain}
    slips = tuple(word for word in worth if len(word) >= SHORTEST_SLIP and not now.count(word))
    pairs = zip(words.plain, words.spelled, strict=True)
    spelled = {plain: typed for plain, typed in pairs if plain != typed}
    return Asked(words, worth, slips, spelled)


def ranked_matters(
    now: Snapshot, words: Words, within: Sequence[tantivy.Query] = ()
) -> list[tuple[int, float]]:
    """Keys of matters with their scores, best first: by their own words and their opinions'."""
    scores: dict[int, list[float]] = {}
    things = [
        *ranked_things(now, words, [*within, tagged([tag("k", MATTER)])]),
        *ranked_things(now, words, [*within, tagged([tag("k", OPINION)])]),
    ]
    for hit, score in things:
        for matter in hit.body.matters:
            scores.setdefault(matter, []).append(score)
    best = [(matter, gathered(found)) for matter, found in scores.items()]
    return sorted(best, key=lambda one: (-one[1], -one[0]))


def ranked_things(
    now: Snapshot,
    words: Words,
    within: Sequence[tantivy.Query] = (),
    limit: int = CANDIDATES,
) -> list[tuple[Hit, float]]:
    """Matters and opinions that have enough of what was asked, best first."""
    words = parted(now, words)
    if len(words.plain) > MOST_WORDS:
        near = nearest_things(now, words, places=(), within=within)
        kept = [(hit, score) for hit, score in near if score >= LIKE_ENOUGH]
    else:
        kept = _having_enough(now, asked_in(now, words), within, limit)
    return sorted(kept, key=lambda one: (-one[1], one[0].key))


def _having_enough(
    now: Snapshot, asked: Asked, within: Sequence[tantivy.Query], limit: int
) -> list[tuple[Hit, float]]:
    if not asked.worth:
        return []
    found = now.hits(both(_query(now, asked), *within), limit)
    top = max((hit.score for hit in found), default=1.0) or 1.0
    enough = MOST_OF_FEW if asked.is_exact else ENOUGH
    covers = [(hit, covered(asked, hit)) for hit in found]
    return [(hit, share + 0.5 * hit.score / top) for hit, share in covers if share >= enough]


def _query(now: Snapshot, asked: Asked) -> tantivy.Query:
    words = asked.words
    exact = now.any_of(
        [
            *((word, 1.0) for word in asked.worth if word not in asked.slips),
            *((pair, PAIR) for pair in words.pairs),
            *((marked, MARK) for marked in marked_terms(words)),
            *((concept, CONCEPT) for concept in words.concepts),
        ]
    )
    slips = [tantivy.Query.boost_query(now.nearly(word), SLIP) for word in asked.slips]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in (exact, *slips)])


def covered(asked: Asked, hit: Hit) -> float:
    """Between 0 and about 2: the share of what was asked that is there, then the pairs in a row."""
    body, has = hit.body, frozenset(hit.body.plain)
    concepts = asked.words.concepts & frozenset(body.concepts)
    total = sum(asked.worth.values()) or 1.0
    other = _with_other_marks(asked, hit.body)
    there = sum(
        OTHER_MARKS * worth if word in other else worth
        for word, worth in asked.worth.items()
        if word in has
    )
    there += sum(SLIP * asked.worth[slip] for slip in asked.slips if _is_nearly_in(slip, has))
    spoken_for = max(1.0, len(asked.words.concepts))
    if asked.is_exact:
        spoken_for = max(spoken_for, len(asked.worth) / WORDS_OF_CONCEPT)
    alike = CONCEPT * len(concepts) / spoken_for if concepts else 0.0
    pairs = set(asked.words.pairs)
    rows = {f"{one}_{two}" for one, two in pairwise(body.plain)}
    together = len(pairs & rows) / len(pairs) if pairs else 0.0
    missing = 1 - there / total
    return there / total + alike * missing + 0.5 * together


def _with_other_marks(asked: Asked, body: Body) -> frozenset[str]:
    """Words that a text with marks writes in another way than they were typed.

    Hỏi and ngã are one: half of the country speaks them alike.
    """
    if len(body.spelled) < MARKED_FROM * len(frozenset(body.plain)):
        return frozenset()
    there = {_heard(one) for one in body.spelled}
    return frozenset(plain for plain, one in asked.spelled.items() if _heard(one) not in there)


def _heard(spelled: str) -> str:
    return spelled.replace("4", "3")


def _is_nearly_in(slip: str, has: frozenset[str]) -> bool:
    return any(is_near(slip, word) for word in has)


def is_near(one: str, two: str) -> bool:
    """At most one letter more, less or other, or two neighbours that changed places."""
    if abs(len(one) - len(two)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), None)
    if start is None:
        return True
    rest_one, rest_two = one[start:], two[start:]
    return (
        rest_one[1:] == rest_two[1:]
        or rest_one[1:] == rest_two
        or rest_one == rest_two[1:]
        or (rest_one[:2] == rest_two[1::-1] and rest_one[2:] == rest_two[2:])
    )
