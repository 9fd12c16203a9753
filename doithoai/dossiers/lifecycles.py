"""Every table of moves there is, in the order of the process."""

from typing import Final

from doithoai.commitments.lifecycle import COMMITMENT
from doithoai.conclusions.lifecycle import CONCLUSION
from doithoai.dialogues.lifecycle import DIALOGUE
from doithoai.opinions.lifecycle import DATA_REQUEST, MAILBOX_LETTER, MATTER, OPINION
from doithoai.people.lifecycle import IDENTITY

LIFECYCLES: Final = (
    OPINION, MAILBOX_LETTER, IDENTITY, DATA_REQUEST, MATTER, DIALOGUE, CONCLUSION, COMMITMENT,
)  # fmt: skip
