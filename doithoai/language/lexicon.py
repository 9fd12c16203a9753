"""The shipped word lists: short forms, and words that mean alike in different parts of the land."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from doithoai.kit.vietnamese import fold, spelling

DATA: Final = Path(__file__).resolve().parent / "data"
LONGEST: Final = 4
"""Words in a phrase of the list of concepts, at most."""


@dataclass(frozen=True)
class Lexicon:
    """``short_forms``: what is typed → the words meant; ``concepts``: phrase → its concepts."""

    short_forms: dict[str, tuple[str, ...]]
    concepts: "_Phrases"

    def concepts_in(self, plain: Sequence[str], spelled: Sequence[str]) -> Iterator[str]:
        """Concepts whose phrase stands in the folded words.

        ``spelled``: the same words with their marks, where they have some: mạc is not mắc.
        """
        return _standing(self.concepts, plain, spelled)


type _Phrases = dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]]


def _standing(phrases: _Phrases, plain: Sequence[str], spelled: Sequence[str]) -> Iterator[str]:
    for at in range(len(plain)):
        for length in range(1, LONGEST + 1):
            for phrase, meaning in phrases.get(tuple(plain[at : at + length]), ()):
                written = zip(phrase, spelled[at : at + length], plain[at:], strict=False)
                if all(two in (one, bare) for one, two, bare in written):
                    yield meaning


@cache
def lexicon() -> Lexicon:
    short = {row["typed"]: tuple(fold(row["meant"]).split()) for row in rows_of("short_forms.csv")}
    return Lexicon(short, _phrases("concepts.csv", "concept", "="))


def _phrases(name: str, column: str, mark: str) -> _Phrases:
    found: _Phrases = {}
    for row in rows_of(name):
        phrase = tuple(spelling(word) for word in row["phrase"].split())
        folded = tuple(fold(row["phrase"]).split())
        found.setdefault(folded, []).append((phrase, f"{mark}{row[column]}"))
    return found


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """Rows of a shipped list."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
