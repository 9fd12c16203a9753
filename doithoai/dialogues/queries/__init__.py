"""Reading dialogues; every list starts from what the viewer may see."""

from typing import Any, Final

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery

from doithoai.dialogues.lifecycle import AHEAD, DialogueState
from doithoai.dialogues.models import AgendaItem, Dialogue, Turn
from doithoai.dialogues.rules import BEYOND_MOMENT, FIRST_MOMENT
from doithoai.kit.time import VIET_NAM, today
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission


def dialogues_with_places() -> QuerySet[Dialogue]:
    return Dialogue.objects.select_related("unit", "chair__unit", "tally")


def on_possible_days(path: str = "") -> Q:
    """Dialogues that can have a page; ``path`` leads to them, such as ``dialogue__``."""
    begins = f"{path}starts_at"
    return Q((f"{begins}__gte", FIRST_MOMENT), (f"{begins}__lt", BEYOND_MOMENT))


def public_dialogues() -> QuerySet[Dialogue]:
    """Every dialogue from its notice on, the latest first; plans are internal."""
    rows = dialogues_with_places().filter(on_possible_days()).exclude(state=DialogueState.PLANNED)
    rows = rows.exclude(state=DialogueState.CANCELLED, noticed_at__isnull=True)
    return rows.order_by("-starts_at", "-id")


def upcoming_dialogues() -> QuerySet[Dialogue]:
    """Announced or under way, the next first."""
    rows = dialogues_with_places().filter(on_possible_days(), state__in=AHEAD)
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


def turns_about(dialogue: Dialogue, matter_id: int) -> QuerySet[Turn]:
    """Turns of the dialogue in which the matter was raised."""
    return turns_of(dialogue).filter(opinion__raisings__matter=matter_id)


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


DIALOGUE_LINE: Final = (
    "pk", "state", "title", "starts_at", "has_time_of_day", "place", "attendees", "is_sample",
    "unit__name", "chair__title", "tally__opinions", "tally__matters",
)  # fmt: skip


def dialogue_lines(rows: QuerySet[Dialogue]) -> "QuerySet[Dialogue, Any]":
    """Rows as a list shows them, with the columns of ``DIALOGUE_LINE``."""
    return rows.select_related(None).values_list(*DIALOGUE_LINE, named=True)


def years_of_dialogues() -> list[int]:
    """From the latest to the first year of the dialogues that people know of."""
    found = public_dialogues().aggregate(first=Min("starts_at"), last=Max("starts_at"))
    first, last = (found[name] and found[name].astimezone(VIET_NAM).year for name in found)
    return list(range(last, first - 1, -1)) if first and last else [today().year]
