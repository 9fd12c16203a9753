"""The lives of an opinion (one person, one time) and of a matter (the thing to be settled)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.opinions import rules
from doithoai.record.moves import Lifecycle, Move


class OpinionState(TextChoices):
    HELD = "held", _("Waiting for review")
    RECEIVED = "received", _("Received")
    ASKED = "asked", _("Waiting for its author's answer")
    ACCEPTED = "accepted", _("Accepted")
    REFERRED = "referred", _("Referred to another procedure")
    REFUSED = "refused", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")
    MOVED_OUT = "moved_out", _("Moved to the procedure of the law")


WAITING = (OpinionState.HELD, OpinionState.RECEIVED, OpinionState.ASKED)
"""States in which the office still owes the author an answer."""
WORDLESS = (OpinionState.WITHDRAWN, OpinionState.MOVED_OUT)
"""States in which nothing is kept of what the author wrote."""
IN_HAND = (OpinionState.RECEIVED, OpinionState.ASKED)


class MatterState(TextChoices):
    OPEN = "open", _("Waiting for a dialogue")
    IN_DIALOGUE = "in_dialogue", _("Put to a dialogue")
    CONCLUDED = "concluded", _("Concluded")
    SETTLED = "settled", _("Confirmed by the people")
    MERGED = "merged", _("Merged into another matter")


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
            "hold",
            _("Send an opinion that waits for review"),
            (),
            OpinionState.HELD,
            "submit_opinion",
            (rules.has_text,),
        ),
        Move(
            "join",
            _("Say “I have this problem too”"),
            (),
            OpinionState.ACCEPTED,
            "submit_opinion",
            (rules.has_text,),
        ),
        Move(
            "release",
            _("Let through after review"),
            (OpinionState.HELD,),
            OpinionState.RECEIVED,
            "triage_opinion",
        ),
        Move("take_over", _("Take over"), WAITING, None, "triage_opinion", is_public=False),
        Move("put_back", _("Put back"), WAITING, None, "triage_opinion", is_public=False),
        Move(
            "regroup",
            _("Move to another round of collection"),
            (*WAITING, OpinionState.ACCEPTED),
            None,
            "triage_opinion",
            is_public=False,
        ),
        Move(
            "ask",
            _("Ask the author"),
            (OpinionState.RECEIVED,),
            OpinionState.ASKED,
            "triage_opinion",
        ),
        Move(
            "reply",
            _("Answer the office's question"),
            (OpinionState.ASKED,),
            OpinionState.RECEIVED,
            "reply_to_office",
        ),
        Move(
            "redact",
            _("Redact the text"),
            (*WAITING, OpinionState.ACCEPTED),
            None,
            "triage_opinion",
            is_public=False,
            needs_note=True,
        ),
        Move(
            "accept",
            _("Accept and name its matters"),
            IN_HAND,
            OpinionState.ACCEPTED,
            "triage_opinion",
        ),
        Move(
            "attach",
            _("Add a matter that it raises"),
            (OpinionState.ACCEPTED,),
            None,
            "triage_opinion",
        ),
        Move(
            "detach",
            _("Take away a matter that it does not raise"),
            (OpinionState.ACCEPTED,),
            None,
            "triage_opinion",
            needs_note=True,
        ),
        Move(
            "refer",
            _("Refer to another procedure"),
            IN_HAND,
            OpinionState.REFERRED,
            "triage_opinion",
            needs_note=True,
        ),
        Move(
            "move_out",
            _("Move out: a denunciation"),
            (*WAITING, OpinionState.ACCEPTED),
            OpinionState.MOVED_OUT,
            "triage_opinion",
        ),
        Move(
            "refuse",
            _("Refuse"),
            WAITING,
            OpinionState.REFUSED,
            "triage_opinion",
            needs_note=True,
        ),
        Move(
            "tell",
            _("Note that its author was told where it went"),
            (OpinionState.REFERRED,),
            None,
            "triage_opinion",
        ),
        Move(
            "unseal",
            _("Look at the words as they came"),
            tuple(one for one in OpinionState if one not in WORDLESS),
            None,
            "reveal_identity",
            is_public=False,
            needs_note=True,
        ),
        Move(
            "erase",
            _("Erase the words at their author's request"),
            tuple(one for one in OpinionState if one not in WORDLESS),
            None,
            "answer_data_request",
            is_public=False,
        ),
        Move(
            "withdraw",
            _("Withdraw"),
            WAITING,
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
            "merge",
            _("Merge into another matter"),
            (MatterState.OPEN,),
            MatterState.MERGED,
            "triage_opinion",
            needs_note=True,
        ),
        Move(
            "unmerge",
            _("Undo the merging"),
            (MatterState.MERGED,),
            MatterState.OPEN,
            "triage_opinion",
            needs_note=True,
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


class DataRequestState(TextChoices):
    ASKED = "asked", _("Waiting for an answer")
    GRANTED = "granted", _("Done")
    DECLINED = "declined", _("Declined")


DATA_REQUEST = Lifecycle(
    "datarequest",
    _("Request about personal data"),
    DataRequestState,
    (
        Move(
            "request",
            _("Ask for erasure"),
            (),
            DataRequestState.ASKED,
            "request_data",
            is_public=False,
        ),
        Move(
            "grant",
            _("Do what is asked"),
            (DataRequestState.ASKED,),
            DataRequestState.GRANTED,
            "answer_data_request",
            is_public=False,
        ),
        Move(
            "decline",
            _("Decline"),
            (DataRequestState.ASKED,),
            DataRequestState.DECLINED,
            "answer_data_request",
            is_public=False,
            needs_note=True,
        ),
    ),
)
