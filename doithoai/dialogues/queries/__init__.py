"""Reading dialogues; every list starts from what the viewer may see."""

from django.db.models import Count, OuterRef, QuerySet, Subquery

from doithoai.dialogues.lifecycle import AHEAD, DialogueState
from doithoai.dialogues.models import AgendaItem, Dialogue, Turn
from doithoai.kit.time import today
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission


def dialogues_with_places() -> QuerySet[Dialogue]:
    return Dialogue.objects.select_related("unit", "chair__unit", "tally")


def public_dialogues() -> QuerySet[Dialogue]:
    """Every dialogue from its notice on, the latest first; plans are internal."""
    rows = dialogues_with_places().exclude(state=DialogueState.PLANNED)
    rows = rows.exclude(state=DialogueState.CANCELLED, noticed_at__isnull=True)
    return rows.order_by("-starts_at", "-id")


def upcoming_dialogues() -> QuerySet[Dialogue]:
    """Announced or under way, the next first."""
    rows = dialogues_with_places().filter(state__in=AHEAD)
    return rows.order_by("starts_at", "id")


def dialogues_for(official: Official) -> QuerySet[Dialogue]:
    """Dialogues in, or held by, the units that the official works for; the latest first."""
    units = official.unit_ids(Permission.VIEW_DESK)
    return dialogues_with_places().filter(unit_id__in=units).order_by("-starts_at", "-id")


def agenda_of(dialogue: Dialogue) -> QuerySet[AgendaItem]:
    """Matters of the dialogue in their order, each with how many opinions raised it."""
    rows = AgendaItem.objects.filter(dialogue=dialogue).select_related("matter__village")
    return rows.annotate(opinion_count=Count("matter__raisings")).order_by("position")


def turns_of(dialogue: Dialogue) -> QuerySet[Turn]:
    return Turn.objects.filter(dialogue=dialogue).select_related("opinion__village")


def matters_waiting(dialogue: Dialogue) -> QuerySet[Matter]:
    """Open matters of the dialogue's unit, those raised by most people first."""
    rows = Matter.objects.filter(unit_id=dialogue.unit_id, state=MatterState.OPEN).select_related(
        "village"
    )
    return rows.annotate(opinion_count=Count("raisings")).order_by("-opinion_count", "opened_at")


def next_position(rows: QuerySet[AgendaItem] | QuerySet[Turn]) -> int:
    last = rows.order_by("-position").values_list("position", flat=True).first()
    return (last or 0) + 1


def with_counts(dialogues: QuerySet[Dialogue]) -> QuerySet[Dialogue]:
    """Adds ``turn_count`` and ``matter_count`` (those in the system) in the same query."""

    def counted(model: type[Turn] | type[AgendaItem]) -> Subquery:
        rows = model._default_manager.filter(dialogue=OuterRef("pk")).order_by()
        return Subquery(rows.values("dialogue").annotate(n=Count("pk")).values("n"))

    return dialogues.annotate(turn_count=counted(Turn), matter_count=counted(AgendaItem))


def held_this_year(official: Official) -> list[tuple[int, int]]:
    """(post id, dialogues held this year) for the heads of the official's units."""
    rows = Dialogue.objects.filter(
        chair__unit_id__in=official.unit_ids(Permission.VIEW_DESK),
        state=DialogueState.CLOSED,
        starts_at__year=today().year,
    )
    return list(rows.values_list("chair_id").annotate(held=Count("id")).order_by("chair_id"))
