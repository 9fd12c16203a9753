"""Accounts of officials, and the vault in which citizens' identities lie."""

from doithoai.people.models.accounts import Appointment, Installation, SetupLink, User
from doithoai.people.models.cards import SignInCard, TextCode
from doithoai.people.models.security import SecurityEvent, SecurityKind
from doithoai.people.models.tally import Tally
from doithoai.people.models.vault import Identity, SealedBox

__all__ = [
    "Appointment",
    "Identity",
    "Installation",
    "SealedBox",
    "SecurityEvent",
    "SecurityKind",
    "SetupLink",
    "SignInCard",
    "Tally",
    "TextCode",
    "User",
]
