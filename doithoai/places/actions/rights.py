"""Who may change places, and the line that each change leaves in the history."""

from typing import Any

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, NotAllowed
from doithoai.kit.time import now
from doithoai.places.models import Unit
from doithoai.places.rules import tidy_name
from doithoai.record.models import Entry
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission


def require_right(by: Actor, unit: Unit | None) -> None:
    """``unit`` None: the whole tree, which is for nobody's appointment but for the terminal."""
    if not by.may(Permission.MANAGE_OFFICE, unit):
        raise NotAllowed(_("Only an administrator of the unit changes its places and posts."))


def required_name(text: str, *, longest: int) -> str:
    """The name as it is kept; Invalid when nothing is left of it, or too much."""
    name = tidy_name(text)
    if not name or len(name) > longest:
        raise Invalid(
            _("The name must have 1 to %(longest)d letters.") % {"longest": longest}, field="name"
        )
    return name


def note(
    move: str, life: str, thing: int, *, unit: Unit | None, by: Actor, facts: dict[str, Any]
) -> None:
    """A line of history; ``facts`` never has a person's name."""
    Entry.objects.create(
        at=now(),
        life=life,
        thing=thing,
        unit=unit.pk if unit else None,
        move=move,
        target="",
        actor=by.mark,
        facts=facts,
        is_public=False,
    )
