"""The shipped word lists: short forms, and words that mean alike in different parts of the land."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from doithoai.kit.vietnamese import fold, spelling

DATA: Final = Path(__file__).resolve().parent.parent / "data"
LONGEST: Final = 4
"""Words in a phrase of the list of concepts, at most."""


@dataclass(frozen=True)
class Lexicon:
    """``short_forms``: what is typed → the words meant; ``concepts``: phrase → its concepts."""

    short_forms: dict[str, tuple[str, ...]]
    concepts: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]]
    common: frozenset[str]

    def concepts_in(self, plain: list[str], spelled: list[str]) -> Iterator[str]:
        """Concepts whose phrase stands in the folded words.

        ``spelled``: the same words with their marks, where they have some: mạc is not mắc.
        """
        for at in range(len(plain)):
            for length in range(1, LONGEST + 1):
                for phrase, concept in self.concepts.get(tuple(plain[at : at + length]), ()):
                    written = zip(phrase, spelled[at : at + length], plain[at:], strict=False)
                    if all(two in (one, bare) for one, two, bare in written):
                        yield concept


@cache
def lexicon() -> Lexicon:
    short = {row["typed"]: tuple(fold(row["meant"]).split()) for row in _rows("short_forms.csv")}
    concepts: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
    for row in _rows("concepts.csv"):
        phrase = tuple(spelling(word) for word in row["phrase"].split())
        one = (phrase, f"={row['concept']}")
        concepts.setdefault(tuple(fold(row["phrase"]).split()), []).append(one)
    return Lexicon(short, concepts, frozenset(_lines("common_words.txt")))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _lines(name: str) -> Iterable[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        yield from fold(line).split()
