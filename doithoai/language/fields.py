"""Which field of life a text belongs to."""

from dataclasses import dataclass
from functools import cache

from doithoai.language.lexicon import DATA
from doithoai.language.linear import LinearModel
from doithoai.language.words import words_of

MODEL = DATA / "field_model.npz"


@dataclass(frozen=True, slots=True)
class SuggestedField:
    """``field`` is a value of opinions.fields.Field; ``score`` between 0 and 1."""

    field: str
    score: float


def suggest_fields(text: str, most: int = 3) -> list[SuggestedField]:
    """At most ``most`` fields, the likeliest first; empty for a text without known words."""
    return ranked_fields(field_model(), text)[:most]


def ranked_fields(model: LinearModel, text: str) -> list[SuggestedField]:
    """Every field, the likeliest first."""
    found = [
        SuggestedField(k, min(1.0, max(0.0, v))) for k, v in model.scores(words_of(text)).items()
    ]
    return sorted(found, key=lambda one: (-one.score, one.field))


@cache
def field_model() -> LinearModel:
    """The shipped model; it also tells which words are rare and what a text is about."""
    return LinearModel.load(MODEL)
