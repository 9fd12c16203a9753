"""The history of a thing in words, for the foot of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from doithoai.people.roles import roles_in_words
from doithoai.record.models import Entry
from doithoai.record.moves import Lifecycle
from doithoai.web.components.looks import look_of_move

_OTHERS = {"citizen": _("a citizen, on the website"), "author": _("the author of an opinion")}


@dataclass(frozen=True, slots=True)
class Told:
    kind: str
    title: str | Promise
    note: str
    at: datetime
    who: str


def told(entries: Iterable[Entry], lifecycle: Lifecycle) -> list[Told]:
    """Entries of one kind of life, in their order."""
    return [
        Told(
            look_of_move(lifecycle.name, entry.move).kind,
            lifecycle[entry.move].label,
            entry.note,
            entry.at,
            _actor_words(entry.actor),
        )
        for entry in entries
    ]


def _actor_words(mark: str) -> str:
    """``office@xa-phu-thai`` → the role in words; what is no role stays as it is."""
    return str(_OTHERS.get(mark, "")) or roles_in_words(mark) or mark
