"""The steps of a path as values: each with its state in words."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doithoai.dossiers.links import Link


class StepState(StrEnum):
    DONE = "done"
    NOW = "now"
    LATE = "late"
    TAKEN_BACK = "taken_back"
    TODO = "todo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One station of the path.

    ``on`` is the day it happened, ``due`` the day by which it must; ``late_days`` counts whole
    calendar days past ``due`` (until ``on``, or until today while it is not done). ``remark``
    stands in place of the usual words beside the date.
    """

    title: str | Promise
    state: StepState
    on: date | None = None
    due: date | None = None
    text: str | Promise = ""
    legal_basis: str | Promise = ""
    link: Link | None = None
    link_text: str | Promise = ""
    late_days: int = 0
    remark: str | Promise = ""

    @property
    def word(self) -> str:
        """The state for people who hear the page, or who do not see its colours."""
        return {
            StepState.DONE: _("done"),
            StepState.NOW: _("this step now"),
            StepState.LATE: _("overdue"),
            StepState.TAKEN_BACK: _("taken back"),
            StepState.TODO: _("not yet"),
        }[self.state]

    @property
    def lag(self) -> str:
        """What everybody should see beside the date; empty when all is as planned."""
        count = self.late_days
        if self.remark:
            return str(self.remark)
        if self.state is StepState.TAKEN_BACK:
            return _("Taken back")
        if self.state is StepState.LATE and count:
            return ngettext("%(count)d day overdue", "%(count)d days overdue", count) % {
                "count": count
            }
        if self.state is StepState.LATE:
            return _("Overdue")
        if count:
            return ngettext("Done %(count)d day late", "Done %(count)d days late", count) % {
                "count": count
            }
        return _("This step now") if self.state is StepState.NOW else ""
