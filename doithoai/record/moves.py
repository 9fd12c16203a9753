"""The table of moves: which step may be taken with a thing, from where, by whom and only if.

Each life (an opinion, a matter, a dialogue, …) has one ``Lifecycle``. The same table yields the
buttons on a page, the diagram in docs/lifecycles.md and the test matrix.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import TextChoices
from django.utils.functional import Promise

from doithoai.record.permissions import Permission

Sentence = str | Promise
Rule = Callable[[Any], Sentence | None]
"""Looks at the thing; answers what is missing, as a sentence, or None when nothing is."""


class Actor(Protocol):
    """Whoever takes a step: an official through appointments, a citizen with a receipt, a job."""

    @property
    def mark(self) -> str:
        """Role and unit for the history, such as ``office@kimthanh``; never personal data."""

    def may(self, permission: Permission, thing: Any) -> bool:
        """Whether the person holds ``permission`` over ``thing`` today."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table.

    ``sources`` empty: the thing's life begins with this move. ``target`` None: the state stays
    (a due date is extended). ``needs_note``: a reason must be given and is kept in the history.
    """

    name: str
    label: Sentence
    sources: tuple[str, ...]
    target: str | None
    may: Permission
    only_if: tuple[Rule, ...] = ()
    is_public: bool = True
    needs_note: bool = False

    def __post_init__(self) -> None:
        if not self.sources and self.target is None:
            raise ValueError(f"{self.name}: a life cannot begin without a state")

    def starts_from(self, state: str) -> bool:
        return state in self.sources if state else not self.sources

    def missing(self, thing: Any) -> list[Sentence]:
        """Sentences on what the thing still lacks for this move; empty when ready."""
        return [sentence for rule in self.only_if if (sentence := rule(thing))]


def internal(
    name: str,
    label: Sentence,
    sources: tuple[str, ...],
    target: str | None,
    may: Permission,
    only_if: tuple[Rule, ...] = (),
    *,
    needs_note: bool = False,
) -> Move:
    """A move of which the public is told nothing."""
    return Move(name, label, sources, target, may, only_if, is_public=False, needs_note=needs_note)


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The whole table of one kind of thing; ``name`` is the model's label in lower case."""

    name: str
    label: Sentence
    states: type[TextChoices]
    moves: tuple[Move, ...]
    _by_name: dict[str, Move] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name = {move.name: move for move in self.moves}
        if len(by_name) != len(self.moves):
            raise ValueError(f"{self.name}: two moves with one name")
        object.__setattr__(self, "_by_name", by_name)

    def __getitem__(self, name: str) -> Move:
        return self._by_name[name]

    def allowed(self, thing: Any, *, by: Actor) -> list[Move]:
        """Moves that this person may take now, ready or not (what is missing is said then)."""
        return [move for move in self.from_state(thing.state) if by.may(move.may, thing)]

    def from_state(self, state: str) -> Iterable[Move]:
        return (move for move in self.moves if move.sources and move.starts_from(state))
