"""The figures: each row is asked as the system would meet it, without itself in the answer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from zlib import crc32

from doithoai.finding.evaluation.crowd import Crowd
from doithoai.finding.evaluation.files import Opinion
from doithoai.finding.index.documents import OPINION
from doithoai.finding.nearest import nearest_matters, nearest_things
from doithoai.finding.ranking import ranked_matters
from doithoai.kit.vietnamese import fold
from doithoai.language.fields import MODEL as FIELDS
from doithoai.language.fields import ranked_fields
from doithoai.language.learning import STATUTORY, labelled_texts, learn_fields, learn_statutory
from doithoai.language.linear import LinearModel
from doithoai.language.privacy import without_persons
from doithoai.language.signs import MODEL as SIGNS
from doithoai.language.signs import signs_by
from doithoai.language.words import words_of

FOLDS = 5
type Figures = dict[str, float | None]


def model_for(rows: Sequence[Opinion]) -> LinearModel:
    """The shipped model, or one that never read the rows when the shipped one learnt from some."""
    texts = {row.text for row in rows}
    if texts.isdisjoint(row.text for row in labelled_texts()):
        return LinearModel.load(FIELDS)
    return learn_fields(labelled_texts(without=texts))


def similar_figures(rows: Sequence[Opinion], crowd: Crowd) -> Figures:
    """Only rows whose matter has another row; half: the first half of the words."""
    shared = Counter(row.matter for row in rows)
    full: list[int] = []
    half: list[int] = []
    for at, row in enumerate(rows):
        if shared[row.matter] > 1:
            full.append(_place(crowd, at, row, row.text))
            half.append(_place(crowd, at, row, row.first_half))
    return {
        "similar_recall_at_5": _share(place < 5 for place in full),
        "similar_top1": _share(place < 1 for place in full),
        "similar_half_recall_at_5": _share(place < 5 for place in half),
    }


def _place(crowd: Crowd, at: int, row: Opinion, text: str) -> int:
    """How many matters stand above the row's own."""
    words = words_of(without_persons(text))
    near = nearest_matters(
        crowd.now, words, places=crowd.places(text, row.village), without=f"{OPINION}{at}"
    )
    found = [matter for matter, _score in near]
    own = crowd.matters[row.matter]
    return found.index(own) if own in found else len(crowd.matters)


def near_miss_figures(
    rows: Sequence[Opinion], pairs: Sequence[tuple[str, str]], crowd: Crowd
) -> Figures:
    """For every opinion of a matter with two or more: does its own stand above all of the other?"""
    of = defaultdict(list)
    for at, row in enumerate(rows):
        of[row.matter].append(at)
    ways = [way for one, two in pairs for way in ((one, two), (two, one))]
    verdicts = [
        _own_is_first(crowd, rows[at], at, of[own], of[other])
        for own, other in ways
        if len(of[own]) > 1 and of[other]
        for at in of[own]
    ]
    return {"near_miss_accuracy": _share(verdicts)}


def _own_is_first(
    crowd: Crowd, row: Opinion, at: int, own: Iterable[int], other: Iterable[int]
) -> bool:
    things = nearest_things(
        crowd.now,
        words_of(without_persons(row.text)),
        places=crowd.places(row.text, row.village),
        without=f"{OPINION}{at}",
    )
    scores = {hit.key: score for hit, score in things}
    best = [
        max((scores.get(f"{OPINION}{one}", -1.0) for one in part if one != at), default=-1.0)
        for part in (own, other)
    ]
    return best[0] > best[1]


def text_figures(rows: Sequence[Opinion]) -> tuple[Figures, int]:
    """Figures of the models, and how many rows were cross-validated: they were learnt from."""
    learnt = {row.text for row in labelled_texts()}
    ours = [row for row in rows if row.text in learnt]
    others = [row for row in rows if row.text not in learnt]
    fields: list[int] = []
    signs: list[tuple[bool, bool]] = []
    if others:
        _try(others, LinearModel.load(FIELDS), LinearModel.load(SIGNS), fields, signs)
    for fold_number in range(FOLDS if ours else 0):
        part = [row for row in ours if crc32(row.matter.encode()) % FOLDS == fold_number]
        known = labelled_texts(without={row.text for row in part})
        if part:
            _try(part, learn_fields(known), learn_statutory(known), fields, signs)
    asked = [is_statutory for is_statutory, is_found in signs if is_found]
    return {
        "field_top1": _share(place < 1 for place in fields),
        "field_top3": _share(place < 3 for place in fields),
        "statutory_recall": _share(found for is_statutory, found in signs if is_statutory),
        "statutory_precision": _share(asked),
    }, len(ours)


def _try(
    rows: Sequence[Opinion],
    by_field: LinearModel,
    by_kind: LinearModel,
    fields: list[int],
    signs: list[tuple[bool, bool]],
) -> None:
    """A row of kind unclear has a filler for its field."""
    for row in rows:
        if row.kind != "unclear":
            ranked = [one.field for one in ranked_fields(by_field, row.text)]
            fields.append(ranked.index(row.field) if row.field in ranked else len(ranked))
        signs.append((row.kind in STATUTORY, signs_by(by_kind, row.text) is not None))


def search_figures(queries: Sequence[tuple[str, frozenset[str]]], crowd: Crowd) -> Figures:
    """Mean share of the relevant matters (at most ten) among the first ten that are found."""
    marked = [_recall(crowd, query, relevant) for query, relevant in queries]
    unmarked = [_recall(crowd, fold(query), relevant) for query, relevant in queries]
    return {
        "search_recall_at_10": _mean(marked),
        "search_unmarked_recall_at_10": _mean(unmarked),
    }


def _recall(crowd: Crowd, query: str, relevant: frozenset[str]) -> float:
    wanted = {crowd.matters[one] for one in relevant if one in crowd.matters}
    found = {matter for matter, _ in ranked_matters(crowd.now, words_of(query))[:10]}
    return len(wanted & found) / min(10, len(relevant))


def _share(verdicts: Iterable[bool]) -> float | None:
    return _mean([float(one) for one in verdicts])


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None
