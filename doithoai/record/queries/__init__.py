"""Reading the history."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from doithoai.record.models import Entry, Recorded


def history(*things: Recorded, public_only: bool = True) -> QuerySet[Entry]:
    """Entries of these things, oldest first, in one query."""
    wanted = Q(pk__in=[])
    for life, keys in _keys_by_life(things).items():
        wanted |= Q(life=life, thing__in=keys)
    entries = Entry.objects.filter(wanted).order_by("id")
    return entries.filter(is_public=True) if public_only else entries


def _keys_by_life(things: Iterable[Recorded]) -> dict[str, list[int]]:
    keys: dict[str, list[int]] = {}
    for thing in things:
        keys.setdefault(thing.lifecycle.name, []).append(thing.pk)  # type: ignore[attr-defined]
    return keys
