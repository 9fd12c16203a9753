"""One dialogue as the public may know it: notice and its proof, agenda, turns, conclusion."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doithoai.conclusions.lifecycle import NoticeState
from doithoai.conclusions.models import ConclusionNotice, Outcome, Resolution
from doithoai.conclusions.queries import notices
from doithoai.deadlines.rules import Due
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import AgendaItem, Announcement, Dialogue, Turn
from doithoai.dialogues.queries import public_dialogues
from doithoai.kit.prepared import Prepared
from doithoai.kit.time import today
from doithoai.opinions.models import Raising
from doithoai.places.models import Village
from doithoai.web.public.path import CONCLUSION, NOTICE, RESULTS, local_day, reckoner


@dataclass(frozen=True, slots=True)
class Item:
    """A matter of the agenda with what the published conclusion says on it."""

    position: int
    code: str
    title: str
    is_live: bool
    village: str
    resolution: Any


@dataclass(frozen=True, slots=True)
class Proof:
    """A duty with a date: what the law wants, what was done, and whether it was in time."""

    title: str
    on: date | None
    due: Due
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """``dialogue`` carries ``village_names``; each turn has ``raised``: code, title, quote."""

    dialogue: Any
    announcements: list[Announcement]
    items: list[Item]
    turns: list[Any]
    notice: Any
    proofs: list[Proof]

    @property
    def tally(self) -> Any:
        return getattr(self.dialogue, "tally", None)

    @property
    def is_ahead(self) -> bool:
        return self.dialogue.state in (DialogueState.NOTICED, DialogueState.OPEN)

    @property
    def outcomes(self) -> list[tuple[str, int]]:
        """(outcome in words, how many matters), as concluded."""
        given = [one.resolution.outcome for one in self.items if one.resolution]
        counts = [(str(one.label), given.count(one.value)) for one in Outcome]
        return [(label, count) for label, count in counts if count]


def meeting(pk: int) -> Meeting:
    """Raises Http404 for a dialogue that is not public (a plan, or unknown)."""
    dialogue = next(iter(DIALOGUE(pk)), None)
    if dialogue is None:
        raise Http404
    notice = next(iter(NOTICE_OF(pk)), None)
    resolutions = {one.matter_id: one for one in RESOLUTIONS(notice.pk)} if notice else {}
    return Meeting(
        dialogue=dialogue,
        announcements=ANNOUNCEMENTS(pk),
        items=_items(pk, resolutions),
        turns=TURNS(pk),
        notice=notice,
        proofs=_proofs(dialogue, notice),
    )


def _with_villages(rows: QuerySet[Dialogue]) -> QuerySet[Dialogue]:
    invited = Dialogue.villages.through.objects.filter(dialogue_id=OuterRef(OuterRef("pk")))
    named = Village.objects.filter(pk__in=invited.values("village_id")).order_by("sort_name")
    return rows.annotate(village_names=ArraySubquery(named.values("name")))


def _items(dialogue: int, resolutions: dict[int, Resolution]) -> list[Item]:
    return [
        Item(position, code, title, is_live, village or "", resolutions.get(pk))
        for position, is_live, pk, code, title, village in AGENDA(dialogue)
    ]


def _agenda(dialogue: int) -> QuerySet[Any, Any]:
    rows = AgendaItem.objects.filter(dialogue=dialogue).order_by("position")
    columns = ("position", "is_live", "matter_id", "matter__code", "matter__title")
    return rows.values_list(*columns, "matter__village__name")


def _turns(dialogue: int) -> QuerySet[Any]:
    """Each turn with the matters it raised and the words of it that may be read."""
    raised = Raising.objects.filter(opinion=OuterRef("opinion")).order_by("id")
    matter = JSONObject(code="matter__code", title="matter__title", quote="quote")
    rows = Turn.objects.filter(dialogue=dialogue).order_by("position")
    return rows.annotate(raised=ArraySubquery(raised.values(json=matter))).values(
        "position", "answer", "answered_by", "opinion__village__name", "raised"
    )


def _notice(dialogue: int) -> QuerySet[ConclusionNotice]:
    return notices().filter(dialogue=dialogue, state=NoticeState.PUBLISHED)


def _resolutions(notice: int) -> QuerySet[Resolution]:
    return Resolution.objects.filter(notice=notice).select_related("lead")


def _announcements(dialogue: int) -> QuerySet[Announcement]:
    return Announcement.objects.filter(dialogue=dialogue).order_by("on", "id")


DIALOGUE = Prepared(lambda pk: _with_villages(public_dialogues()).filter(pk=pk), int)
NOTICE_OF = Prepared(_notice, int)
RESOLUTIONS = Prepared(_resolutions, int)
ANNOUNCEMENTS = Prepared(_announcements, int)
AGENDA = Prepared(_agenda, int)
TURNS = Prepared(_turns, int)


def _proofs(dialogue: Dialogue, notice: Any) -> list[Proof]:
    """An imported dialogue has no proofs: a register does not tell these days."""
    if dialogue.register_key or dialogue.state == DialogueState.CANCELLED:
        return []
    found = [notice_proof(dialogue)]
    if dialogue.closed_at:
        published = local_day(notice.published_at) if notice else None
        found += [
            _after_proof(_("Conclusion notice"), CONCLUSION, dialogue.closed_at, published),
            _after_proof(_("Results made public"), RESULTS, dialogue.closed_at, published),
        ]
    return [one for one in found if one]


def notice_proof(dialogue: Dialogue) -> Proof | None:
    due = reckoner().due(NOTICE, dialogue.starts_at)
    if due is None or dialogue.noticed_at is None:
        return None
    on = local_day(dialogue.noticed_at)
    before = (local_day(dialogue.starts_at) - on).days
    words = ngettext("%(count)d day before", "%(count)d days before", before) % {"count": before}
    late = (on - due.on).days
    if late > 0:
        missing = ngettext("%(count)d day too late", "%(count)d days too late", late)
        words = f"{words}, {missing % {'count': late}}"
    return Proof(_("Notice"), on, due, words, "late" if late > 0 else "kept")


def _after_proof(title: str, code: str, ended: datetime, on: date | None) -> Proof | None:
    due = reckoner().due(code, ended)
    if due is None:
        return None
    late = ((on or today()) - due.on).days
    if late > 0:
        words = ngettext("%(count)d day late", "%(count)d days late", late) % {"count": late}
        return Proof(title, on, due, words, "late")
    return Proof(title, on, due, _("in time") if on else _("not yet"), "kept" if on else "wait")
