"""What citizens confirm or dispute: the only proof that a promise was kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.commitments.models import Commitment
from doithoai.opinions.models import Matter, Opinion


class Confirmation(models.Model):
    """The author of an opinion says whether its matter is settled.

    ``text`` is for the office only; it may tell of private things.
    """

    class Verdict(models.TextChoices):
        SETTLED = "settled", _("Yes, it is settled")
        NOT_SETTLED = "not_settled", _("No, it is not settled")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    opinion = models.ForeignKey(Opinion, models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="+")
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices)
    text = models.TextField(_("what is still wrong"), blank=True, max_length=2000)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["matter", "at"])]

    def __str__(self) -> str:
        return self.get_verdict_display()
