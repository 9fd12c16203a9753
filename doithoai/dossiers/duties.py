"""Whether a dialogue kept the law: notice before it, conclusion and results after it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doithoai.deadlines.rules import Due, RuleCode
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dossiers.dialogue import Meeting
from doithoai.dossiers.path import local_day, reckoner
from doithoai.kit.time import today


class Noticed(Protocol):
    """A dialogue, as a row of the database or as a page knows it."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def noticed_at(self) -> datetime | None: ...

    @property
    def unit_id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Proof:
    """A duty with a date: what the law wants, what was done, and whether it was in time."""

    title: str
    on: date | None
    due: Due
    words: str
    kind: str


def proofs_of(at: Meeting) -> list[Proof]:
    """An imported dialogue has no proofs: a register does not tell these days."""
    dialogue = at.dialogue
    if dialogue.is_imported or dialogue.state == DialogueState.CANCELLED:
        return []
    found = [notice_proof(dialogue)]
    if dialogue.closed_at:
        conclusion, results = (
            reckoner().due(code, dialogue.closed_at, unit=dialogue.unit_id)
            for code in (RuleCode.CONCLUSION_NOTICE, RuleCode.RESULTS_PUBLISHED)
        )
        published = local_day(at.notice.published_at) if at.notice else None
        found += [
            _after_proof(_("Conclusion notice"), conclusion, published),
            _after_proof(_("Results made public"), results, published),
        ]
    return [one for one in found if one]


def notice_proof(dialogue: Noticed) -> Proof | None:
    """By how many days the notice came before the dialogue; None when it was not announced."""
    due = reckoner().due(RuleCode.NOTICE_BEFORE_DIALOGUE, dialogue.starts_at, unit=dialogue.unit_id)
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


def _after_proof(title: str, due: Due | None, on: date | None) -> Proof | None:
    if due is None:
        return None
    late = ((on or today()) - due.on).days
    if late > 0:
        words = ngettext("%(count)d day late", "%(count)d days late", late) % {"count": late}
        return Proof(title, on, due, words, "late")
    return Proof(title, on, due, _("in time") if on else _("not yet"), "kept" if on else "wait")
