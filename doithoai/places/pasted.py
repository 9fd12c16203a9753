"""Villages pasted one a line: what is new, what the unit has, what only looks alike."""

from enum import StrEnum
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.time import today
from doithoai.places.models import Unit
from doithoai.places.queries import villages_of
from doithoai.places.rules import VILLAGE_WORDS, bare_village, likeness, tidy_name, village_kind

MOST_LINES: Final = 200
LONGEST: Final = 120


class Standing(StrEnum):
    NEW = "new"
    KNOWN = "known"
    ALIKE = "alike"
    TOO_LONG = "too_long"


class Pasted(NamedTuple):
    """``known``: the village, or the line above, that has the name or one alike."""

    name: str
    kind: str
    standing: Standing
    known: str = ""


def pasted_villages(unit: Unit, text: str, kind: str) -> list[Pasted]:
    """A line each; a name without the word of a kind gets that of ``kind``. Raises Invalid for
    more than 200 lines."""
    lines = [tidy_name(line) for line in text.splitlines()]
    lines = [line for line in lines if likeness(line)]
    if len(lines) > MOST_LINES:
        raise Invalid(
            _("These are %(lines)d lines; at most %(most)d at once.")
            % {"lines": len(lines), "most": MOST_LINES},
            field="lines",
        )
    known = {likeness(one.bare_name): one.name for one in villages_of(unit, today())}
    found = []
    for line in lines:
        own = village_kind(line, "")
        name = line if own else f"{VILLAGE_WORDS[kind]} {line}"
        found.append(_judged(name, own or kind, known))
        known.setdefault(likeness(bare_village(name)), name)
    return found


def _judged(name: str, kind: str, known: dict[str, str]) -> Pasted:
    if len(name) > LONGEST:
        return Pasted(name, kind, Standing.TOO_LONG)
    other = known.get(likeness(bare_village(name)))
    if other is None:
        return Pasted(name, kind, Standing.NEW)
    is_same = other.lower() == name.lower()
    return Pasted(name, kind, Standing.KNOWN if is_same else Standing.ALIKE, other)
