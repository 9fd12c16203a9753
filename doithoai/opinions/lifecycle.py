"""The lives of an opinion (one person, one time) and of a matter (the thing to be settled)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.opinions import rules
from doithoai.record.moves import Lifecycle, Move


class OpinionState(TextChoices):
    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted")
    REFERRED = "referred", _("Referred to another procedure")
    REFUSED = "refused", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


class MatterState(TextChoices):
    OPEN = "open", _("Waiting for a dialogue")
    IN_DIALOGUE = "in_dialogue", _("Put to a dialogue")
    CONCLUDED = "concluded", _("Concluded")
    SETTLED = "settled", _("Confirmed by the people")


OPINION = Lifecycle(
    "opinion",
    _("Opinion"),
    OpinionState,
    (
        Move(
            "submit",
            _("Send an opinion"),
            (),
            OpinionState.RECEIVED,
            "submit_opinion",
            (rules.has_text,),
        ),
        Move(
            "enter",
            _("Enter an opinion"),
            (),
            OpinionState.RECEIVED,
            "enter_opinion",
            (rules.has_text,),
        ),
        Move(
            "accept",
            _("Accept and name its matters"),
            (OpinionState.RECEIVED,),
            OpinionState.ACCEPTED,
            "triage_opinion",
        ),
        Move(
            "refer",
            _("Refer to another procedure"),
            (OpinionState.RECEIVED,),
            OpinionState.REFERRED,
            "triage_opinion",
            needs_note=True,
        ),
        Move(
            "refuse",
            _("Refuse"),
            (OpinionState.RECEIVED,),
            OpinionState.REFUSED,
            "triage_opinion",
            needs_note=True,
        ),
        Move(
            "withdraw",
            _("Withdraw"),
            (OpinionState.RECEIVED,),
            OpinionState.WITHDRAWN,
            "withdraw_opinion",
        ),
    ),
)

MATTER = Lifecycle(
    "matter",
    _("Matter"),
    MatterState,
    (
        Move(
            "open", _("Open a matter"), (), MatterState.OPEN, "triage_opinion", (rules.has_title,)
        ),
        Move(
            "take_up",
            _("Put to a dialogue"),
            (MatterState.OPEN,),
            MatterState.IN_DIALOGUE,
            "take_up_matter",
        ),
        Move(
            "release",
            _("Take off the dialogue"),
            (MatterState.IN_DIALOGUE,),
            MatterState.OPEN,
            "take_up_matter",
            needs_note=True,
        ),
        Move(
            "conclude",
            _("Conclude"),
            (MatterState.IN_DIALOGUE,),
            MatterState.CONCLUDED,
            "publish_conclusion",
        ),
        Move(
            "settle",
            _("Confirm that it is settled"),
            (MatterState.CONCLUDED,),
            MatterState.SETTLED,
            "confirm_result",
        ),
        Move(
            "reopen",
            _("Say that it is not settled"),
            (MatterState.CONCLUDED, MatterState.SETTLED),
            MatterState.OPEN,
            "dispute_result",
        ),
        Move(
            "object",
            _("Say that the work is not done"),
            (MatterState.CONCLUDED, MatterState.SETTLED),
            MatterState.CONCLUDED,
            "dispute_result",
        ),
    ),
)
