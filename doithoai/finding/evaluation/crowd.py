"""A throw-away index in memory: nothing of it is left, however the process ends."""

from collections.abc import Sequence
from datetime import date

import tantivy

from doithoai.finding.evaluation.background import background, places
from doithoai.finding.evaluation.files import Opinion
from doithoai.finding.index.documents import OPINION, Entry, document
from doithoai.finding.index.reader import Snapshot
from doithoai.finding.index.schema import prepared, schema
from doithoai.language.linear import LinearModel
from doithoai.language.places import Gazetteer, place_key
from doithoai.language.words import words_of

DAY = date(2026, 1, 1)
HEAP_BYTES = 128_000_000


class Crowd:
    """The opinions, each leading to its matter, among ``others`` that lead to matters of their own.

    ``model``: what is known of fields and rare words; ``matters``: number of a matter in the index
    by its name in the file.
    """

    def __init__(self, rows: Sequence[Opinion], model: LinearModel, others: int = 0) -> None:
        names = sorted({row.matter for row in rows})
        self.matters = {name: at for at, name in enumerate(names, start=1)}
        self._known = Gazetteer({row.village for row in rows} | set(places() if others else ()))
        index = prepared(tantivy.Index(schema()))
        writer = index.writer(HEAP_BYTES, 1)
        for at, row in enumerate(rows):
            writer.add_document(document(self._entry(at, row.text, row.village, row.matter), model))
        for at, (village, text) in enumerate(background(others), start=len(rows)):
            writer.add_document(document(self._entry(at, text, village, ""), model))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.now = Snapshot(index.searcher(), model)

    def places(self, text: str, village: str) -> frozenset[str]:
        named = self._known.named_in(words_of(text).plain)
        return named | {place_key(village)} if village else named

    def _entry(self, at: int, text: str, village: str, matter: str) -> Entry:
        number = self.matters[matter] if matter else len(self.matters) + 1 + at
        where = self.places(text, village)
        return Entry(OPINION, at, text, 1, DAY, places=where, matters=(number,))
