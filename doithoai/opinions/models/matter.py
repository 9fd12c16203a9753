"""The thing to be settled, and which opinions raised it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import MATTER, MatterState
from doithoai.opinions.models.opinion import Opinion
from doithoai.places.models import Unit, Village
from doithoai.record.models import Recorded
from doithoai.record.moves import Lifecycle


class Matter(Recorded):
    """The thing to be settled (nội dung); public, named by the office without personal data."""

    lifecycle: ClassVar[Lifecycle] = MATTER

    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    village = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("village")
    )
    field = models.CharField(_("field"), max_length=30, choices=Field.choices)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary for the public"), blank=True, max_length=3000)
    opened_at = models.DateTimeField(_("opened"))
    opinions = models.ManyToManyField(
        Opinion, through="Raising", through_fields=("matter", "opinion"), related_name="matters"
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=MatterState.values), name="matter_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state=MatterState.MERGED, merged_into__isnull=False)
                | ~models.Q(state=MatterState.MERGED) & models.Q(merged_into__isnull=True),
                name="matter_merged_into_another",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "-opened_at", "-id"]),
            models.Index(fields=["-opened_at", "-id"], name="matter_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == MatterState.OPEN

    @property
    def is_merged(self) -> bool:
        return self.state == MatterState.MERGED

    @property
    def matter_id(self) -> int:
        """Itself, so that an author's rights are asked of every thing in the same way."""
        return self.pk


class Raising(models.Model):
    """An opinion raises a matter; ``quote`` is what the public may read of the opinion.

    ``moved_from``: the matter that it raised before that one was merged into this one.
    """

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="raisings")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="raisings")
    quote = models.TextField(_("public quote"), blank=True, max_length=1000)
    moved_from = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "opinion"], name="matter_raised_once"),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} → {self.matter_id}"
