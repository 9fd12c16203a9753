"""What a dialogue must have before a step; each rule answers what is missing."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from doithoai.kit.days import BEYOND, FIRST_DIALOGUES
from doithoai.kit.time import VIET_NAM, now

if TYPE_CHECKING:
    from doithoai.dialogues.models import Dialogue

EARLIEST_OPENING = timedelta(hours=2)
FIRST_MOMENT: Final = datetime.combine(FIRST_DIALOGUES, time(), VIET_NAM)
BEYOND_MOMENT: Final = datetime.combine(BEYOND, time(), VIET_NAM)


def is_possible(moment: datetime) -> bool:
    """Whether a dialogue can begin then; rows from before this was asked may say otherwise."""
    return FIRST_MOMENT <= moment < BEYOND_MOMENT


def has_possible_day(dialogue: "Dialogue") -> Promise | None:
    if dialogue.starts_at and is_possible(dialogue.starts_at):
        return None
    return _("The day of this dialogue cannot be right: change the plan, or cancel it.")


def has_time_and_place(dialogue: "Dialogue") -> Promise | None:
    if dialogue.starts_at and dialogue.place.strip():
        return None
    return _("The notice needs a time and a place.")


def lies_ahead(dialogue: "Dialogue") -> Promise | None:
    if dialogue.starts_at and dialogue.starts_at > now():
        return None
    return _("The notice must come before the dialogue begins.")


def has_begun(dialogue: "Dialogue") -> Promise | None:
    if dialogue.starts_at and dialogue.starts_at - EARLIEST_OPENING <= now():
        return None
    return _("The dialogue can be opened from two hours before its time.")


def has_attendees(dialogue: "Dialogue") -> Promise | None:
    return None if dialogue.attendees else _("Please count the people who attended.")
