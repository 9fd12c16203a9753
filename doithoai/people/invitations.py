"""One-time links with which officials set their password, handed over by the administrator."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.utils.translation import gettext as _

from doithoai.kit.errors import NotAllowed, WrongState
from doithoai.kit.time import today
from doithoai.people.actions.security import note_security
from doithoai.people.actors import Official
from doithoai.people.models import SecurityKind, User
from doithoai.people.queries import appointments_on
from doithoai.record.actions import action
from doithoai.record.notes import note
from doithoai.record.permissions import Permission


@action
def make_password_link(user: User, *, by: Official) -> tuple[str, str]:
    """(``uidb36``, ``key``) of the page where the password is set; the history tells of it.

    The link dies when it is used, when the password changes otherwise, and after three days.
    Raises NotAllowed unless the administrator answers for every role that the person holds:
    whoever can set a password can act in all of them.
    """
    held = appointments_on(today()).filter(user=user).values_list("unit_id", flat=True)
    if not held or not set(held) <= by.unit_ids(Permission.MANAGE_OFFICE):
        raise NotAllowed(_("The person also works for a unit that you do not administer."))
    if user.is_demo or not user.is_active:
        raise WrongState(_("This account has no password."))
    note("account", "password_link", user.pk, by=by, target="active")
    note_security(SecurityKind.LINK_MADE, account=by.user, whom=user)
    return user_pk_to_url_str(user), default_token_generator.make_token(user)
