"""The lives of an opinion (one person, one time) and of a matter (the thing to be settled)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.opinions import rules
from doithoai.record.moves import Lifecycle, Move, internal
from doithoai.record.permissions import Permission as P


class OpinionState(TextChoices):
    HELD = "held", _("Waiting for review")
    RECEIVED = "received", _("Received")
    ASKED = "asked", _("Waiting for its author's answer")
    ACCEPTED = "accepted", _("Accepted")
    REFERRED = "referred", _("Referred to another procedure")
    REFUSED = "refused", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Taken back")
    MOVED_OUT = "moved_out", _("Moved to the procedure of the law")
    VOID = "void", _("Entered by mistake")


WAITING = (OpinionState.HELD, OpinionState.RECEIVED, OpinionState.ASKED)
"""States in which the office still owes the author an answer."""
WORDLESS = (OpinionState.WITHDRAWN, OpinionState.MOVED_OUT, OpinionState.VOID)
"""States in which nothing is kept of what the author wrote; of a void one after a day."""
UNCOUNTED = (OpinionState.WITHDRAWN, OpinionState.VOID)
"""States of what is no opinion of anybody any more."""
GONE = (OpinionState.REFERRED, OpinionState.MOVED_OUT)
"""States of what another procedure has."""
OFFICE_ALONE = (*WAITING, OpinionState.VOID)
"""States in which nobody but the office reads the words."""
WORDED = tuple(state for state in OpinionState if state not in WORDLESS)
DECIDED = tuple(state for state in WORDED if state not in WAITING)
"""States in which the office has told the author what becomes of it."""
IN_HAND = (OpinionState.RECEIVED, OpinionState.ASKED)
"""States in which the office can decide."""
OWED_BY_HAND = (OpinionState.ASKED, OpinionState.ACCEPTED, OpinionState.REFUSED)
"""States of which an author whom no message reaches is told by a person; of a referral the slip says
whether its author was."""
WORKED_ON = (*WAITING, OpinionState.ACCEPTED)
"""States in which the office still works with the words."""


class MatterState(TextChoices):
    OPEN = "open", _("Waiting for a dialogue")
    IN_DIALOGUE = "in_dialogue", _("Put to a dialogue")
    CONCLUDED = "concluded", _("Concluded")
    SETTLED = "settled", _("Confirmed by the people")
    MERGED = "merged", _("Merged into another matter")
    VOID = "void", _("Opened by mistake")


WAITING_FOR_DIALOGUE = (MatterState.OPEN, MatterState.IN_DIALOGUE)
"""States in which another opinion can be added to a matter: it is not concluded yet."""
JOINABLE = (*WAITING_FOR_DIALOGUE, MatterState.CONCLUDED)
"""States in which another opinion is added: of a promise too, so that who asks again counts; what is
confirmed as settled needs one that says what is wrong.
"""
UNLISTED = (MatterState.MERGED, MatterState.VOID)
"""States in which it is no matter of its own: no list shows it, and it counts nowhere."""
CORRECTABLE = tuple(state for state in MatterState if state not in UNLISTED)
ANSWERED = (MatterState.CONCLUDED, MatterState.SETTLED)


S, M = OpinionState, MatterState

# fmt: off
OPINION_MOVES = (
    Move("submit", _("Send an opinion"), (), S.RECEIVED, P.SUBMIT_OPINION, (rules.has_text,)),
    Move("enter", _("Enter an opinion"), (), S.RECEIVED, P.ENTER_OPINION, (rules.has_text,)),
    Move("hold", _("Send an opinion that waits for review"), (), S.HELD, P.SUBMIT_OPINION, (rules.has_text,)),
    Move("join", _("Say “I have this problem too”"), (), S.ACCEPTED, P.SUBMIT_OPINION, (rules.has_text,)),
    Move("release", _("Let through after review"), (S.HELD,), S.RECEIVED, P.TRIAGE_OPINION),
    internal("take_over", _("Take over"), WAITING, None, P.TRIAGE_OPINION),
    internal("put_back", _("Put back"), WAITING, None, P.TRIAGE_OPINION),
    internal("regroup", _("Move to another round of collection"), WORKED_ON, None, P.TRIAGE_OPINION),
    Move("correct", _("Correct how it was entered"), WORKED_ON, None, P.TRIAGE_OPINION, needs_note=True),
    internal("propose", _("Propose a decision to the chief of the office"), WORDED, None, P.TRIAGE_OPINION),
    internal("send_back", _("Send a proposal back"), WORDED, None, P.TRIAGE_OPINION),
    Move("ask", _("Ask the author"), (S.RECEIVED,), S.ASKED, P.TRIAGE_OPINION),
    Move("reply", _("Answer the office's question"), (S.ASKED,), S.RECEIVED, P.REPLY_TO_OFFICE),
    internal("redact", _("Redact the text"), WORKED_ON, None, P.TRIAGE_OPINION, needs_note=True),
    Move("accept", _("Accept and name its matters"), IN_HAND, S.ACCEPTED, P.TRIAGE_OPINION),
    Move("attach", _("Add a matter that it raises"), (S.ACCEPTED,), None, P.TRIAGE_OPINION),
    Move("detach", _("Take away a matter that it does not raise"), (S.ACCEPTED,), None, P.TRIAGE_OPINION,
         needs_note=True),
    Move("undo_accept", _("Undo the acceptance"), (S.ACCEPTED,), S.RECEIVED, P.TRIAGE_OPINION, needs_note=True),
    Move("refer", _("Refer to another procedure"), IN_HAND, S.REFERRED, P.TRIAGE_OPINION, needs_note=True),
    Move("move_out", _("Move out: a denunciation"), WORKED_ON, S.MOVED_OUT, P.TRIAGE_OPINION),
    Move("pass_on", _("Pass on to the office of another unit"), IN_HAND, S.RECEIVED, P.TRIAGE_OPINION,
         needs_note=True),
    Move("pass_back", _("Return to the office that passed it on"), IN_HAND, S.RECEIVED, P.TRIAGE_OPINION,
         needs_note=True),
    Move("refuse", _("Refuse"), WAITING, S.REFUSED, P.TRIAGE_OPINION, needs_note=True),
    Move("reconsider", _("Bring back what was refused"), (S.REFUSED,), S.RECEIVED, P.TRIAGE_OPINION, needs_note=True),
    Move("recall", _("Bring back what was referred"), (S.REFERRED,), S.RECEIVED, P.TRIAGE_OPINION, needs_note=True),
    internal("destroy", _("Destroy the words that are not kept"), (S.REFERRED, S.VOID), None, P.TRIAGE_OPINION),
    internal("print", _("Print the words for who is competent"), (S.REFERRED, S.MOVED_OUT), None, P.TRIAGE_OPINION),
    internal("hand_over", _("Hand a denunciation over"), (S.MOVED_OUT,), None, P.TRIAGE_OPINION),
    Move("tell", _("Note that its author was told where it went"), (S.REFERRED,), None, P.TRIAGE_OPINION),
    internal("send_again", _("Send the news to the author once more"), WORDED, None, P.TRIAGE_OPINION),
    internal("note_told", _("Note that the office told the author the news"), WORDED, None, P.TRIAGE_OPINION),
    Move("inform", _("Note that its author was told what the office did"), OWED_BY_HAND, None, P.TELL_AUTHOR),
    internal("pass_to_village", _("Ask the village head to tell its author"), OWED_BY_HAND, None, P.TRIAGE_OPINION),
    Move("reissue", _("Give the author a new receipt code"), WORDED, None, P.TRIAGE_OPINION),
    internal("unseal", _("Look at the words as they came"), WORDED, None, P.REVEAL_IDENTITY, needs_note=True),
    internal("erase", _("Erase the words at their author's request"), DECIDED, None, P.ANSWER_DATA_REQUEST),
    internal("erase_undecided", _("Erase the words at their author's request"), WAITING, S.WITHDRAWN,
             P.ANSWER_DATA_REQUEST),
    Move("withdraw", _("Withdraw"), WAITING, S.WITHDRAWN, P.WITHDRAW_OPINION),
    Move("take_back", _("Take back what was entered by mistake"), WAITING, S.VOID, P.ENTER_OPINION),
    Move("restore", _("Bring back what was taken back as entered by mistake"), (S.VOID,), S.RECEIVED,
         P.ENTER_OPINION),
)
# fmt: on
OPINION = Lifecycle("opinion", _("Opinion"), OpinionState, OPINION_MOVES)

# fmt: off
MATTER_MOVES = (
    Move("open", _("Open a matter"), (), M.OPEN, P.TRIAGE_OPINION, (rules.has_title,)),
    Move("merge", _("Merge into another matter"), (M.OPEN,), M.MERGED, P.TRIAGE_OPINION, needs_note=True),
    Move("unmerge", _("Undo the merging"), (M.MERGED,), M.OPEN, P.TRIAGE_OPINION, needs_note=True),
    Move("void", _("Close as opened by mistake"), (M.OPEN,), M.VOID, P.TRIAGE_OPINION, needs_note=True),
    Move("correct", _("Correct what is written of it"), CORRECTABLE, None, P.TRIAGE_OPINION, needs_note=True),
    Move("take_up", _("Put to a dialogue"), (M.OPEN,), M.IN_DIALOGUE, P.TAKE_UP_MATTER),
    Move("release", _("Take off the dialogue"), (M.IN_DIALOGUE,), M.OPEN, P.TAKE_UP_MATTER, needs_note=True),
    Move("conclude", _("Conclude"), (M.IN_DIALOGUE,), M.CONCLUDED, P.PUBLISH_CONCLUSION),
    Move("settle", _("Confirm that it is settled"), (M.CONCLUDED,), M.SETTLED, P.CONFIRM_RESULT),
    Move("reopen", _("Say that it is not settled"), ANSWERED, M.OPEN, P.DISPUTE_RESULT),
    Move("object", _("Say that the work is not done"), ANSWERED, M.CONCLUDED, P.DISPUTE_RESULT),
)
# fmt: on
MATTER = Lifecycle("matter", _("Matter"), MatterState, MATTER_MOVES)


class DataRequestState(TextChoices):
    ASKED = "asked", _("Waiting for an answer")
    GRANTED = "granted", _("Done")
    DECLINED = "declined", _("Declined")


R = DataRequestState

# fmt: off
DATA_REQUEST_MOVES = (
    internal("request", _("Ask for erasure"), (), R.ASKED, P.REQUEST_DATA),
    internal("grant", _("Do what is asked"), (R.ASKED,), R.GRANTED, P.ANSWER_DATA_REQUEST),
    internal("decline", _("Decline"), (R.ASKED,), R.DECLINED, P.ANSWER_DATA_REQUEST, needs_note=True),
)
# fmt: on
DATA_REQUEST = Lifecycle(
    "datarequest", _("Request about personal data"), DataRequestState, DATA_REQUEST_MOVES
)


class MailboxLetterState(TextChoices):
    WAITING = "waiting", _("Waiting for the office")
    ENTERED = "entered", _("Entered as an opinion")
    DISCARDED = "discarded", _("Discarded")


L = MailboxLetterState

# fmt: off
MAILBOX_LETTER_MOVES = (
    internal("arrive", _("Receive a letter from the mailbox"), (), L.WAITING, P.ENTER_OPINION),
    internal("open", _("Open a letter"), (L.WAITING,), None, P.ENTER_OPINION),
    internal("enter", _("Enter what a letter says"), (L.WAITING,), L.ENTERED, P.ENTER_OPINION),
    internal("discard", _("Discard a letter"), (L.WAITING,), L.DISCARDED, P.ENTER_OPINION, needs_note=True),
)
# fmt: on
MAILBOX_LETTER = Lifecycle(
    "mailboxletter", _("Letter by e-mail"), MailboxLetterState, MAILBOX_LETTER_MOVES
)
