"""How the shipped models are learnt: from labelled texts and from lists of telling phrases.

``tools/train_text.py`` runs it; ``doithoai evaluate`` runs it again without the texts it scores.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from doithoai.language.lexicon import rows_of
from doithoai.language.linear import LinearModel, learn

LABELLED = ("training.csv", "opinions_dev.csv")
STATUTORY = ("complaint", "denunciation")
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its field of life and its kind (report, question, complaint …)."""

    text: str
    field: str
    kind: str


def labelled_texts(without: Collection[str] = ()) -> list[Labelled]:
    """Every labelled text that is shipped, but for those that are among ``without``."""
    return [
        Labelled(row["text"], row["field"], row["kind"])
        for name in LABELLED
        for row in rows_of(name)
        if row["text"] not in without
    ]


def learn_fields(rows: Sequence[Labelled]) -> LinearModel:
    """A text of kind unclear has no field; each phrase of the list counts as a short text."""
    known = [(row.text, row.field) for row in rows if row.kind != "unclear"]
    known += [(row["phrase"], row["field"]) for row in rows_of("field_words.csv")]
    return learn(*map(list, zip(*known, strict=True)), ridge=0.5, balance=0.3)


def learn_statutory(rows: Sequence[Labelled]) -> LinearModel:
    """Complaint, denunciation, other; the phrases of the fields are examples of what is neither."""
    known = [(row.text, row.kind if row.kind in STATUTORY else OTHER) for row in rows]
    known += [(row["phrase"], row["kind"]) for row in rows_of("statutory_words.csv")]
    known += [(row["phrase"], OTHER) for row in rows_of("field_words.csv")]
    return learn(*map(list, zip(*known, strict=True)), ridge=1.5, balance=0.3)
