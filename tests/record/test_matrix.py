"""Every state × move × persona of every lifecycle, generated from the tables of moves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from doithoai.commitments.lifecycle import COMMITMENT
from doithoai.conclusions.lifecycle import CONCLUSION
from doithoai.dialogues.lifecycle import DIALOGUE
from doithoai.dialogues.models import Dialogue
from doithoai.kit.errors import NotAllowed, WrongState
from doithoai.kit.time import now, today
from doithoai.opinions.lifecycle import DATA_REQUEST, MATTER, OPINION
from doithoai.opinions.models import DataRequest, Opinion
from doithoai.people.actors import Visitor
from doithoai.people.lifecycle import IDENTITY
from doithoai.people.models import Identity
from doithoai.people.roles import AUTHOR_PERMISSIONS, ROLES, VISITOR_PERMISSIONS, RoleName
from doithoai.record.actions import changes, perform
from doithoai.record.models import Entry, Recorded
from doithoai.record.moves import Actor, Lifecycle, Move
from doithoai.record.permissions import Permission
from tests.factories import (
    Commune,
    author_of,
    make_commitment,
    make_commune,
    make_dialogue,
    make_draft,
    make_matter,
    make_opinion,
)

LIVES = {
    life.name: life
    for life in (IDENTITY, OPINION, MATTER, DATA_REQUEST, DIALOGUE, CONCLUSION, COMMITMENT)
}
RIGHTS = {role: ROLES[role].permissions for role in RoleName.values} | {
    "visitor": VISITOR_PERMISSIONS,
    "author": AUTHOR_PERMISSIONS,
}


def _dialogue(commune: Commune) -> Dialogue:
    """Ready for every move: it begins within two hours and its attendees are counted."""
    dialogue = make_dialogue(commune, state="planned")
    dialogue.starts_at, dialogue.attendees = now() + timedelta(hours=1), 85
    dialogue.closed_at = now()
    dialogue.save()
    return dialogue


def _commitment(commune: Commune) -> Recorded:
    commitment = make_commitment(commune)
    commitment.new_evidence = 1
    return commitment


def _notice(commune: Commune) -> Recorded:
    notice = make_draft(commune, make_matter(commune))
    notice.published_at, notice.unresolved = now(), 0
    notice.save()
    return notice


def _identity(commune: Commune) -> Recorded:
    identity = Identity.objects.create(state="kept", unit=commune.unit, consented_at=now())
    Opinion.objects.filter(pk=make_opinion(commune).pk).update(identity=identity)
    return identity


def _data_request(commune: Commune) -> Recorded:
    return DataRequest.objects.create(
        state="asked",
        opinion=make_opinion(commune),
        unit=commune.unit,
        asked_at=now(),
        due_on=today(),
    )


MAKERS: dict[str, Callable[[Commune], Recorded]] = {
    "identity": _identity,
    "opinion": make_opinion,
    "datarequest": _data_request,
    "matter": make_matter,
    "dialogue": _dialogue,
    "conclusionnotice": _notice,
    "commitment": _commitment,
}


def _actor(persona: str, commune: Commune, thing: Recorded) -> Actor:
    if persona == "visitor":
        return Visitor()
    if persona == "author":
        return author_of(make_matter(commune)) if thing is None else _author_for(thing, commune)
    return commune[persona]


def _author_for(thing: Any, commune: Commune) -> Actor:
    from doithoai.opinions.author import Author
    from doithoai.opinions.models import Matter

    if isinstance(thing, Opinion):
        return Author(thing)
    if isinstance(thing, Identity | DataRequest):
        return Author(thing.opinion)
    matter_id = getattr(thing, "matter_id", None)
    return author_of(Matter.objects.get(pk=matter_id) if matter_id else make_matter(commune))


def _also(thing: Recorded, life: Lifecycle, move: Move, state: str) -> dict[str, Any]:
    """Fields that a move writes with the state, so that the database's own checks hold."""
    target = move.target or state
    if life is MATTER:
        return {"merged_into": thing if target == "merged" else None}
    if life is not COMMITMENT:
        return {}
    return {"done_on": today() if target in ("done", "confirmed") else None}


class Undo(Exception):
    """Ends a block whose writing must not stay."""


@contextmanager
def _in_state(thing: Recorded, life: Lifecycle, state: str) -> Iterator[None]:
    """The thing is in this state; everything is undone after."""
    fields: dict[str, Any] = {"state": state}
    if life is COMMITMENT:
        fields["done_on"] = today() if state in ("done", "confirmed") else None
    if life is MATTER:
        fields["merged_into"] = thing if state == "merged" else None
    with suppress(Undo), changes():
        type(thing)._base_manager.filter(pk=thing.pk).update(**fields)
        yield
        raise Undo


def _outcome(thing: Recorded, life: Lifecycle, move: Move, state: str, actor: Actor) -> str:
    """What happens when the actor takes the move from this state; what was done is undone."""
    also = _also(thing, life, move, state)
    try:
        with suppress(Undo), transaction.atomic():
            perform(move.name, thing, by=actor, note="Lý do.", also=also)
            raise Undo
    except NotAllowed:
        return "not allowed"
    except WrongState:
        return "wrong state"
    return "moved"


@pytest.mark.django_db
@pytest.mark.parametrize("persona", sorted(RIGHTS))
@pytest.mark.parametrize("life", LIVES.values(), ids=LIVES)
def test_a_move_is_taken_only_from_its_states_by_its_persons(life: Lifecycle, persona: str) -> None:
    commune = make_commune()
    thing = MAKERS[life.name](commune)
    actor = _actor(persona, commune, thing)
    for state in life.states.values:
        with _in_state(thing, life, state):
            for move in life.moves:
                covers = move.may in RIGHTS[persona] and actor.may(move.may, thing)
                expected = "moved" if state in move.sources else "wrong state"
                outcome = _outcome(thing, life, move, state, actor)
                assert outcome == (expected if covers else "not allowed"), (state, move.name)


@pytest.mark.django_db
@pytest.mark.parametrize("role", RoleName.values)
@pytest.mark.parametrize("life", LIVES.values(), ids=LIVES)
def test_a_role_in_another_commune_moves_nothing(life: Lifecycle, role: str) -> None:
    thing = MAKERS[life.name](make_commune())
    stranger = make_commune("Xã Lai Khê", "10756")[role]
    before = Entry.objects.count()
    for state in life.states.values:
        with _in_state(thing, life, state):
            for move in life.moves:
                assert _outcome(thing, life, move, state, stranger) == "not allowed"
    assert Entry.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("life", LIVES.values(), ids=LIVES)
def test_a_role_covers_the_things_of_its_own_commune(life: Lifecycle) -> None:
    """A right that a table asks for is held by somebody who reaches the thing."""
    commune = make_commune()
    thing = MAKERS[life.name](commune)
    persons = {persona: _actor(persona, commune, thing) for persona in RIGHTS}
    for move in life.moves:
        holders = [who for who, rights in RIGHTS.items() if move.may in rights]
        assert holders, move.name
        assert any(persons[who].may(move.may, thing) for who in holders), move.name


def test_no_role_has_a_right_that_nothing_asks_for() -> None:
    asked = {move.may for life in LIVES.values() for move in life.moves}
    asked |= {
        Permission.VIEW_DESK,
        Permission.MANAGE_OFFICE,
        Permission.READ_SECURITY_LOG,
        Permission.APPOINT_OFFICIAL,
        Permission.APPROVE_DECISION,
        Permission.RECORD_TURN,
        Permission.COLLECT_OPINIONS,
        Permission.IMPORT_OPINIONS,
        Permission.HAND_OUT_CARD,
    }
    assert frozenset().union(*RIGHTS.values()) == asked
