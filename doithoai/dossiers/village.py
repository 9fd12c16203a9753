"""What a village head needs to know: what the village sent, what became of it, what comes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from doithoai.commitments.models import Commitment
from doithoai.commitments.queries import public_commitments
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import AgendaItem, Dialogue
from doithoai.dialogues.queries import on_possible_days, upcoming_dialogues
from doithoai.opinions.models import CollectionRound, Matter, Opinion, Telling
from doithoai.opinions.queries import entered_for_villages
from doithoai.opinions.queries.gathering import rounds_to_enter
from doithoai.opinions.queries.telling import tellings_of_villages, villages_of_head
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission

MOST_ENTRIES = 100
MOST_PROMISES = 50


@dataclass(frozen=True, slots=True)
class Raised:
    """A matter with the last dialogue that took it up and the promises made on it."""

    matter: Matter
    dialogue: Dialogue | None
    promises: list[Commitment]


@dataclass(frozen=True, slots=True)
class Entry:
    """``to_tell``: what its author has to be told yet."""

    opinion: Opinion
    raised: list[Raised]
    to_tell: Telling | None


@dataclass(frozen=True, slots=True)
class VillageDesk:
    """``passed``: what the office asks to be told of opinions that others entered."""

    rounds: list[CollectionRound]
    passed: list[Telling]
    entries: list[Entry]
    promises: list[Commitment]
    dialogues: list[Dialogue]


def village_desk(official: Official) -> VillageDesk:
    """In a fixed number of queries, however much the village sent."""
    villages = villages_of_head(official)
    opinions = list(entered_for_villages(official).prefetch_related("inquiries")[:MOST_ENTRIES])
    owed = list(tellings_of_villages(official).prefetch_related("opinion__matters"))
    entered = {one.pk for one in opinions}
    return VillageDesk(
        rounds=list(rounds_to_enter(official)) if villages else [],
        passed=[one for one in owed if one.opinion_id not in entered],
        entries=_entries(opinions, {one.opinion_id: one for one in owed}),
        promises=list(_open_promises(villages)[:MOST_PROMISES]),
        dialogues=list(_coming(official, villages)) if villages else [],
    )


def _entries(opinions: list[Opinion], owed: dict[int, Telling]) -> list[Entry]:
    matters = {matter.pk for opinion in opinions for matter in opinion.matters.all()}
    put_to, promised = _dialogues_of(matters), _promises_on(matters)
    return [
        Entry(
            opinion,
            [
                Raised(matter, put_to.get(matter.pk), promised[matter.pk])
                for matter in opinion.matters.all()
            ],
            owed.get(opinion.pk),
        )
        for opinion in opinions
    ]


def _dialogues_of(matters: Iterable[int]) -> dict[int, Dialogue]:
    """The last one that people know of, by matter."""
    items = AgendaItem.objects.filter(on_possible_days("dialogue__"), matter__in=matters)
    known = items.exclude(dialogue__state__in=(DialogueState.PLANNED, DialogueState.CANCELLED))
    rows = known.select_related("dialogue").order_by("dialogue__starts_at", "pk")
    return {one.matter_id: one.dialogue for one in rows}


def _promises_on(matters: Iterable[int]) -> defaultdict[int, list[Commitment]]:
    found: defaultdict[int, list[Commitment]] = defaultdict(list)
    for one in public_commitments().filter(matter__in=matters):
        found[one.matter_id].append(one)
    return found


def _open_promises(villages: frozenset[int]) -> QuerySet[Commitment]:
    return public_commitments().filter(matter__village__in=villages, done_on__isnull=True)


def _coming(official: Official, villages: frozenset[int]) -> QuerySet[Dialogue]:
    """Announced ones of the own units, for these villages or for all."""
    units = official.unit_ids(Permission.ENTER_OPINION)
    invited = Q(villages__in=villages) | Q(villages__isnull=True)
    return upcoming_dialogues().filter(invited, unit_id__in=units).distinct()
