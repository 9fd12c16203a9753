"""Where two persons decide, and what one of them has proposed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.opinions.models.opinion import Opinion
from doithoai.opinions.rules import Procedure
from doithoai.people.models import User
from doithoai.places.models import Unit


class FourEyes(models.Model):
    """A unit in which refusal, referral and erasure are proposed by one and approved by another."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("decision by two persons")
        verbose_name_plural = _("decisions by two persons")

    def __str__(self) -> str:
        return str(self.unit)


class Proposal(models.Model):
    """A decision about an opinion that waits for a second person; gone when it is decided.

    ``reason`` is for the author to read; ``procedure`` and ``authority`` are those of a referral.
    """

    class Decision(models.TextChoices):
        REFUSE = "refuse", _("Refuse")
        REFER = "refer", _("Refer to another procedure")
        ERASE = "erase", _("Erase the words")

    opinion = models.OneToOneField(Opinion, models.CASCADE, related_name="proposal")
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    procedure = models.CharField(
        _("procedure"), max_length=12, choices=Procedure.choices, blank=True
    )
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposed"))

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self) -> str:
        return f"{self.get_decision_display()} {self.opinion_id}"
