"""Reading conclusions; every list starts from what the viewer may see."""

import hashlib
import json
from typing import Final

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from doithoai.conclusions.lifecycle import NoticeState
from doithoai.conclusions.models import ConclusionNotice, Resolution
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import AgendaItem, Dialogue
from doithoai.dialogues.queries import dialogues_for
from doithoai.opinions.models import Matter
from doithoai.people.actors import Official
from doithoai.places.models import Agency
from doithoai.record.permissions import Permission


def notices() -> QuerySet[ConclusionNotice]:
    return ConclusionNotice.objects.select_related("dialogue__unit", "dialogue__chair__unit")


def notices_for(official: Official) -> QuerySet[ConclusionNotice]:
    """Notices of the units that the official works for, the latest dialogue first."""
    visible = notices().filter(dialogue__unit_id__in=official.unit_ids(Permission.VIEW_DESK))
    return visible.order_by("-dialogue__starts_at", "-id")


def published_for(official: Official) -> QuerySet[ConclusionNotice]:
    """Of these, the ones that people can read."""
    return notices_for(official).filter(state=NoticeState.PUBLISHED)


def public_notices() -> QuerySet[ConclusionNotice]:
    """Those that a head published; a draft is the office's own."""
    return notices().filter(state=NoticeState.PUBLISHED)


def notice_of(dialogue: Dialogue, *, public_only: bool = True) -> ConclusionNotice | None:
    rows = public_notices() if public_only else notices()
    return rows.filter(dialogue=dialogue).first()


def resolutions_of(notice: ConclusionNotice) -> QuerySet[Resolution]:
    """Resolutions with their matters and agencies, in the order of the agenda."""
    position = AgendaItem.objects.filter(
        dialogue=OuterRef("notice__dialogue"), matter=OuterRef("matter")
    ).values("position")
    rows = Resolution.objects.filter(notice=notice).select_related("matter__village", "lead")
    return rows.prefetch_related("supporting").order_by(Subquery(position), "id")


def unresolved_items(dialogue: Dialogue) -> QuerySet[AgendaItem]:
    """Agenda items whose matter has no resolution in the dialogue's notice yet."""
    resolved = Resolution.objects.filter(
        notice__dialogue=OuterRef("dialogue"), matter=OuterRef("matter")
    )
    items = AgendaItem.objects.filter(dialogue=dialogue).select_related("matter")
    return items.filter(~Exists(resolved)).order_by("position")


def assignable_agencies(dialogue: Dialogue) -> QuerySet[Agency]:
    """Agencies that the chair can give work to: those of the place and of the chair's unit."""
    here = Q(unit_id=dialogue.unit_id) | Q(unit_id=dialogue.chair.unit_id)
    heirs = Q(unit__came_from__predecessor_id=dialogue.unit_id)
    rows = Agency.objects.filter(here | heirs, is_active=True)
    return rows.distinct().order_by("kind", "name")


def stamp_of_head(notice: ConclusionNotice) -> str:
    """Tells whether number and assessment are still those that somebody saw."""
    return _stamp([notice.number, notice.assessment])


def stamp_of_resolution(notice: ConclusionNotice, matter: Matter) -> str:
    """Tells whether the resolution of the matter is still the one that somebody saw."""
    row = Resolution.objects.filter(notice=notice, matter=matter).first()
    if row is None:
        return STAMP_OF_NO_RESOLUTION
    supporting = sorted(row.supporting.values_list("pk", flat=True))
    due_on = row.due_on and row.due_on.isoformat()
    return _stamp([row.outcome, row.text, row.lead_id, supporting, due_on, row.receiver])


def _stamp(values: list[object]) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:16]


STAMP_OF_NO_HEAD: Final = _stamp(["", ""])
STAMP_OF_NO_RESOLUTION: Final = _stamp([])
"""What somebody saw who says nothing of it: that nothing is written yet."""


def owed_conclusions(official: Official) -> QuerySet[Dialogue]:
    """Adds ``notice_id``, ``matters`` and ``resolved``; imported dialogues owe nothing here."""
    notices = ConclusionNotice.objects.filter(dialogue=OuterRef("pk"))
    published = notices.filter(state=NoticeState.PUBLISHED)
    matters = AgendaItem.objects.filter(dialogue=OuterRef("pk")).order_by().values("dialogue")
    resolved = Resolution.objects.filter(notice__dialogue=OuterRef("pk")).order_by()
    rows = dialogues_for(official).filter(
        ~Exists(published), state=DialogueState.CLOSED, register_key__isnull=True
    )
    return rows.annotate(
        notice_id=Subquery(notices.values("pk")[:1]),
        matters=Subquery(matters.annotate(n=Count("pk")).values("n")),
        resolved=Subquery(resolved.values("notice__dialogue").annotate(n=Count("pk")).values("n")),
    ).order_by("closed_at", "id")
