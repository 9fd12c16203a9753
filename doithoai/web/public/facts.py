"""Everything that the public may know of one matter, read in as few queries as can be."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404

from doithoai.commitments.models import Commitment, Evidence, Progress
from doithoai.conclusions.lifecycle import NoticeState
from doithoai.conclusions.models import Resolution
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import Dialogue, Turn
from doithoai.opinions.codes import normalised
from doithoai.opinions.models import Matter, Raising
from doithoai.oversight.models import Confirmation
from doithoai.places.models import Agency
from doithoai.record.models import Entry
from doithoai.record.queries import history

MOST_VOICES = 30


@dataclass(slots=True)
class Facts:
    """A matter with all that came of it; lists are in the order of time.

    ``matter`` carries ``opinion_count``, ``first_at``, ``first_channel`` and ``settled_count``;
    each commitment ``supporters`` (names) and ``reports`` (its progress with ``pieces``).
    """

    matter: Any
    dialogues: list[Dialogue]
    resolutions: list[Resolution]
    commitments: list[Any]
    entries: list[Entry]
    voices: list[Any] = field(default_factory=list)

    @property
    def commitment(self) -> Any:
        """The one that stands now: that made last, unless the matter was opened again since."""
        return self.commitments[-1] if self.commitments else None

    def last(self, *moves: str) -> Entry | None:
        """The latest entry of the matter's own life that is one of these moves."""
        mine = (one for one in reversed(self.entries) if one.life == "matter")
        return next((one for one in mine if one.move in moves), None)

    def since_reopened(self, moment: datetime | None) -> bool:
        """Whether the moment belongs to the present round, not to one that people disputed."""
        reopened = self.last("reopen")
        return moment is not None and (reopened is None or moment > reopened.at)


def facts_of(code: str) -> Facts:
    """Raises Http404 when no matter has this code."""
    matter = _counted().filter(code=_as_written(code)).first()
    if matter is None:
        raise Http404
    commitments = list(_commitments(matter))
    return Facts(
        matter=matter,
        dialogues=list(_dialogues(matter)),
        resolutions=list(_resolutions(matter)),
        commitments=commitments,
        entries=list(history(matter, *commitments)),
        voices=list(_voices(matter)),
    )


def path_facts(matters: Iterable[Matter]) -> list[Facts]:
    """The same without the voices, for each of a few matters."""
    codes = [one.code for one in matters]
    rows = list(_counted().filter(code__in=codes).order_by("opened_at", "id"))
    return [
        Facts(one, list(_dialogues(one)), list(_resolutions(one)), made, list(history(one, *made)))
        for one in rows
        for made in [list(_commitments(one))]
    ]


def _as_written(code: str) -> str:
    bare = normalised(code)
    return f"{bare[:2]}-{bare[2:]}"


def _counted() -> QuerySet[Matter]:
    first = Raising.objects.filter(matter=OuterRef("pk")).order_by("opinion__received_at")
    settled = Confirmation.objects.filter(
        matter=OuterRef("pk"), verdict=Confirmation.Verdict.SETTLED
    )
    return Matter.objects.select_related("unit", "village").annotate(
        opinion_count=Count("raisings"),
        first_at=Min("raisings__opinion__received_at"),
        first_channel=Subquery(first.values("opinion__channel")[:1]),
        settled_count=Subquery(
            settled.order_by()
            .values("matter")
            .annotate(n=Count("opinion", distinct=True))
            .values("n")
        ),
    )


def _dialogues(matter: Matter) -> QuerySet[Dialogue]:
    rows = Dialogue.objects.filter(agenda__matter=matter).exclude(state=DialogueState.CANCELLED)
    return rows.select_related("unit", "chair").order_by("starts_at", "id")


def _resolutions(matter: Matter) -> QuerySet[Resolution]:
    rows = Resolution.objects.filter(matter=matter, notice__state=NoticeState.PUBLISHED)
    return rows.select_related("notice", "lead").order_by("notice__published_at", "id")


def _commitments(matter: Matter) -> QuerySet[Commitment]:
    supporters = Agency.objects.filter(
        pk__in=Commitment.supporting.through.objects.filter(
            commitment_id=OuterRef(OuterRef("pk"))
        ).values("agency_id")
    )
    rows = Commitment.objects.filter(matter=matter).select_related("lead", "resolution")
    return rows.annotate(
        supporters=ArraySubquery(supporters.order_by("name").values("name")),
        reports=ArraySubquery(_reports()),
    ).order_by("assigned_at", "id")


def _reports() -> QuerySet[Any]:
    pieces = Evidence.objects.filter(progress=OuterRef("pk")).order_by("id")
    piece = JSONObject(id="id", photo="photo", document="document")
    report = JSONObject(
        at="at",
        agency="agency__name",
        text="text",
        percent="percent",
        is_final="is_final",
        pieces=ArraySubquery(pieces.values(json=piece)),
    )
    rows = Progress.objects.filter(commitment=OuterRef("pk")).order_by("at", "id")
    return rows.values(json=report)


def _voices(matter: Matter) -> QuerySet[Any]:
    """What the public may read of the opinions, and what was answered at dialogues."""
    turn = Turn.objects.filter(opinion=OuterRef("opinion")).exclude(answer="")
    said = JSONObject(text="answer", by="answered_by", on="dialogue__starts_at")
    rows = Raising.objects.filter(matter=matter).filter(~Q(quote="") | Exists(turn))
    rows = rows.annotate(answer=Subquery(turn.values(json=said)[:1]))
    return rows.order_by("opinion__received_at", "id").values(
        "quote", "answer", "opinion__received_at", "opinion__channel", "opinion__village__name"
    )[:MOST_VOICES]
