"""The ready answers with which every office begins; it changes them as it likes."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from doithoai.opinions.actions.rounds import load_templates
from doithoai.places.models import Unit

READY: Final = Path(__file__).parents[1] / "data" / "answer_templates.csv"


def begin_with_ready_answers(units: Iterable[Unit]) -> int:
    """How many were new; what an office already has under the same name stays as it is."""
    with READY.open(encoding="utf-8", newline="") as file:
        rows = [(row["use"], row["title"], row["body"]) for row in csv.DictReader(file)]
    return sum(load_templates(unit, rows) for unit in units)
