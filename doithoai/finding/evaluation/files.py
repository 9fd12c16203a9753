"""Reading the labelled files; a wrong one is refused with the line that is wrong."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.management.base import CommandError

COLUMNS = ("id", "matter", "field", "kind", "village", "text")


@dataclass(frozen=True, slots=True)
class Opinion:
    id: str
    matter: str
    field: str
    kind: str
    village: str
    text: str

    @property
    def first_half(self) -> str:
        """As much as somebody has typed half-way: the first half of the words, rounded up."""
        words = self.text.split()
        return " ".join(words[: (len(words) + 1) // 2])


def read_opinions(path: Path) -> list[Opinion]:
    rows = [Opinion(*(row[name] for name in COLUMNS)) for row in _rows(path, COLUMNS)]
    if not rows:
        raise CommandError(f"{path}: no rows")
    return rows


def read_pairs(path: Path) -> list[tuple[str, str]]:
    names = ("matter_a", "matter_b")
    return [(row["matter_a"], row["matter_b"]) for row in _rows(path, names)]


def read_queries(path: Path) -> list[tuple[str, frozenset[str]]]:
    """Words with the matters that answer them, apart by spaces, commas or semicolons."""
    rows = _rows(path, ("query", "relevant"))
    found = [
        (row["query"], frozenset(re.split(r"[\s;,|]+", row["relevant"].strip()))) for row in rows
    ]
    return [(query, relevant - {""}) for query, relevant in found if relevant - {""}]


def _rows(path: Path, names: tuple[str, ...]) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in names if name not in (reader.fieldnames or ())]
            if missing:
                raise CommandError(f"{path}: no column {', '.join(missing)}")
            for row in reader:
                if any(row[name] is None for name in names):
                    raise CommandError(f"{path}, line {reader.line_num}: too few columns")
                yield row
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"{path}: {error}") from error
