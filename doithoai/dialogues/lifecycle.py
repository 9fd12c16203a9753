"""The life of a dialogue (hội nghị đối thoại)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.dialogues import rules
from doithoai.record.moves import Lifecycle, Move, internal
from doithoai.record.permissions import Permission as P


class DialogueState(TextChoices):
    PLANNED = "planned", _("Planned")
    NOTICED = "noticed", _("Announced")
    OPEN = "open", _("Under way")
    CLOSED = "closed", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


AHEAD = (DialogueState.NOTICED, DialogueState.OPEN)
"""States in which people know of it and it is not over."""
ARRANGED = (DialogueState.PLANNED, *AHEAD)
"""States in which it is still to be prepared or held."""
BEGUN = (DialogueState.OPEN, DialogueState.CLOSED)
OVER = (DialogueState.CLOSED, DialogueState.CANCELLED)

D = DialogueState

# fmt: off
DIALOGUE_MOVES = (
    internal("plan", _("Plan a dialogue"), (), D.PLANNED, P.PLAN_DIALOGUE),
    internal("revise", _("Change the plan"), (D.PLANNED,), None, P.PLAN_DIALOGUE),
    Move("import", _("Import from a register"), (), D.CLOSED, P.IMPORT_REGISTER),
    Move("notify", _("Publish the notice"), (D.PLANNED,), D.NOTICED, P.NOTIFY_DIALOGUE,
         (rules.has_possible_day, rules.has_time_and_place, rules.lies_ahead)),
    Move("open", _("Open the dialogue"), (D.NOTICED,), D.OPEN, P.RUN_DIALOGUE,
         (rules.has_possible_day, rules.has_begun)),
    Move("close", _("Close the dialogue"), (D.OPEN,), D.CLOSED, P.RUN_DIALOGUE,
         (rules.has_possible_day, rules.has_attendees)),
    Move("cancel", _("Cancel the dialogue"), (D.PLANNED, D.NOTICED), D.CANCELLED, P.PLAN_DIALOGUE, needs_note=True),
)
# fmt: on
DIALOGUE = Lifecycle("dialogue", _("Dialogue"), DialogueState, DIALOGUE_MOVES)
