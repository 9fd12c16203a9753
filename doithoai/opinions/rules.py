"""What an opinion or a matter must have before a step; each rule answers what is missing."""

from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from doithoai.opinions.models import Matter, Opinion

LONGEST_TEXT = 5000


class Kind(TextChoices):
    """What a sender says that it is; only an opinion is taken.

    Luật Khiếu nại 02/2011/QH13 and Luật Tố cáo 25/2018/QH14 have procedures of their own.
    """

    OPINION = "opinion", _("A wish, a question or something I saw")
    COMPLAINT = "complaint", _("A complaint against a decision about me")
    DENUNCIATION = "denunciation", _("A denunciation of somebody's breach of the law")


def has_text(opinion: "Opinion") -> Promise | None:
    return None if opinion.text.strip() else _("Please write what you want to say.")


def has_title(matter: "Matter") -> Promise | None:
    return None if matter.title.strip() else _("The matter needs a short title.")
