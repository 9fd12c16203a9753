"""The life of a dialogue (hội nghị đối thoại)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.dialogues import rules
from doithoai.record.moves import Lifecycle, Move


class DialogueState(TextChoices):
    PLANNED = "planned", _("Planned")
    NOTICED = "noticed", _("Announced")
    OPEN = "open", _("Under way")
    CLOSED = "closed", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


D = DialogueState

DIALOGUE = Lifecycle(
    "dialogue",
    _("Dialogue"),
    DialogueState,
    (
        Move("plan", _("Plan a dialogue"), (), D.PLANNED, "plan_dialogue", is_public=False),
        Move(
            "revise",
            _("Change the plan"),
            (D.PLANNED,),
            None,
            "plan_dialogue",
            is_public=False,
        ),
        Move("import", _("Import from a register"), (), D.CLOSED, "import_register"),
        Move(
            "notify",
            _("Publish the notice"),
            (D.PLANNED,),
            D.NOTICED,
            "notify_dialogue",
            (rules.has_time_and_place, rules.lies_ahead),
        ),
        Move(
            "open", _("Open the dialogue"), (D.NOTICED,), D.OPEN, "run_dialogue", (rules.has_begun,)
        ),
        Move(
            "close",
            _("Close the dialogue"),
            (D.OPEN,),
            D.CLOSED,
            "run_dialogue",
            (rules.has_attendees,),
        ),
        Move(
            "cancel",
            _("Cancel the dialogue"),
            (D.PLANNED, D.NOTICED),
            D.CANCELLED,
            "plan_dialogue",
            needs_note=True,
        ),
    ),
)
