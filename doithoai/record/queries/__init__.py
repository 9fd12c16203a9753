"""Reading the history."""

from collections.abc import Iterable

from django.db.models import Max, Q, QuerySet

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


def newest_entry() -> int:
    """The number of the entry that was written last; 0 in an empty history."""
    newest: int | None = Entry.objects.aggregate(newest=Max("id"))["newest"]
    return newest or 0


def public_entries(numbers: Iterable[int]) -> QuerySet[Entry]:
    """Those of the entries with these numbers that the public may read, oldest first."""
    return Entry.objects.filter(pk__in=numbers, is_public=True).order_by("id")
