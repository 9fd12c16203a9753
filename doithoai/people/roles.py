"""Roles as described classes of rights; a person holds one through an appointment.

Source of the roles: domain dossier B.3 (who does what in the dialogue regulations seen).
A permission is a name; the tables of moves ask for it, a role gives it.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RoleName(TextChoices):
    PARTY_HEAD = "party_head", _("Secretary of the Party committee")
    GOVERNMENT_HEAD = "government_head", _("Chair of the People's Committee")
    COUNCIL = "council", _("Standing body of the People's Council")
    OFFICE = "office", _("Office (clerk, secretary)")
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
    permissions: frozenset[str]
    reach: Reach = Reach.UNIT


READ = {"view_desk"}
HEAD = READ | {
    "plan_dialogue",
    "run_dialogue",
    "draft_conclusion",
    "publish_conclusion",
    "extend_commitment",
    "take_up_matter",
    "reveal_identity",
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
        frozenset(
            READ
            | {
                "enter_opinion",
                "keep_identity",
                "triage_opinion",
                "reveal_identity",
                "answer_data_request",
                "collect_opinions",
                "import_opinions",
                "take_up_matter",
                "plan_dialogue",
                "notify_dialogue",
                "run_dialogue",
                "record_turn",
                "draft_conclusion",
                "import_register",
            }
        ),
    ),
    Role(
        RoleName.MOBILISATION,
        _("Follows public opinion and plans dialogues."),
        frozenset(READ | {"enter_opinion", "keep_identity", "plan_dialogue", "take_up_matter"}),
    ),
    Role(
        RoleName.FRONT,
        _("Collects opinions before dialogues and supervises what was promised."),
        frozenset(READ | {"enter_opinion", "keep_identity", "collect_opinions", "import_opinions"}),
    ),
    Role(
        RoleName.AGENCY,
        _("Does the work given to the agency, reports progress with evidence."),
        frozenset(READ | {"report_progress"}),
        Reach.AGENCY,
    ),
    Role(
        RoleName.INSPECTION,
        _("Reads everything in order to inspect; changes nothing."),
        frozenset(READ),
    ),
    Role(
        RoleName.VILLAGE_HEAD,
        _("Enters opinions for people of the village and tells them the results."),
        frozenset({"enter_opinion", "keep_identity"}),
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
        frozenset({"manage_office"}),
    ),
)
ROLES: dict[str, Role] = {role.name.value: role for role in _ROLES}

VISITOR_PERMISSIONS = frozenset({"submit_opinion", "keep_identity"})
AUTHOR_PERMISSIONS = frozenset(
    {
        "withdraw_opinion",
        "reply_to_office",
        "correct_identity",
        "erase_identity",
        "request_data",
        "confirm_result",
        "dispute_result",
    }
)
