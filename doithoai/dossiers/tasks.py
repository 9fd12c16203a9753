"""One thing that waits for an official, and how many of a kind are shown."""

from dataclasses import dataclass
from datetime import date

from doithoai.dossiers.links import Link

MOST_OF_A_KIND = 20
FETCHED = MOST_OF_A_KIND + 1
"""The one more tells that there are more."""


@dataclass(frozen=True, slots=True)
class Task:
    """``who`` answers for it; ``basis`` is the rule that says by when."""

    due_on: date
    title: str
    detail: str
    who: str
    basis: str
    link: Link
    is_sample: bool
