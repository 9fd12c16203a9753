"""What of the history is public: a part that pages compose, one JSON object a row."""

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from doithoai.record.models import Entry, Recorded


def public_entries(of: type[Recorded], thing: OuterRef | int) -> QuerySet[Entry, Any]:
    """The steps of a thing that everybody may know, the oldest first."""
    told = JSONObject(
        pk="pk",
        life="life",
        thing="thing",
        move="move",
        at="at",
        note="note",
        facts="facts",
        actor="actor",
    )
    life = of.lifecycle.name  # type: ignore[attr-defined] # every subclass has one
    rows = Entry.objects.filter(life=life, thing=thing, is_public=True)
    return rows.order_by("id").values(row=told)
