"""The history of a thing in words, for the foot of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from doithoai.people.roles import RoleName
from doithoai.record.models import Entry
from doithoai.record.moves import Lifecycle

_KINDS = {"refuse": "late", "cancel": "late", "reopen": "late", "extend": "soon", "confirm": "kept"}

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
            _KINDS.get(entry.move, "doing"),
            lifecycle[entry.move].label,
            entry.note,
            entry.at,
            actor_words(entry.actor),
        )
        for entry in entries
    ]


def actor_words(mark: str) -> str:
    """``office@xa-phu-thai`` → the role in words; what is no role stays as it is."""
    if mark in _OTHERS:
        return str(_OTHERS[mark])
    roles = [one.partition("@")[0] for one in mark.split()]
    known = [str(RoleName(role).label) for role in roles if role in RoleName.values]
    return ", ".join(dict.fromkeys(known)) or mark
