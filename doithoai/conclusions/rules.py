"""What a conclusion notice must have before it is published."""

import re
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from doithoai.conclusions.models import ConclusionNotice

# Nghị định 30/2020/NĐ-CP writes 12/TB-UBND, Quy định 399-QĐ/TW writes 12-TB/ĐU.
NUMBER = re.compile(r"\d{1,5}(/TB-[A-ZĐ]+(-[A-ZĐ]+)*|-TB/[A-ZĐ]+)", re.ASCII)


def has_number(notice: "ConclusionNotice") -> Promise | None:
    if NUMBER.fullmatch(notice.number):
        return None
    return _("The notice needs its number, such as 12/TB-UBND (State) or 12-TB/ĐU (Party).")


def resolves_every_matter(notice: "ConclusionNotice") -> Promise | None:
    if not notice.unresolved:
        return None
    return _("Some matters of the dialogue have no resolution yet.")
