"""The vault: what may identify a citizen, readable only with a key that is outside the database.

Each box is sealed with a key of its own (AES-GCM), and that key is wrapped by an outer key. A copy
of the database holds ciphertext; deleting a box destroys its key, and with it what it held.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.people.lifecycle import IDENTITY, SEALED, IdentityState
from doithoai.places.models import Unit
from doithoai.record.models import Recorded
from doithoai.record.moves import Lifecycle


class SealedBox(models.Model):
    """``sealed``: nonce and ciphertext; ``wrapped_key``: the box's key under ``outer_key``."""

    outer_key = models.CharField(max_length=40, db_index=True)
    wrapped_key = models.BinaryField(max_length=100)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"sealed box {self.pk}"


class Identity(Recorded):
    """Who sent an opinion and how to reach the person, as far as the person wished to say.

    Each sending has an identity of its own: nothing here tells that two were one person, except
    the blind indexes (HMAC of a normalised telephone number or e-mail address), by which the
    office finds the opinion of somebody who calls.
    """

    lifecycle: ClassVar[Lifecycle] = IDENTITY
    village_id: int | None = None
    """Of the opinion that it comes with, while it is being kept: a village head's reach."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    box = models.OneToOneField(SealedBox, models.SET_NULL, null=True, related_name="identity")
    phone_index = models.BinaryField(max_length=32, null=True, db_index=True)
    email_index = models.BinaryField(max_length=32, null=True, db_index=True)
    consented_at = models.DateTimeField(_("consent given"))
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("identity")
        verbose_name_plural = _("identities")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=SEALED)
                | models.Q(
                    state=IdentityState.ERASED, phone_index__isnull=True, email_index__isnull=True
                ),
                name="identity_erased_is_unfindable",
            ),
        ]

    def __str__(self) -> str:
        return f"identity {self.pk}"

    @property
    def is_restricted(self) -> bool:
        """Whether its person lets nobody use it for now."""
        return self.state == IdentityState.RESTRICTED
