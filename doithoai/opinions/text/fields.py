"""Which field of life a text belongs to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SuggestedField:
    """``field`` is a value of opinions.fields.Field; ``score`` between 0 and 1."""

    field: str
    score: float


def suggest_fields(text: str, most: int = 3) -> list[SuggestedField]:
    """At most ``most`` fields, the likeliest first; empty for a text without known words."""
    return []
