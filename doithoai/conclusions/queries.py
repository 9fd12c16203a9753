"""Reading conclusions; every list starts from what the viewer may see."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from doithoai.conclusions.lifecycle import NoticeState
from doithoai.conclusions.models import ConclusionNotice, Resolution
from doithoai.dialogues.models import AgendaItem, Dialogue
from doithoai.opinions.models import Matter
from doithoai.people.queries import Official


def notices() -> QuerySet[ConclusionNotice]:
    return ConclusionNotice.objects.select_related("dialogue__unit", "dialogue__chair__unit")


def notices_for(official: Official) -> QuerySet[ConclusionNotice]:
    """Notices of the units that the official works for, the latest dialogue first."""
    visible = notices().filter(dialogue__unit_id__in=official.unit_ids("view_desk"))
    return visible.order_by("-dialogue__starts_at", "-id")


def notice_of(dialogue: Dialogue, *, public_only: bool = True) -> ConclusionNotice | None:
    rows = notices().filter(dialogue=dialogue)
    return (rows.filter(state=NoticeState.PUBLISHED) if public_only else rows).first()


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


def published_resolutions(matter: Matter) -> QuerySet[Resolution]:
    """What published conclusions said on the matter, the earliest first."""
    rows = Resolution.objects.filter(matter=matter, notice__state=NoticeState.PUBLISHED)
    rows = rows.select_related("notice__dialogue__chair__unit", "lead")
    return rows.order_by("notice__published_at", "id")
