"""What concerns the security of the office: who came in, who was refused, who got which right."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.people.models.accounts import User
from doithoai.places.models import Unit


class SecurityKind(models.TextChoices):
    SIGN_IN = "sign_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
    SIGN_OUT = "sign_out", _("Signed out")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    FACTOR_ADDED = "factor_added", _("Second factor added or made anew")
    FACTOR_REMOVED = "factor_removed", _("Second factor removed")
    REFUSED = "refused", _("Refused")
    IDENTITY_SEEN = "identity_seen", _("Looked at who sent an opinion")
    ORIGINAL_SEEN = "original_seen", _("Looked at the words as they came")
    CALLER_SOUGHT = "caller_sought", _("Looked for the opinions of a caller")
    ACCOUNT_MADE = "account_made", _("Account made")
    RIGHT_GIVEN = "right_given", _("Role given")
    RIGHT_ENDED = "right_ended", _("Role ended")
    LINK_MADE = "link_made", _("One-time link made")
    LIST_TAKEN = "list_taken", _("Took a list out")
    CARDS_MADE = "cards_made", _("Sign-in cards made")
    CARDS_ENDED = "cards_ended", _("Sign-in cards ended")
    PHONE_CHANGED = "phone_changed", _("Telephone number for signing in changed")


class SecurityEvent(models.Model):
    """One thing that happened, as the log of one unit tells it; nobody changes it.

    An account that works for several units is told of in the log of each. ``account`` acted; it is
    empty for the terminal, and for whoever tries an address that no account has. ``whom`` is the
    account that got or lost something. ``about``: the name of a page, a role, a kind of factor.
    ``network``: the mark of the network, which tells networks apart for one day
    (``gate.networks``). Of a list that was taken out: ``asked`` is its filter as the address has
    it, ``number`` how many rows it had. No name, no address, no text of anybody.
    """

    at = models.DateTimeField(_("at"))
    kind = models.CharField(max_length=20, choices=SecurityKind.choices)
    account = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    whom = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    about = models.CharField(max_length=60, blank=True)
    asked = models.CharField(max_length=300, blank=True, db_default="")
    number = models.PositiveIntegerField(null=True)
    network = models.BinaryField(max_length=16, null=True)

    class Meta:
        verbose_name = _("security event")
        verbose_name_plural = _("security events")
        indexes = [
            models.Index(fields=["at", "id"], name="security_at"),
            models.Index(fields=["unit", "at", "id"], name="security_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
