"""An opinion that was sent to the wrong unit, on its way between offices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.opinions.models.opinion import Opinion
from doithoai.places.models import Unit, Village


class Passing(models.Model):
    """One office passed an opinion on to the office of another unit, which may return it once.

    ``village``: where the opinion was from as the first office saw it; put back by the return.
    ``reason`` and ``answer`` (why it was returned) are read by both offices and by the author.
    """

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="passings")
    origin = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("from"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    village = models.ForeignKey(
        Village, models.PROTECT, null=True, related_name="+", verbose_name=_("village")
    )
    reason = models.CharField(_("reason"), max_length=300)
    passed_at = models.DateTimeField(_("passed on"))
    answer = models.CharField(_("why returned"), max_length=300, blank=True)
    returned_at = models.DateTimeField(_("returned"), null=True)

    class Meta:
        verbose_name = _("passing on")
        verbose_name_plural = _("passings on")
        constraints = [
            # What comes back stays away: nobody sends an opinion to and fro.
            models.UniqueConstraint(
                fields=["opinion", "origin", "unit"], name="passing_there_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id}: {self.origin} → {self.unit}"

    @property
    def is_returned(self) -> bool:
        return self.returned_at is not None
