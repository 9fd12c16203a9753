"""Opinions and the matters they raise."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.opinions.fields import Field
from doithoai.opinions.lifecycle import MATTER, OPINION, MatterState, OpinionState
from doithoai.places.models import Unit, Village
from doithoai.record.models import Recorded
from doithoai.record.moves import Lifecycle


class Channel(models.TextChoices):
    WEB = "web", _("this website")
    MEETING = "meeting", _("at a dialogue")
    PAPER = "paper", _("on paper")
    PHONE = "phone", _("by telephone")
    FRONT = "front", _("through the Fatherland Front")
    VILLAGE_HEAD = "village_head", _("through the village head")


class Opinion(Recorded):
    """What one person said once (lượt ý kiến).

    Its text is never public: what may be seen of it is the matter that the office names and,
    where there is one, the quote in ``Raising``. No name, telephone or address is asked for.
    """

    lifecycle: ClassVar[Lifecycle] = OPINION

    client_key = models.UUIDField(unique=True, editable=False)
    body_digest = models.BinaryField(max_length=32, editable=False)
    receipt_digest = models.BinaryField(max_length=32, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("unit"), db_index=False
    )
    village = models.ForeignKey(
        Village, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("village")
    )
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    text = models.TextField(_("opinion"), max_length=5000)
    received_at = models.DateTimeField(_("received"))
    written_at = models.DateTimeField(null=True, editable=False)
    answer = models.TextField(_("answer to the author"), blank=True)
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=OpinionState.values), name="opinion_state_known"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "received_at", "id"])]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_late(self) -> bool:
        """Whether it was written (by the sender's clock) a day or more off its arrival."""
        if self.written_at is None:
            return False
        return abs(self.received_at - self.written_at) >= timedelta(days=1)


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
    opinions = models.ManyToManyField(Opinion, through="Raising", related_name="matters")
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=MatterState.values), name="matter_state_known"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "-opened_at", "-id"]),
            models.Index(fields=["-opened_at", "-id"], name="matter_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def matter_id(self) -> int:
        """Itself, so that an author's rights are asked of every thing in the same way."""
        return self.pk


class Raising(models.Model):
    """An opinion raises a matter; ``quote`` is what the public may read of the opinion."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="raisings")
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="raisings")
    quote = models.TextField(_("public quote"), blank=True, max_length=1000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "opinion"], name="matter_raised_once"),
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} → {self.matter_id}"
