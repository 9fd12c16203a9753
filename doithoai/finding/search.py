"""One box for citizens and officials: matters for everybody, opinions for those of their units."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

import tantivy
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from doithoai.finding.index.documents import OPINION, tag
from doithoai.finding.index.reader import both, days, snapshot, tagged
from doithoai.finding.index.schema import Sight
from doithoai.finding.ranking import ranked_matters, ranked_things
from doithoai.kit.errors import Invalid
from doithoai.kit.numbers import whole_number
from doithoai.language.privacy import without_persons
from doithoai.language.words import words_of
from doithoai.opinions.lifecycle import WAITING, OpinionState
from doithoai.opinions.models import Matter, Opinion
from doithoai.opinions.queries import opinions_for
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission

MOST = 200
"""Nobody turns the eleventh page of a ranked list; better words find more."""
ROWS = 20


@dataclass(frozen=True)
class Filters:
    """What is asked beside the words; what is empty sorts nothing out. ``units``: keys of units,
    those of the past among them."""

    units: Collection[int] = ()
    field: str = ""
    state: str = ""
    village: int | None = None
    first: date | None = None
    last: date | None = None

    def queries(self, *, states: str) -> list[tantivy.Query]:
        """``states``: the letter of the tag that holds the asked state."""
        found = [tagged([tag("u", one) for one in self.units])] if self.units else []
        pairs = (("f", self.field), (states, self.state), ("v", self.village))
        found += [tagged([tag(letter, value)]) for letter, value in pairs if value]
        if self.first or self.last:
            found.append(days(_number(self.first), _number(self.last)))
        return found


def _number(day: date | None) -> int | None:
    return day.toordinal() if day else None


@dataclass(frozen=True)
class Found:
    """Keys in their order, best first; ``next_key`` goes into ``after`` for those that follow."""

    keys: list[int] = field(default_factory=list)
    next_key: str = ""
    is_ready: bool = True


def search_matters(
    text: str, filters: Filters, *, after: str = "", size: int = ROWS, sight: Sight = Sight.PUBLIC
) -> Found:
    """Public matters by what everybody reads of them; at the desk also by what opinions say.

    Names and numbers of persons are in no index and are not asked for. Raises Invalid for an
    ``after`` that is not ours. ``is_ready`` is False while there is no index.
    """
    now, words = snapshot(sight), words_of(without_persons(text))
    if now is None:
        return Found(is_ready=False)
    within = [tagged([tag("h", "matter")]), *filters.queries(states="s")]
    return _page(ranked_matters(now, words, within)[:MOST], after, size)


def search_opinions(
    text: str, official: Official, filters: Filters, *, after: str = "", size: int = ROWS
) -> Found:
    """Opinions that the official may read: neither one of another unit nor, for who does not
    decide, one that waits; not even the number of pages tells of those."""
    now, words = snapshot(Sight.OFFICE), words_of(without_persons(text))
    if now is None or not official.unit_ids(Permission.VIEW_DESK):
        return Found(is_ready=now is not None)
    within = [tagged([tag("k", OPINION)]), _readable(official), *filters.queries(states="x")]
    things = ranked_things(now, words, within, MOST)
    keys = [(int(hit.key.removeprefix(OPINION)), score) for hit, score in things[:MOST]]
    return _page(sorted(keys, key=lambda one: (-one[1], -one[0])), after, size)


def _readable(official: Official) -> tantivy.Query:
    """What ``opinions_for`` gives, asked of the index."""
    decides = official.unit_ids(Permission.TRIAGE_OPINION)
    reads = official.unit_ids(Permission.VIEW_DESK) - decides
    decided = [tag("x", state) for state in OpinionState if state not in WAITING]
    seen = [tagged([tag("u", one) for one in decides])] if decides else []
    if reads:
        seen.append(both(tagged([tag("u", one) for one in reads]), tagged(decided)))
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in seen])


def in_order(rows: QuerySet[Matter], keys: Sequence[int]) -> QuerySet[Matter]:
    """The rows with these keys, in this order; what the database no longer has is left out."""
    place = Case(
        *(When(pk=key, then=Value(at)) for at, key in enumerate(keys)), output_field=IntegerField()
    )
    return rows.filter(pk__in=keys).annotate(place=place).order_by("place")


def found_opinions(official: Official, keys: Sequence[int]) -> list[Opinion]:
    """The opinions in this order, asked once more of what the official may see."""
    shown = opinions_for(official).select_related("unit", "village", "taken_by", "round")
    rows = shown.in_bulk(list(keys))
    return [rows[key] for key in keys if key in rows]


def _page(ranked: list[tuple[int, float]], after: str, size: int) -> Found:
    """The key of the last row holds its score, so that the next page begins where it stood."""
    if after:
        score, pk = _read(after)
        ranked = [one for one in ranked if (round(one[1], 4), one[0]) < (score, pk)]
    shown = ranked[:size]
    more = f"{shown[-1][1]:.4f}~{shown[-1][0]}" if len(ranked) > size else ""
    return Found([pk for pk, _score in shown], more)


def _read(after: str) -> tuple[float, int]:
    score, _joint, pk = after[:40].partition("~")
    if not (score.replace(".", "", 1).isascii() and score.replace(".", "", 1).isdigit()):
        raise Invalid(_("This page of the list does not exist."))
    key = whole_number(pk)
    if key is None:
        raise Invalid(_("This page of the list does not exist."))
    return float(score), key
