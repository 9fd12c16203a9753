"""One line of an official's day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Task:
    """``who`` answers for it; ``basis`` is the rule that says by when."""

    due_on: date
    title: str
    detail: str
    who: str
    basis: str
    url: str
    icon: str
    is_sample: bool
