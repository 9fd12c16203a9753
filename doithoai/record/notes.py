"""The one door for history: every entry is built here, with a state (``perform``) or without."""

from typing import Any

from doithoai.kit.time import now
from doithoai.kit.vietnamese import clean
from doithoai.record.models import Entry
from doithoai.record.moves import Actor


def note(
    life: str,
    move: str,
    thing: int,
    *,
    by: Actor,
    unit: int | None = None,
    source: str = "",
    target: str = "",
    why: str = "",
    facts: dict[str, Any] | None = None,
    is_public: bool = False,
) -> None:
    """Write what happened with ``thing``; called within the transaction in which it happens.

    ``why``: the reason that a person gave; ``facts``: JSON values that explain the step. Neither
    has personal data.
    """
    values = entry_values(
        life,
        move,
        by=by,
        unit=unit,
        source=source,
        target=target,
        why=clean(why),
        facts=facts,
        is_public=is_public,
    )
    Entry.objects.create(thing=thing, **values)


def entry_values(
    life: str,
    move: str,
    *,
    by: Actor,
    unit: int | None,
    source: str,
    target: str,
    why: str,
    facts: dict[str, Any] | None,
    is_public: bool,
) -> dict[str, Any]:
    """The values of an entry by field, but for the thing, which may have no key yet."""
    return {
        "at": now(),
        "life": life,
        "unit": unit,
        "move": move,
        "source": source,
        "target": target,
        "actor": by.mark,
        "note": why,
        "facts": facts or {},
        "is_public": is_public,
    }
