"""Opinions and matters of the record as entries of the index."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Max, Q, QuerySet
from django.utils.timezone import localdate

from doithoai.finding.index.common import words_in_common
from doithoai.finding.index.documents import MATTER, OPINION, Entry
from doithoai.language.places import Gazetteer, place_key
from doithoai.language.words import words_of
from doithoai.opinions.lifecycle import MatterState, OpinionState
from doithoai.opinions.models import Matter, Opinion, Raising
from doithoai.places.models import Village

FOUND_IN: tuple[str, ...] = (OpinionState.RECEIVED, OpinionState.ACCEPTED)
"""What was withdrawn, refused or referred to a procedure of its own is not found by words."""
AT_ONCE = 2_000


def gazetteer() -> Gazetteer:
    return Gazetteer(Village.objects.values_list("name", flat=True))


def every_entry() -> Iterator[Entry]:
    """All that can be found, for a whole new index; read in parts of 2,000."""
    known = gazetteer()
    for model, entries in ((Matter, matter_entries), (Opinion, opinion_entries)):
        last, top = 0, model.objects.aggregate(top=Max("pk"))["top"] or 0
        while last < top:
            keys = list(
                model.objects.filter(pk__gt=last)
                .order_by("pk")
                .values_list("pk", flat=True)[:AT_ONCE]
            )
            if not keys:
                break
            yield from entries(keys, known)
            last = keys[-1]


def opinion_entries(keys: Iterable[int], known: Gazetteer) -> Iterator[Entry]:
    """Those of the opinions that may be found; the others have no entry."""
    for row in _opinions(Q(pk__in=list(keys))):
        matters = tuple(one for one in row.raised if one)
        yield Entry(
            kind=OPINION,
            pk=row.pk,
            text=row.text,
            unit=row.unit_id,
            day=localdate(row.received_at),
            village=row.village_id,
            places=_places(known, row.text, row.village__name),
            state=row.state,
            fields=tuple({one for one in row.raised_fields if one}),
            matter_states=tuple({one for one in row.raised_states if one}),
            matters=matters,
        )


def _opinions(which: Q) -> QuerySet[Opinion, Any]:
    rows = Opinion.objects.filter(which, state__in=FOUND_IN).annotate(
        raised=ArrayAgg("raisings__matter_id"),
        raised_fields=ArrayAgg("matters__field"),
        raised_states=ArrayAgg("matters__state"),
    )
    return rows.values_list(
        "pk", "text", "unit_id", "village_id", "village__name", "received_at", "state", "raised",
        "raised_fields", "raised_states", named=True,
    )  # fmt: skip


def matter_entries(keys: Iterable[int], known: Gazetteer) -> Iterator[Entry]:
    wanted = list(keys)
    said = _said_of(wanted)
    standing = Matter.objects.filter(pk__in=wanted).exclude(state=MatterState.VOID)
    rows = standing.annotate(quotes=ArrayAgg("raisings__quote"))
    columns = (
        "pk", "title", "summary", "quotes", "unit_id", "village_id", "village__name", "opened_at",
        "state", "field",
    )  # fmt: skip
    for row in rows.values_list(*columns, named=True):
        text = " . ".join(filter(None, [row.title, row.summary, *row.quotes]))
        yield Entry(
            kind=MATTER,
            pk=row.pk,
            text=f"{text} . {row.village__name or ''}",
            unit=row.unit_id,
            day=localdate(row.opened_at),
            village=row.village_id,
            places=_places(known, text, row.village__name),
            fields=(row.field,),
            matter_states=(row.state,),
            matters=(row.pk,),
            common=words_in_common(said[row.pk]),
        )


def _said_of(matters: list[int]) -> defaultdict[int, list[str]]:
    """The texts of the opinions that may be found, by the key of the matter that they raise."""
    rows = Raising.objects.filter(matter_id__in=matters, opinion__state__in=FOUND_IN)
    said = defaultdict(list)
    for matter, text in rows.values_list("matter_id", "opinion__text"):
        said[matter].append(text)
    return said


def _places(known: Gazetteer, text: str, village: str | None) -> frozenset[str]:
    named = known.named_in(words_of(text).plain)
    return named | {place_key(village)} if village else named


def all_about(opinions: set[int], matters: set[int]) -> tuple[set[int], set[int]]:
    """The given opinions and matters with what they lead to: a change of one shows in the other."""
    for part in batched(sorted(opinions), AT_ONCE):
        rows = Raising.objects.filter(opinion_id__in=part)
        matters = matters | set(rows.values_list("matter_id", flat=True))
    for part in batched(sorted(matters), AT_ONCE):
        rows = Raising.objects.filter(matter_id__in=part)
        opinions = opinions | set(rows.values_list("opinion_id", flat=True))
    return opinions, matters
