"""``doithoai evaluate OPINIONS.csv``: scores what the project ships on labelled opinions."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from doithoai.finding.evaluation.crowd import Crowd
from doithoai.finding.evaluation.files import read_opinions, read_pairs, read_queries
from doithoai.finding.evaluation.scores import (
    FOLDS,
    Figures,
    model_for,
    near_miss_figures,
    search_figures,
    similar_figures,
    text_figures,
)


class Command(BaseCommand):
    help = (
        "Scores similar matters, fields, statutory signs and search on a labelled file. The index "
        "is in memory: nothing is left behind. Rows that the shipped models learnt from are scored "
        "by cross-validation by matter, all others by the shipped models."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("opinions", type=Path, help="id,matter,field,kind,village,channel,text")
        parser.add_argument("--near-miss", type=Path, help="matter_a,matter_b")
        parser.add_argument("--queries", type=Path, help="query,relevant (names of matters)")
        parser.add_argument(
            "--background", type=int, default=0, help="so many generated others in the same index"
        )
        parser.add_argument("--json", action="store_true", help="figures as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = read_opinions(options["opinions"])
        crowd = Crowd(rows, model_for(rows), max(0, options["background"]))
        figures: Figures = similar_figures(rows, crowd)
        if path := options["near_miss"]:
            figures |= near_miss_figures(rows, read_pairs(path), crowd)
        found, learnt = text_figures(rows)
        figures |= found
        if path := options["queries"]:
            figures |= search_figures(read_queries(path), crowd)
        self._tell(figures, len(rows), learnt, as_json=options["json"])

    def _tell(self, figures: Figures, count: int, learnt: int, *, as_json: bool) -> None:
        how = f"{learnt} of {count} rows by {FOLDS}-fold cross-validation by matter"
        if as_json:
            self.stdout.write(json.dumps({**figures, "rows": count, "cross_validated": learnt}))
            return
        for name, value in figures.items():
            self.stdout.write(f"{name:30}{'–' if value is None else f'{value:.4f}':>8}")
        self.stdout.write(f"Models: {how}, the others by the shipped models.")
