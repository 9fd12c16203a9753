"""Opinions, the matters they raise, and what an office needs to gather and sort them."""

from doithoai.opinions.models.four_eyes import FourEyes, Proposal
from doithoai.opinions.models.gathering import AnswerTemplate, CollectionRound, TableImport
from doithoai.opinions.models.letters import (
    Attachment,
    DataRequest,
    HandOver,
    Inquiry,
    LaterReceipt,
    Referral,
)
from doithoai.opinions.models.mailbox import MailboxLetter, MailboxReading
from doithoai.opinions.models.matter import Matter, Raising
from doithoai.opinions.models.opinion import Channel, Opinion, TellBy
from doithoai.opinions.models.passing import Passing
from doithoai.opinions.models.telling import Telling

__all__ = [
    "AnswerTemplate",
    "Attachment",
    "Channel",
    "CollectionRound",
    "DataRequest",
    "FourEyes",
    "HandOver",
    "Inquiry",
    "LaterReceipt",
    "MailboxLetter",
    "MailboxReading",
    "Matter",
    "Opinion",
    "Passing",
    "Proposal",
    "Raising",
    "Referral",
    "TableImport",
    "TellBy",
    "Telling",
]
