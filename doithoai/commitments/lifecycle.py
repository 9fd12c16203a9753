"""The life of a commitment (việc được giao, lời hứa)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.commitments import rules
from doithoai.record.moves import Lifecycle, Move


class CommitmentState(TextChoices):
    ASSIGNED = "assigned", _("Assigned")
    IN_PROGRESS = "in_progress", _("Being done")
    DONE = "done", _("Reported done")
    CONFIRMED = "confirmed", _("Kept, confirmed by the people")
    REOPENED = "reopened", _("Reopened")


C = CommitmentState
UNDONE = (C.ASSIGNED, C.IN_PROGRESS, C.REOPENED)

COMMITMENT = Lifecycle(
    "commitment",
    _("Commitment"),
    CommitmentState,
    (
        Move("assign", _("Assign the work"), (), C.ASSIGNED, "publish_conclusion"),
        Move("report_progress", _("Report progress"), UNDONE, C.IN_PROGRESS, "report_progress"),
        Move(
            "report_done",
            _("Report that it is done"),
            UNDONE,
            C.DONE,
            "report_progress",
            (rules.has_evidence,),
        ),
        Move(
            "extend", _("Extend the due date"), UNDONE, None, "extend_commitment", needs_note=True
        ),
        Move("confirm", _("Confirm the result"), (C.DONE,), C.CONFIRMED, "confirm_result"),
        Move(
            "reopen",
            _("Say that it is not done"),
            (C.DONE, C.CONFIRMED),
            C.REOPENED,
            "dispute_result",
        ),
    ),
)
