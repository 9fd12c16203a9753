"""What people said in a span of days or in a round: by field, by village, by channel.

What was moved out is counted with what was referred: by village, the number of denunciations would
lead to who denounced (Quyết định 774/QĐ-TTg).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import GONE, UNCOUNTED, WAITING, OpinionState
from doithoai.opinions.models import Channel, Opinion
from doithoai.opinions.queries.queue import received_between
from doithoai.places.models import Village


class Part(TextChoices):
    """By what the opinions are told apart."""

    FIELD = "field", gettext_lazy("By field")
    VILLAGE = "village", gettext_lazy("By village")
    BOTH = "both", gettext_lazy("By field and village")
    CHANNEL = "channel", gettext_lazy("By the way it came")


_COLUMNS: Final = {
    Part.FIELD: ("matters__field",),
    Part.VILLAGE: ("village",),
    Part.BOTH: ("matters__field", "village"),
    Part.CHANNEL: ("channel",),
}


@dataclass(frozen=True, slots=True)
class Span:
    """What is counted: opinions of these units, received from ``first`` to ``last`` (both days
    counted), of the round with this key; what is None or empty sorts nothing out."""

    unit_ids: frozenset[int]
    first: date | None = None
    last: date | None = None
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """Opinions of one field, village or way. ``field``, ``village`` (a key) and ``channel`` are
    None where they tell nothing apart, and empty or 0 for what has none.

    ``opinions`` = ``accepted`` + ``refused`` + ``gone`` + ``waiting``; ``matters``: raised.
    """

    name: str
    village_name: str
    field: str | None
    village: int | None
    channel: str | None
    opinions: int
    accepted: int
    refused: int
    gone: int
    waiting: int
    matters: int


def collected(span: Span, part: Part) -> list[Collected]:
    """The parts in their order, one query; an opinion that raises matters of two fields counts in
    both, so that only ``collected_in_all`` tells how many there are."""
    columns = _COLUMNS[part]
    rows = list(_counted(_opinions(span).order_by().values(*columns)))
    keys = [row["village"] for row in rows if row.get("village")]
    villages = {one.pk: one for one in Village.objects.filter(pk__in=keys)}
    return [_part(row, villages) for row in sorted(rows, key=lambda row: _order(row, villages))]


def collected_in_all(span: Span) -> Collected:
    """Each opinion and each matter once."""
    matters = Count("matters", distinct=True)
    told = _opinions(span).order_by().aggregate(**_numbers(), matters=matters)
    return Collected(_("Together"), "", None, None, None, **told)


def _opinions(span: Span) -> QuerySet[Opinion]:
    rows = Opinion.objects.filter(
        received_between(span.first, span.last), unit_id__in=span.unit_ids
    ).exclude(state__in=UNCOUNTED)
    return rows.filter(round=span.round) if span.round else rows


def _numbers() -> dict[str, Count]:
    def of(*states: str) -> Count:
        return Count("pk", distinct=True, filter=Q(state__in=states))

    return {
        "opinions": Count("pk", distinct=True),
        "accepted": of(OpinionState.ACCEPTED),
        "refused": of(OpinionState.REFUSED),
        "gone": of(*GONE),
        "waiting": of(*WAITING),
    }


def _counted(rows: Any) -> Iterable[dict[str, Any]]:
    return rows.annotate(**_numbers(), matters=Count("matters", distinct=True))  # type: ignore[no-any-return]


def _order(row: dict[str, Any], villages: dict[int, Village]) -> tuple[Any, ...]:
    """Fields in their own order, villages by name; what has none stands last."""
    fields, ways = list(Field.values), list(Channel.values)
    field, village = row.get("matters__field"), villages.get(row.get("village") or 0)
    return (
        fields.index(field) if field in fields else len(fields),
        (village is None, village.sort_name if village else ""),
        ways.index(row["channel"]) if "channel" in row else 0,
    )


def _part(row: dict[str, Any], villages: dict[int, Village]) -> Collected:
    found = dict(row)
    field = found.pop("matters__field", "") or "" if "matters__field" in row else None
    village = found.pop("village", 0) or 0 if "village" in row else None
    channel = found.pop("channel", None)
    village_name = ""
    if village is not None:
        village_name = villages[village].name if village else _("no village named")
    name = village_name
    if field is not None:
        name = str(Field(field).label) if field else _("in no field yet")
    elif channel is not None:
        name = str(Channel(channel).label)
    return Collected(name, village_name, field, village, channel, **found)
