"""The one door for state."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from doithoai.kit.errors import NotAllowed, NotReady, Refused, WrongState
from doithoai.kit.vietnamese import clean
from doithoai.record.freshness import freshness
from doithoai.record.insert import insert_with_entry
from doithoai.record.models import Recorded
from doithoai.record.moves import Actor, Lifecycle, Move
from doithoai.record.notes import entry_values
from doithoai.record.notes import note as write_note

_is_changing: ContextVar[bool] = ContextVar("_is_changing", default=False)


@contextmanager
def changes(*, is_one_statement: bool = False) -> Iterator[None]:
    """The transaction of an action, nested ones joining the outermost.

    Its commit moves the generation of the public pages, so that nobody sees a stale one.
    ``is_one_statement``: the block sends a single statement, which PostgreSQL itself makes all or
    nothing, so that BEGIN and COMMIT need no round trips of their own; inside another action its
    failure can be recovered from.
    """
    if _is_changing.get():
        # Without a savepoint a refusal inside dooms the whole, whoever catches it on the way.
        with transaction.atomic(savepoint=is_one_statement):
            yield
        return
    token = _is_changing.set(True)
    try:
        if is_one_statement and not connection.in_atomic_block:
            with freshness().changing():
                yield
        else:
            with _committing_between(transaction.atomic()):
                yield
    finally:
        _is_changing.reset(token)


@contextmanager
def _committing_between(block: transaction.Atomic) -> Iterator[None]:
    """The block, its commit alone standing inside ``freshness().changing()``."""
    block.__enter__()
    try:
        yield
    except BaseException as error:
        block.__exit__(type(error), error, error.__traceback__)
        raise
    with freshness().changing():
        block.__exit__(None, None, None)


def action[**P, R](write: Callable[P, R]) -> Callable[P, R]:
    """Decorates every writing verb of a stage: all of it happens, or nothing does."""

    @wraps(write)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with changes():
            return write(*args, **kwargs)

    return run


def perform(
    name: str,
    thing: Recorded,
    *,
    by: Actor,
    note: str = "",
    facts: dict[str, Any] | None = None,
    also: dict[str, Any] | None = None,
) -> None:
    """Take the step ``name`` with ``thing``: the only writer of a state; called within an action.

    In this order, in the action's transaction: lock the row, check the person (NotAllowed), the
    state (WrongState), the readiness (NotReady); write the new state; write the history entry.
    A thing without a key begins its life and is inserted. ``facts`` are JSON values that explain
    the step (dates, numbers), never personal data. ``also``: fields that are written together
    with the state (a day, a time), already in place when readiness is checked.
    """
    if not _is_changing.get():
        raise RuntimeError("perform() is called within an action")
    lifecycle: Lifecycle = thing.lifecycle  # type: ignore[attr-defined]
    move, note = lifecycle[name], clean(note)
    if thing.pk is not None:
        thing.state = _locked_state(thing)
    before = {field: getattr(thing, field) for field in also or {}}
    _set(thing, also or {})
    try:
        _check(move, lifecycle, thing, by=by, note=note)
    except Refused:
        _set(thing, before)
        raise
    source, thing.state = thing.state, move.target or thing.state
    step: Any = {
        "by": by,
        "unit": thing.unit_id,  # type: ignore[attr-defined]
        "source": source,
        "target": thing.state,
        "why": note,
        "facts": facts,
        "is_public": move.is_public,
    }
    if thing.pk is None:
        insert_with_entry(thing, entry_values(lifecycle.name, move.name, **step))
        return
    if also or source != thing.state:
        type(thing)._base_manager.filter(pk=thing.pk).update(state=thing.state, **(also or {}))
    write_note(lifecycle.name, move.name, thing.pk, **step)


def _set(thing: Recorded, values: dict[str, Any]) -> None:
    for field, value in values.items():
        setattr(thing, field, value)


def _locked_state(thing: Recorded) -> str:
    """As it is now. Raises WrongState when the thing went to another unit meanwhile: what is known
    of its rights and its place is old then.
    """
    rows = type(thing)._base_manager.select_for_update(of=("self",))
    columns = {field.attname for field in type(thing)._meta.concrete_fields}
    row = rows.values(*columns & {"state", "unit_id"}).get(pk=thing.pk)
    if row.get("unit_id", unit := thing.unit_id) != unit:  # type: ignore[attr-defined]
        raise WrongState(_("It went to another unit meanwhile. Please look again."))
    state: str = row["state"]
    return state


def _check(move: Move, lifecycle: Lifecycle, thing: Recorded, *, by: Actor, note: str) -> None:
    if not by.may(move.may, thing):
        raise NotAllowed(_("Your role does not allow “%(move)s” here.") % {"move": move.label})
    if not move.starts_from(thing.state):
        state = lifecycle.states(thing.state).label if thing.state else _("not yet begun")
        raise WrongState(
            _("“%(move)s” is no longer possible: the state is now “%(state)s”.")
            % {"move": move.label, "state": state}
        )
    if move.needs_note and not note:
        raise NotReady(_("Please give a reason."), field="note")
    if missing := move.missing(thing):
        raise NotReady(" ".join(str(sentence) for sentence in missing))
