"""Who may change places, and what their names must be."""

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, NotAllowed
from doithoai.places.models import Unit
from doithoai.places.rules import tidy_name
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
