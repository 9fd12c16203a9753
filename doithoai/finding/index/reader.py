"""Asking the index: opened once a process, looked at again when the worker has written."""

import logging
import os
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

import tantivy

from doithoai.finding.index.documents import Body, unpacked
from doithoai.finding.index.folder import IndexFolder
from doithoai.finding.index.schema import Sight, prepared, schema
from doithoai.language.fields import field_model
from doithoai.language.linear import LinearModel

log_ = logging.getLogger(__name__)
MOST_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Hit:
    key: str
    body: Body
    score: float


class Rarities(dict[str, float]):
    """How rare any term is, counted when it is first asked for: up to 1 for one that is nowhere.

    The mean of two inverse document frequencies, each as a share of its highest: in the index, and
    in the texts that the model was learnt from. A young index knows too little of the language, and
    one that a single campaign filled knows only the words of the campaign.
    """

    def __init__(self, searcher: tantivy.Searcher, model: LinearModel, sight: Sight) -> None:
        super().__init__()
        self._searcher = searcher
        self._sight = sight
        self._size = searcher.num_docs
        self._model = model

    def __missing__(self, term: str) -> float:
        if len(self) > MOST_REMEMBERED:
            self.clear()
        count = self._searcher.doc_freq(self._sight, term)
        here = (log((1 + self._size) / (1 + count)) + 1) / (log(1 + self._size) + 1)
        found = self[term] = (here + self._model.rarity_of(term)) / 2
        return found


class Snapshot:
    """One state of the index as it may be seen, with what was counted of what may be seen."""

    def __init__(
        self, searcher: tantivy.Searcher, model: LinearModel, sight: Sight = Sight.OFFICE
    ) -> None:
        self.searcher = searcher
        self.sight = sight
        self.size = searcher.num_docs
        self.model = model
        self.rarity = Rarities(searcher, model, sight)

    def count(self, term: str) -> int:
        return int(self.searcher.doc_freq(self.sight, term))

    def gain(self, term: str) -> float:
        """What one place with the term adds to a score (Robertson and Zaragoza, "The Probabilistic
        Relevance Framework: BM25 and Beyond", 2009), in a text of usual length."""
        count = self.count(term)
        return log(1 + (self.size - count + 0.5) / (count + 0.5))

    def any_of(self, weighted: Iterable[tuple[str, float]]) -> tantivy.Query:
        """Things with some of the terms; each counts as its rarity times its weight."""
        return tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.boost_query(term_query(self.sight, term), weight),
                )
                for term, weight in weighted
            ]
        )

    def nearly(self, term: str) -> tantivy.Query:
        """One letter more, less, other, or two that changed places."""
        return tantivy.Query.fuzzy_term_query(schema(), self.sight, term, distance=1)

    def hits(self, query: tantivy.Query, limit: int) -> list[Hit]:
        found = self.searcher.search(query, limit, count=False).hits
        documents = [(score, self.searcher.doc(address)) for score, address in found]
        return [
            Hit(str(one.get_first("key")), unpacked(_bytes(one)), float(score))
            for score, one in documents
        ]


class Reader:
    def __init__(self, folder: IndexFolder) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._seen: tuple[Path, int, int] | None = None
        self._index: tantivy.Index | None = None
        self._snapshots: dict[Sight, Snapshot] = {}

    def snapshot(self, sight: Sight) -> Snapshot | None:
        """The newest state as it may be seen; None when no index is there or can be read now."""
        build = self.folder.current()
        if build is None:
            return None
        try:
            about = os.stat(build / "meta.json")
            seen = (build, about.st_mtime_ns, about.st_ino)
            if seen != self._seen:
                self._look_again(build, seen)
        except (OSError, ValueError) as error:
            # The folder was dropped or replaced under our hands; the next look finds the new one.
            log_.warning("The index cannot be read: %s", type(error).__name__)
            self._seen = None
            return None
        return self._snapshots[sight]

    def _look_again(self, build: Path, seen: tuple[Path, int, int]) -> None:
        with self._lock:
            if self._seen == seen:
                return
            if self._index is None or self._seen is None or self._seen[0] != build:
                self._index = prepared(tantivy.Index.open(str(build)))
            self._index.reload()
            searcher, model = self._index.searcher(), field_model()
            self._snapshots = {sight: Snapshot(searcher, model, sight) for sight in Sight}
            self._seen = seen


def _bytes(document: tantivy.Document) -> bytes:
    return bytes(document.get_first("body") or b"")


@cache
def reader() -> Reader:
    return Reader(IndexFolder())


def snapshot(sight: Sight) -> Snapshot | None:
    return reader().snapshot(sight)


def term_query(field: str, term: str) -> tantivy.Query:
    option = "freq" if field in Sight else "basic"
    return tantivy.Query.term_query(schema(), field, term, option)


def tagged(values: Sequence[str]) -> tantivy.Query:
    """Things with one of the tags; it sorts out and does not rank."""
    if len(values) == 1:
        one = term_query("tags", values[0])
    else:
        one = tantivy.Query.term_set_query(schema(), "tags", list(values))
    return tantivy.Query.const_score_query(one, 0.0)


def days(first: int | None, last: int | None) -> tantivy.Query:
    """Things of these days, both included."""
    between = tantivy.Query.range_query(
        schema(), "day", tantivy.FieldType.Unsigned, lower_bound=first or 0,
        upper_bound=last if last is not None else 10_000_000,
    )  # fmt: skip
    return tantivy.Query.const_score_query(between, 0.0)


def both(*queries: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in queries])
