"""One-time links with which officials set their password, handed over by the administrator."""

from uuid import uuid4

from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.translation import gettext as _

from doithoai.kit.errors import NotAllowed, WrongState
from doithoai.kit.time import today
from doithoai.people.actions.security import note_security
from doithoai.people.actors import Official
from doithoai.people.models import SecurityKind, User
from doithoai.people.queries import appointments_not_ended
from doithoai.record.actions import action
from doithoai.record.notes import note
from doithoai.record.permissions import Permission


class NewestLink(PasswordResetTokenGenerator):
    """Of several links with which the password of an account can be set, the newest alone works."""

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{user.invitation}"


@action
def make_password_link(user: User, *, by: Official) -> tuple[str, str]:
    """(``uidb36``, ``key``) of the page where the password is set; the history of each unit that
    the person works for tells of it.

    The link dies when it is used, when a newer one is made, when the password changes otherwise,
    and after three days.
    Raises NotAllowed unless the administrator answers for every role that the person holds or
    will hold: whoever can set a password can act in all of them.
    """
    held = appointments_not_ended(today()).filter(user=user).values_list("unit_id", "role")
    units = {unit for unit, _role in held}
    if not units or not units <= by.unit_ids(Permission.MANAGE_OFFICE):
        raise NotAllowed(_("The person also works for a unit that you do not administer."))
    if user.is_demo or not user.is_active:
        raise WrongState(_("This account has no password."))
    if not user.email:
        raise WrongState(_("This account has no e-mail address: hand over sign-in cards."))
    user.invitation = uuid4()
    user.save(update_fields=["invitation"])
    for unit in units:
        roles = sorted(role for of, role in held if of == unit)
        facts = {"account": user.pk, "roles": roles}
        note("account", "password_link", user.pk, by=by, unit=unit, target="active", facts=facts)
    note_security(SecurityKind.LINK_MADE, account=by.user, whom=user)
    return user_pk_to_url_str(user), NewestLink().make_token(user)
