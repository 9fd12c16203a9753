"""Accounts of officials and the appointments through which they hold a role.

Citizens have no account. Names and e-mails here are those of officials in office; demo accounts
bear posts, not names.
"""

from typing import ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from doithoai.kit.columns import within_reason
from doithoai.kit.vietnamese import normalized
from doithoai.people.roles import ROLES, Role, RoleName
from doithoai.places.models import Agency, Unit, Village


class Accounts(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username or "")  # None would find those without an address


class User(AbstractBaseUser):
    """An official's account; signs in with an e-mail address.

    A village head may have a telephone number instead: a text message to it, or a card, lets in
    whoever neither opens identities nor decides (``people.queries.comes_by_card``).
    """

    # NULL: two accounts without an address, or without a number, are not the same one.
    email = models.EmailField(_("e-mail"), unique=True, null=True)  # noqa: DJ001
    phone = models.CharField(_("telephone"), max_length=15, unique=True, null=True)  # noqa: DJ001
    display_name = models.CharField(_("name or post"), max_length=120)
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    date_joined = models.DateTimeField(auto_now_add=True)
    invitation = models.UUIDField(default=uuid4, editable=False)
    """The number of the newest link with which the password is set: no older one works."""
    cards_wanted_at = models.DateTimeField(null=True, editable=False)
    """When the person asked for new sign-in cards, until they are made."""

    objects: ClassVar[Accounts] = Accounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False),
                name="account_can_be_named",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def sign_in_name(self) -> str:
        """What the person signs in with."""
        return self.email or self.phone or ""

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password and one_spelling(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Also one that was set before passwords had one spelling."""
        spelled = raw_password and one_spelling(raw_password)
        if super().check_password(spelled):
            return True
        return spelled != raw_password and super().check_password(raw_password)


def one_spelling(password: str) -> str:
    """The same for “ấ” as one sign and as three (NIST SP 800-63B, 5.1.1.2): keyboards differ."""
    return normalized("NFKC", password)


class Appointment(models.Model):
    """A person holds a role at a unit (or an agency, or for a village of it) for a term.

    ``ends_on`` is the first day without the role; empty: the term goes on.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    role = models.CharField(_("role"), max_length=30, choices=RoleName.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    village = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("village")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="appointment_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(role=RoleName.AGENCY, agency__isnull=False)
                | (~Q(role=RoleName.AGENCY) & Q(agency__isnull=True)),
                name="appointment_agency_with_agency_role",
            ),
            within_reason("starts_on", "ends_on", name="appointment_within_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.agency or self.unit}"

    @property
    def described(self) -> Role:
        return ROLES[self.role]


class Installation(models.Model):
    """The one row that says how this office began: as a demonstration or for real."""

    class Mode(models.TextChoices):
        DEMO = "demo", _("demonstration")
        REAL = "real", _("real office")

    singleton = models.BooleanField(primary_key=True, default=True)
    mode = models.CharField(max_length=10, choices=Mode.choices)
    begun_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(singleton=True), name="one_installation"),
        ]

    def __str__(self) -> str:
        return self.get_mode_display()


class SetupLink(models.Model):
    """A one-time link for the first administrator; only its digest is kept."""

    digest = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"until {self.expires_at:%Y-%m-%d %H:%M}"
