"""The life of a commitment (việc được giao, lời hứa)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.commitments import rules
from doithoai.record.moves import Lifecycle, Move
from doithoai.record.permissions import Permission as P


class CommitmentState(TextChoices):
    ASSIGNED = "assigned", _("Assigned")
    IN_PROGRESS = "in_progress", _("Being done")
    DONE = "done", _("Reported done")
    CONFIRMED = "confirmed", _("Kept, confirmed by the people")
    REOPENED = "reopened", _("Reopened")


C = CommitmentState
UNDONE = (C.ASSIGNED, C.IN_PROGRESS, C.REOPENED)
REPORTED = (C.DONE, C.CONFIRMED)

# fmt: off
COMMITMENT_MOVES = (
    Move("assign", _("Assign the work"), (), C.ASSIGNED, P.PUBLISH_CONCLUSION),
    Move("report_progress", _("Report progress"), UNDONE, C.IN_PROGRESS, P.REPORT_PROGRESS),
    Move("report_done", _("Report that it is done"), UNDONE, C.DONE, P.REPORT_PROGRESS, (rules.has_evidence,)),
    Move("extend", _("Extend the due date"), UNDONE, None, P.EXTEND_COMMITMENT, needs_note=True),
    Move("confirm", _("Confirm the result"), (C.DONE,), C.CONFIRMED, P.CONFIRM_RESULT),
    Move("reopen", _("Say that it is not done"), (C.DONE, C.CONFIRMED), C.REOPENED, P.DISPUTE_RESULT),
)
# fmt: on
COMMITMENT = Lifecycle("commitment", _("Commitment"), CommitmentState, COMMITMENT_MOVES)
