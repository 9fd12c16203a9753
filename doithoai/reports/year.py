"""The year in figures, as the first page shows them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from doithoai.commitments.models import Commitment
from doithoai.commitments.queries import Lateness, lateness_filter
from doithoai.conclusions.lifecycle import NoticeState
from doithoai.conclusions.models import Outcome, Resolution
from doithoai.dialogues.lifecycle import AHEAD, DialogueState
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import on_possible_days
from doithoai.kit.time import VIET_NAM, today
from doithoai.opinions.lifecycle import UNCOUNTED, UNLISTED, MatterState
from doithoai.opinions.models import Matter, Opinion

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class YearFigures:
    """``due`` and ``on_time``: promises that were due in the last 12 months, and kept in time."""

    year: int
    opinions: int
    matters: int
    settled: int
    concluded: int
    answered: int
    held: int
    ahead: int
    due: int
    on_time: int
    late: int
    running: int
    overdue: int

    @property
    def answered_share(self) -> int:
        return _percent(self.answered, self.concluded)

    @property
    def on_time_share(self) -> int:
        return _percent(self.on_time, self.due)


def year_figures() -> YearFigures:
    day = today()
    begin = datetime(day.year, 1, 1, tzinfo=VIET_NAM)
    opinions = Opinion.objects.filter(received_at__gte=begin)
    notices = Resolution.objects.filter(
        notice__state=NoticeState.PUBLISHED, notice__published_at__gte=begin
    )
    return YearFigures(
        year=day.year,
        opinions=opinions.exclude(state__in=UNCOUNTED).count(),
        **Matter.objects.exclude(state__in=UNLISTED)
        .filter(opened_at__gte=begin)
        .aggregate(matters=Count("pk"), settled=Count("pk", filter=Q(state=MatterState.SETTLED))),
        **notices.aggregate(
            concluded=Count("pk"), answered=Count("pk", filter=Q(outcome=Outcome.ANSWERED))
        ),
        **_dialogues(begin),
        **_promises(),
    )


def _dialogues(begin: datetime) -> dict[str, int]:
    held = Q(state=DialogueState.CLOSED, starts_at__gte=begin)
    ahead = Q(state__in=AHEAD)
    return Dialogue.objects.filter(on_possible_days(), held | ahead).aggregate(
        held=Count("pk", filter=held), ahead=Count("pk", filter=ahead)
    )


def _promises() -> dict[str, int]:
    day = today()
    lately = Q(due_on__gt=day - A_YEAR, due_on__lte=day)
    overdue = lateness_filter(Lateness.OVERDUE)
    late = overdue | lateness_filter(Lateness.DONE_LATE)
    return Commitment.objects.aggregate(
        due=Count("pk", filter=lately & (late | Q(done_on__isnull=False))),
        on_time=Count("pk", filter=lately & lateness_filter(Lateness.ON_TIME)),
        late=Count("pk", filter=lately & late),
        running=Count("pk", filter=Q(done_on__isnull=True)),
        overdue=Count("pk", filter=overdue),
    )


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
