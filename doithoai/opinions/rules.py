"""What an opinion or a matter must have before a step; each rule answers what is missing."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from doithoai.opinions.models import Matter, Opinion


def has_text(opinion: "Opinion") -> Promise | None:
    return None if opinion.text.strip() else _("Please write what you want to say.")


def has_title(matter: "Matter") -> Promise | None:
    return None if matter.title.strip() else _("The matter needs a short title.")
