"""The yearly duty of every head: so many dialogues with the people, and who has held them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from doithoai.deadlines.models import DeadlineRule
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import Dialogue
from doithoai.kit.time import today
from doithoai.places.models import Term, Unit
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


def yearly_duties(
    units: QuerySet[Unit] | Iterable[Unit], rule: DeadlineRule | None
) -> list[YearlyDuty]:
    """The duty of every head of these units, by ``rule``, the one in force today; one query.

    A dialogue counts for the post that chaired it, wherever it was held.
    """
    day = today()
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
    terms = Term.objects.filter(lasting, post=OuterRef("pk"), starts_on__lte=day)
    closed = Dialogue.objects.filter(
        chair=OuterRef("pk"), state=DialogueState.CLOSED, starts_at__year=day.year
    ).order_by()
    counted = closed.values("chair").annotate(n=Count("pk")).values("n")
    rows = posts_of(units).annotate(
        holder=Coalesce(Subquery(terms.values("holder")[:1]), Value("")),
        held=Coalesce(Subquery(counted), 0),
    )
    in_force = [(post, rule if post.unit.valid_to is None else None) for post in rows]
    return [
        YearlyDuty(
            post.title,
            post.holder,
            post.held,
            wanted=found.amount if found else 0,
            legal_basis=found.legal_basis if found else "",
        )
        for post, found in in_force
    ]
