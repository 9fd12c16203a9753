"""The yearly duty of every head: so many dialogues with the people, and who has held them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from doithoai.deadlines.models import DeadlineRule
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import Dialogue
from doithoai.kit.planned import Planned
from doithoai.kit.time import VIET_NAM, today
from doithoai.places.models import Post, Term
from doithoai.places.queries.people import posts_of


@dataclass(frozen=True, slots=True)
class YearlyDuty:
    """A post, its holder today, and the dialogues held this year of how many the law wants.

    ``holder`` is empty when nobody holds the post, or nobody knows who. ``wanted`` is 0 where
    there is no duty: in a unit of the past, or when no rule is in force.
    """

    title: str
    holder: str
    held: int
    wanted: int
    legal_basis: str

    @property
    def share(self) -> int:
        """Percent of the duty that is done."""
        return min(100, 100 * self.held // self.wanted) if self.wanted else 0

    @property
    def is_kept(self) -> bool:
        return self.held >= self.wanted


def yearly_duties(unit_ids: Iterable[int], rule: DeadlineRule | None) -> list[YearlyDuty]:
    """The duty of every head of these units, by ``rule``, the one in force today; one query.

    A dialogue counts for the post that chaired it, wherever it was held.
    """
    day = today()
    begins, ends = (datetime(year, 1, 1, tzinfo=VIET_NAM) for year in (day.year, day.year + 1))
    units = {f"unit_{n}": unit for n, unit in enumerate(sorted(unit_ids))}
    duties = []
    for title, ended_on, holder, held in _HEADS.rows(day=day, begins=begins, ends=ends, **units):
        owed = rule if ended_on is None else None
        wanted, basis = (owed.amount, owed.legal_basis) if owed else (0, "")
        duties.append(YearlyDuty(title, holder, held, wanted, basis))
    return duties


def _heads(*, day: date, begins: datetime, ends: datetime, **units: int) -> QuerySet[Post, Any]:
    """(title of the post, when its unit ended, holder, dialogues closed between the moments)"""
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    terms = Term.objects.filter(lasting, post=OuterRef("pk"), starts_on__lte=day)
    closed = Dialogue.objects.filter(
        chair=OuterRef("pk"), state=DialogueState.CLOSED,
        starts_at__gte=begins, starts_at__lt=ends,
    ).order_by()  # fmt: skip
    counted = closed.values("chair").annotate(n=Count("pk")).values("n")
    rows = posts_of(units.values()).annotate(
        holder=Coalesce(Subquery(terms.values("holder")[:1]), Value("")),
        held=Coalesce(Subquery(counted), 0),
    )
    return rows.values_list("title", "unit__valid_to", "holder", "held")


_HEADS: Final = Planned(_heads)
