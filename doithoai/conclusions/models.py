"""The conclusion notice of a dialogue: one resolution for every matter."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doithoai.conclusions.lifecycle import CONCLUSION, NoticeState
from doithoai.dialogues.models import Dialogue
from doithoai.kit.columns import within_reason
from doithoai.opinions.models import Matter
from doithoai.places.models import Agency
from doithoai.record.models import Recorded
from doithoai.record.moves import Lifecycle


class ConclusionNotice(Recorded):
    """What the chair concluded; drafted by the office, published by a head.

    ``unresolved``: how many matters of the dialogue lack a resolution, as counted last.
    """

    lifecycle: ClassVar[Lifecycle] = CONCLUSION

    dialogue = models.OneToOneField(Dialogue, models.PROTECT, related_name="+")
    number = models.CharField(_("number and symbol"), max_length=40, blank=True)
    assessment = models.TextField(_("general assessment"), blank=True, max_length=5000)
    published_at = models.DateTimeField(null=True, editable=False)
    is_sample = models.BooleanField(default=False, editable=False)

    unresolved: int | None = None

    class Meta:
        verbose_name = _("conclusion notice")
        verbose_name_plural = _("conclusion notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=NoticeState.values), name="notice_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=NoticeState.DRAFT) | Q(published_at__isnull=False),
                name="notice_published_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_draft(self) -> bool:
        return self.state == NoticeState.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == NoticeState.PUBLISHED

    @property
    def unit_id(self) -> int:
        return self.dialogue.unit_id


class Outcome(models.TextChoices):
    ANSWERED = "answered", _("Answered on the spot")
    EXPLAINED = "explained", _("Explained")
    ASSIGNED = "assigned", _("Assigned to an agency")
    PASSED_ON = "passed_on", _("Passed to the competent level")
    REFERRED = "referred", _("Referred elsewhere")


class Resolution(models.Model):
    """What the conclusion says on one matter.

    Assigned: ``lead`` agency, ``due_on`` and ``due_basis`` (the rule, or the chair's word).
    Passed on or referred: ``receiver`` is the competent authority or the procedure.
    """

    notice = models.ForeignKey(ConclusionNotice, models.CASCADE, related_name="resolutions")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    text = models.TextField(_("what is concluded"), max_length=3000)
    lead = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead agency"),
    )
    supporting = models.ManyToManyField(
        Agency, blank=True, related_name="+", verbose_name=_("supporting agencies")
    )
    due_on = models.DateField(_("due date"), null=True, blank=True)
    due_basis = models.CharField(_("basis of the due date"), max_length=200, blank=True)
    receiver = models.CharField(_("competent authority or procedure"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        constraints = [
            models.UniqueConstraint(fields=["notice", "matter"], name="one_resolution_per_matter"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.ASSIGNED)
                | Q(lead__isnull=False, due_on__isnull=False) & ~Q(due_basis=""),
                name="assigned_has_agency_and_due_date",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[Outcome.PASSED_ON, Outcome.REFERRED]) | ~Q(receiver=""),
                name="passed_on_has_receiver",
            ),
            within_reason("due_on", name="resolution_within_reason"),
        ]
        indexes = [models.Index(fields=["matter"])]

    def __str__(self) -> str:
        return self.get_outcome_display()
