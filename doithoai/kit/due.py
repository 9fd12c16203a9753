"""A due date in words: how many days are left, or how late, today or on the day it was done."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON_DAYS = 7

DueKind = Literal["kept", "late", "soon", "doing"]
ICONS: dict[DueKind, str] = {
    "kept": "check-circle-fill",
    "late": "exclamation-triangle-fill",
    "soon": "hourglass-split",
    "doing": "calendar-event",
}


@dataclass(frozen=True, slots=True)
class DueWords:
    kind: DueKind
    words: str

    @property
    def icon(self) -> str:
        return ICONS[self.kind]


def due_words(due_on: date, *, at: date, done_on: date | None = None) -> DueWords:
    """What ``due_on`` means on the day ``at``; counted in calendar days."""
    if done_on is not None:
        return _done_words((done_on - due_on).days)
    left = (due_on - at).days
    if left < 0:
        late = ngettext("%(count)d day overdue", "%(count)d days overdue", -left)
        return DueWords("late", late % {"count": -left})
    if left == 0:
        return DueWords("soon", _("Due today"))
    words = ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}
    return DueWords("soon" if left <= SOON_DAYS else "doing", words)


def _done_words(late: int) -> DueWords:
    if late <= 0:
        return DueWords("kept", _("Done on time"))
    words = ngettext("Done %(count)d day late", "Done %(count)d days late", late)
    return DueWords("late", words % {"count": late})
