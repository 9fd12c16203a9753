"""Writing conclusions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from doithoai.conclusions.lifecycle import NoticeState
from doithoai.conclusions.models import ConclusionNotice, Outcome, Resolution
from doithoai.conclusions.queries import (
    STAMP_OF_NO_HEAD,
    STAMP_OF_NO_RESOLUTION,
    assignable_agencies,
    resolutions_of,
    stamp_of_head,
    stamp_of_resolution,
    unresolved_items,
)
from doithoai.deadlines.queries import due_date
from doithoai.deadlines.rules import RuleCode
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import Dialogue
from doithoai.kit.days import DUE
from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.kit.time import now, short_date
from doithoai.kit.vietnamese import clean, one_line
from doithoai.opinions.actions.matters import conclude_matter
from doithoai.opinions.models import Matter
from doithoai.places.models import Agency
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission


@dataclass(frozen=True, slots=True)
class ResolutionDraft:
    """``due_on`` None on assigned work: the rule for written replies gives the date.

    Whoever leads the work does not support it besides.
    """

    outcome: str
    text: str
    lead: Agency | None = None
    supporting: Sequence[Agency] = ()
    due_on: date | None = None
    receiver: str = ""


@action
def draft_conclusion(dialogue: Dialogue, *, by: Actor) -> ConclusionNotice:
    """Begin the notice of a dialogue that was held, or go on with the one that is begun."""
    if not by.may(Permission.DRAFT_CONCLUSION, dialogue):
        raise NotAllowed(_("Your role does not allow this here."))
    locked = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    if locked.state != DialogueState.CLOSED:
        raise WrongState(_("A conclusion follows a dialogue that was held."))
    existing = ConclusionNotice.objects.filter(dialogue=dialogue).first()
    if existing:
        return existing
    notice = ConclusionNotice(dialogue=dialogue, is_sample=dialogue.is_sample)
    perform("draft", notice, by=by)
    return notice


@action
def edit_conclusion(
    notice: ConclusionNotice, *, by: Actor, number: str, assessment: str, seen: str = ""
) -> None:
    """Write number and assessment; ``seen`` as in ``resolve_matter``."""
    _lock_draft(notice, by)
    present = stamp_of_head(ConclusionNotice.objects.get(pk=notice.pk))
    _require_unchanged(seen or STAMP_OF_NO_HEAD, present)
    notice.number, notice.assessment = one_line(number).upper(), clean(assessment)
    ConclusionNotice.objects.filter(pk=notice.pk).update(
        number=notice.number, assessment=notice.assessment
    )


@action
def resolve_matter(
    notice: ConclusionNotice, matter: Matter, *, by: Actor, draft: ResolutionDraft, seen: str = ""
) -> Resolution:
    """Write, or write anew, what the draft says on one matter of the dialogue.

    ``seen``: the stamp of what the writer had before the eyes, empty for nothing; when somebody
    else has written meanwhile, WrongState, so that nobody's words are lost unseen.
    """
    _lock_draft(notice, by)
    _require_unchanged(seen or STAMP_OF_NO_RESOLUTION, stamp_of_resolution(notice, matter))
    if not notice.dialogue.agenda.filter(matter=matter).exists():
        raise Invalid(_("The matter was not put to this dialogue."))
    if draft.outcome not in Outcome.values:
        raise Invalid(_("There is no such outcome."), field="outcome")
    text = clean(draft.text)
    if not text:
        raise NotReady(_("Please write what is concluded."), field="text")
    values = {"outcome": draft.outcome, "text": text} | _consequence(notice, draft)
    resolution, _created = Resolution.objects.update_or_create(
        notice=notice, matter=matter, defaults=values
    )
    is_assigned = draft.outcome == Outcome.ASSIGNED
    resolution.supporting.set(
        [agency for agency in draft.supporting if is_assigned and agency != draft.lead]
    )
    return resolution


def _consequence(notice: ConclusionNotice, draft: ResolutionDraft) -> dict[str, object]:
    consequence: dict[str, object] = {
        "lead": None,
        "due_on": None,
        "due_basis": "",
        "receiver": "",
    }
    if draft.outcome == Outcome.ASSIGNED:
        if draft.lead is None:
            raise NotReady(_("Name the agency that leads the work."), field="lead")
        _require_assignable(notice.dialogue, draft)
        due_on, basis = _due(notice.dialogue, draft.due_on)
        consequence |= {"lead": draft.lead, "due_on": due_on, "due_basis": basis}
    elif draft.outcome in (Outcome.PASSED_ON, Outcome.REFERRED):
        consequence["receiver"] = one_line(draft.receiver)
        if not consequence["receiver"]:
            raise NotReady(_("Name the authority or the procedure."), field="receiver")
    return consequence


def _require_assignable(dialogue: Dialogue, draft: ResolutionDraft) -> None:
    known = set(assignable_agencies(dialogue).values_list("pk", flat=True))
    for field, named in (("lead", [draft.lead]), ("supporting", draft.supporting)):
        if any(agency and agency.pk not in known for agency in named):
            raise Invalid(_("No work can be given to this agency here."), field=field)


def _due(dialogue: Dialogue, named: date | None) -> tuple[date, str]:
    """The date that the chair named, or the one that the rule gives, with its basis."""
    if named is None:
        held_at = dialogue.closed_at or dialogue.starts_at
        due = due_date(RuleCode.WRITTEN_REPLY, held_at, unit=dialogue.unit_id)
        return due.on, due.legal_basis
    if not DUE.has(named):
        raise Invalid(_("The due date must lie between today and ten years ahead."), field="due_on")
    held = timezone.localdate(dialogue.starts_at)
    return named, _("Named by the chair at the dialogue of %(date)s") % {"date": short_date(held)}


@action
def publish_conclusion(notice: ConclusionNotice, *, by: Actor) -> list[Resolution]:
    """Publish: every matter of the dialogue is concluded with it.

    QĐ 45/2018/QĐ-TTg: within 5 working days; Luật 72/2025/QH15, Điều 43: results public within 10
    days. Returns the resolutions in the order of the agenda.
    """
    locked = ConclusionNotice.objects.select_for_update().get(pk=notice.pk)
    notice.number, notice.assessment = locked.number, locked.assessment
    notice.unresolved = unresolved_items(notice.dialogue).count()
    resolutions = list(resolutions_of(notice))
    facts = {"number": notice.number, "matters": len(resolutions)}
    perform("publish", notice, by=by, facts=facts, also={"published_at": now()})
    for resolution in resolutions:
        conclude_matter(resolution.matter, by=by)
    return resolutions


def _require_unchanged(seen: str, present: str) -> None:
    if seen != present:
        raise WrongState(
            _("Somebody else changed this after you opened it. Compare, then save again.")
        )


def _require_drafter(notice: ConclusionNotice, by: Actor) -> None:
    if not by.may(Permission.DRAFT_CONCLUSION, notice):
        raise NotAllowed(_("Your role does not allow this here."))


def _lock_draft(notice: ConclusionNotice, by: Actor) -> None:
    _require_drafter(notice, by)
    state = ConclusionNotice.objects.select_for_update().values_list("state", flat=True)
    if state.get(pk=notice.pk) != NoticeState.DRAFT:
        raise WrongState(_("The conclusion is published; it can no longer be changed."))
