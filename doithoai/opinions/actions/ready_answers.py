"""The ready answers with which every office begins; it changes them as it likes."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from doithoai.opinions.actions.rounds import load_templates
from doithoai.people.actions import begin_office
from doithoai.people.models import User
from doithoai.places.models import Unit
from doithoai.record.actions import action

READY: Final = Path(__file__).parents[1] / "data" / "answer_templates.csv"


@action
def begin_answering_office(administrator: User, *, units: Sequence[Unit]) -> None:
    """As ``people.actions.begin_office``, with ready answers for its units from the first day."""
    begin_with_ready_answers(begin_office(administrator, units=units))


def begin_with_ready_answers(units: Iterable[Unit]) -> int:
    """How many were new; what an office already has under the same name stays as it is."""
    with READY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return sum(load_templates(unit, rows) for unit in units)
