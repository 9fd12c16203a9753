"""Roles as described classes of rights; a person holds one through an appointment.

Source of the roles: domain dossier B.3 (who does what in the dialogue regulations seen).
The tables of moves ask for a permission (``record.permissions``), a role gives it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from doithoai.record.permissions import Permission


class RoleName(TextChoices):
    PARTY_HEAD = "party_head", _("Secretary of the Party committee")
    GOVERNMENT_HEAD = "government_head", _("Chair of the People's Committee")
    COUNCIL = "council", _("Standing body of the People's Council")
    OFFICE = "office", _("Office (clerk, secretary)")
    OFFICE_CHIEF = "office_chief", _("Chief of the office, deputy chief")
    MOBILISATION = "mobilisation", _("Party building and mobilisation board")
    FRONT = "front", _("Fatherland Front")
    AGENCY = "agency", _("Officer of an agency")
    INSPECTION = "inspection", _("Inspection commission")
    VILLAGE_HEAD = "village_head", _("Village head")
    SUPERIOR = "superior", _("Superior authority")
    ADMINISTRATOR = "administrator", _("Administrator")


def roles_in_words(mark: str) -> str:
    """The mark of an actor in the record, ``government_head@kimthanh``, as its roles in words.

    Empty when the mark names no role.
    """
    names = [one.partition("@")[0] for one in mark.split()]
    known = [str(RoleName(name).label) for name in names if name in RoleName.values]
    return ", ".join(dict.fromkeys(known))


class Reach(StrEnum):
    """Over which things an appointment at a unit gives its role's rights."""

    UNIT = "unit"  # the unit and the units of the past that became it
    SUBTREE = "subtree"  # also every unit below it, and the what those were before
    AGENCY = "agency"  # only what the agency leads or supports


@dataclass(frozen=True, slots=True)
class Role:
    name: RoleName
    description: str | Promise
    permissions: frozenset[Permission]
    reach: Reach = Reach.UNIT


READ = {Permission.VIEW_DESK}
CLERK = READ | {
    Permission.ENTER_OPINION,
    Permission.TELL_AUTHOR,
    Permission.KEEP_IDENTITY,
    Permission.TRIAGE_OPINION,
    Permission.REVEAL_IDENTITY,
    Permission.ANSWER_DATA_REQUEST,
    Permission.COLLECT_OPINIONS,
    Permission.IMPORT_OPINIONS,
    Permission.TAKE_UP_MATTER,
    Permission.PLAN_DIALOGUE,
    Permission.NOTIFY_DIALOGUE,
    Permission.RUN_DIALOGUE,
    Permission.RECORD_TURN,
    Permission.DRAFT_CONCLUSION,
    Permission.IMPORT_REGISTER,
    Permission.HAND_OUT_CARD,
}
HEAD = READ | {
    Permission.PLAN_DIALOGUE,
    Permission.RUN_DIALOGUE,
    Permission.DRAFT_CONCLUSION,
    Permission.PUBLISH_CONCLUSION,
    Permission.EXTEND_COMMITMENT,
    Permission.TAKE_UP_MATTER,
    Permission.REVEAL_IDENTITY,
    Permission.APPOINT_OFFICIAL,
}

_OF_VILLAGE_HEAD = {
    Permission.ENTER_OPINION,
    Permission.KEEP_IDENTITY,
    Permission.TELL_AUTHOR,
}

_ROLES = (
    Role(
        RoleName.PARTY_HEAD,
        _("Chairs dialogues, publishes the Party conclusion, extends due dates."),
        frozenset(HEAD),
    ),
    Role(
        RoleName.GOVERNMENT_HEAD,
        _("Chairs dialogues, publishes the State conclusion, assigns work, extends due dates."),
        frozenset(HEAD),
    ),
    Role(RoleName.COUNCIL, _("Co-chairs dialogues and reads everything."), frozenset(READ)),
    Role(
        RoleName.OFFICE,
        _("Receives and sorts opinions, prepares dialogues, keeps minutes, drafts conclusions."),
        frozenset(CLERK),
    ),
    Role(
        RoleName.OFFICE_CHIEF,
        _("Does what the office does, and approves what its clerks propose."),
        frozenset(CLERK | {Permission.APPROVE_DECISION}),
    ),
    Role(
        RoleName.MOBILISATION,
        _("Follows public opinion and plans dialogues."),
        frozenset(
            READ
            | {
                Permission.ENTER_OPINION,
                Permission.KEEP_IDENTITY,
                Permission.PLAN_DIALOGUE,
                Permission.TAKE_UP_MATTER,
            }
        ),
    ),
    Role(
        RoleName.FRONT,
        _("Collects opinions before dialogues and supervises what was promised."),
        frozenset(
            READ
            | {
                Permission.ENTER_OPINION,
                Permission.KEEP_IDENTITY,
                Permission.COLLECT_OPINIONS,
                Permission.IMPORT_OPINIONS,
            }
        ),
    ),
    Role(
        RoleName.AGENCY,
        _("Does the work given to the agency, reports progress with evidence."),
        frozenset(READ | {Permission.REPORT_PROGRESS}),
        Reach.AGENCY,
    ),
    Role(
        RoleName.INSPECTION,
        _("Reads everything in order to inspect; changes nothing."),
        frozenset(READ | {Permission.READ_SECURITY_LOG}),
    ),
    Role(
        RoleName.VILLAGE_HEAD,
        _("Enters opinions for people of the village and tells them the results."),
        frozenset(_OF_VILLAGE_HEAD),
    ),
    Role(
        RoleName.SUPERIOR,
        _("Reads the units below and receives what exceeds their competence."),
        frozenset(READ),
        Reach.SUBTREE,
    ),
    Role(
        RoleName.ADMINISTRATOR,
        _("Manages accounts, appointments, villages and agencies; reads no opinion."),
        frozenset(
            {Permission.MANAGE_OFFICE, Permission.READ_SECURITY_LOG, Permission.HAND_OUT_CARD}
        ),
    ),
)
ROLES: dict[str, Role] = {role.name.value: role for role in _ROLES}
READERS: Final = frozenset(
    role.name.value
    for role in _ROLES
    if role.permissions & {Permission.VIEW_DESK, Permission.REVEAL_IDENTITY}
)
"""Roles that open opinions or identities."""

BY_CARD: Final = frozenset(
    role.name.value for role in _ROLES if role.permissions <= _OF_VILLAGE_HEAD
)
"""Roles that a card or a text message lets in: they enter, and neither read nor decide."""

OFFICES: Final = tuple(
    role.name.value for role in _ROLES if Permission.TRIAGE_OPINION in role.permissions
)
"""Roles that receive opinions."""

VISITOR_PERMISSIONS = frozenset({Permission.SUBMIT_OPINION, Permission.KEEP_IDENTITY})
AUTHOR_PERMISSIONS = frozenset(
    {
        Permission.WITHDRAW_OPINION,
        Permission.REPLY_TO_OFFICE,
        Permission.CORRECT_IDENTITY,
        Permission.ERASE_IDENTITY,
        Permission.REQUEST_DATA,
        Permission.CONFIRM_RESULT,
        Permission.DISPUTE_RESULT,
    }
)
