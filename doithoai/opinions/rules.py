"""What an opinion or a matter must have before a step; each rule answers what is missing."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from doithoai.opinions.models import Matter, Opinion

LONGEST_TEXT = 5000
KEPT_FOR: Final = timedelta(hours=24)
"""How long a refusal or a referral can be undone; so long the words of a complaint lie sealed."""
STALE_AFTER: Final = timedelta(hours=8)
"""A working day: after that nobody waits for an officer who has an opinion in hand."""


class Kind(TextChoices):
    """What a sender says that it is; only an opinion is taken.

    Luật Khiếu nại 02/2011/QH13 and Luật Tố cáo 25/2018/QH14 have procedures of their own.
    """

    OPINION = "opinion", _("A wish, a question or something I saw")
    COMPLAINT = "complaint", _("A complaint against a decision about me")
    DENUNCIATION = "denunciation", _("A denunciation of somebody's breach of the law")


class Procedure(TextChoices):
    """Where an opinion goes that a dialogue cannot settle."""

    COMPLAINT = "complaint", _("Complaint (Law on Complaints)")
    DENUNCIATION = "denunciation", _("Denunciation (Law on Denunciations)")
    COURT = "court", _("Court or other judicial body")
    AUTHORITY = "authority", _("Another competent authority")


SLIPS = [one for one in Procedure if one is not Procedure.DENUNCIATION]
"""Where a slip leads; a denunciation is moved out without one."""


def has_text(opinion: "Opinion") -> Promise | None:
    return None if opinion.text.strip() else _("Please write what you want to say.")


def has_title(matter: "Matter") -> Promise | None:
    return None if matter.title.strip() else _("The matter needs a short title.")
