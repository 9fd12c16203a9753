"""Work given to an agency by a conclusion: due date, progress, evidence, extensions."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from doithoai.commitments import rules
from doithoai.commitments.lifecycle import COMMITMENT, REPORTED, UNDONE, CommitmentState
from doithoai.conclusions.models import Resolution
from doithoai.kit.columns import within_reason
from doithoai.kit.time import today
from doithoai.opinions.models import Matter
from doithoai.places.models import Agency, Unit
from doithoai.record.models import Recorded
from doithoai.record.moves import Lifecycle


class Commitment(Recorded):
    """What was promised on one matter, by whom, until when.

    ``matter``, ``unit`` and ``lead`` repeat the resolution's, which never change after it is
    published, so that the board of 20,000 promises is one indexed query.
    ``new_evidence``: how many pieces of evidence come with the report under way.
    """

    lifecycle: ClassVar[Lifecycle] = COMMITMENT

    resolution = models.OneToOneField(Resolution, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    lead = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name=_("lead agency")
    )
    supporting = models.ManyToManyField(Agency, blank=True, related_name="+")
    assigned_at = models.DateTimeField(_("day of assignment"))
    first_due_on = models.DateField(_("first due date"))
    due_on = models.DateField(_("due date"))
    due_basis = models.CharField(_("basis of the due date"), max_length=300)
    done_on = models.DateField(_("done"), null=True, blank=True)
    is_sample = models.BooleanField(default=False, editable=False)

    new_evidence: int = 0

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CommitmentState.values), name="commitment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNDONE, done_on__isnull=True)
                | Q(
                    state__in=REPORTED,
                    done_on__isnull=False,
                ),
                name="commitment_done_has_day",
            ),
            within_reason("first_due_on", "due_on", "done_on", name="commitment_within_reason"),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="commitment_due"),
            models.Index(fields=["unit", "due_on", "id"], name="commitment_unit_due"),
            models.Index(
                fields=["unit", "due_on", "id"],
                name="commitment_unit_undone",
                condition=Q(done_on__isnull=True),
            ),
            models.Index(
                fields=["due_on", "id"], name="commitment_undone", condition=Q(done_on__isnull=True)
            ),
            models.Index(
                fields=["due_on", "id"],
                name="commitment_done_late",
                condition=Q(done_on__gt=F("due_on")),
            ),
            models.Index(fields=["lead", "due_on", "id"]),
            models.Index(fields=["matter"]),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} → {self.lead_id}"

    @property
    def agency_ids(self) -> frozenset[int]:
        """Agencies that lead or support the work: their officers report on it."""
        return frozenset({self.lead_id, *self.supporting.values_list("id", flat=True)})

    @property
    def is_done(self) -> bool:
        return self.done_on is not None

    @property
    def is_extended(self) -> bool:
        return self.due_on != self.first_due_on

    def is_overdue(self, *, at: date | None = None) -> bool:
        return rules.is_overdue(self.due_on, self.done_on, at=at or today())

    def is_due_soon(self, *, at: date | None = None) -> bool:
        return rules.is_due_soon(self.due_on, self.done_on, at=at or today())

    def days_late(self, *, at: date | None = None) -> int:
        """Days past the due date when it was done, or until ``at``; 0 when in time."""
        return max(0, ((self.done_on or at or today()) - self.due_on).days)


class Extension(models.Model):
    """A due date that a head moved, and why."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="extensions")
    at = models.DateTimeField(_("at"))
    from_due_on = models.DateField(_("from"))
    to_due_on = models.DateField(_("to"))
    reason = models.TextField(_("reason"), max_length=1000)
    approved_by = models.CharField(_("approved by (post)"), max_length=120)

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_due_on__gt=F("from_due_on")), name="extension_is_later"
            ),
            within_reason("from_due_on", "to_due_on", name="extension_within_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.from_due_on} → {self.to_due_on}"


class Progress(models.Model):
    """What an agency reported on a day."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="progress")
    at = models.DateTimeField(_("at"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    text = models.TextField(_("what was done"), max_length=3000)
    percent = models.PositiveSmallIntegerField(_("percent"), null=True, blank=True)
    is_final = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="percent_up_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def move(self) -> str:
        """The step of the commitment's life with which it was reported."""
        return "report_done" if self.is_final else "report_progress"


class Evidence(models.Model):
    """A photograph (re-encoded here, without metadata) or a document named by number and date."""

    progress = models.ForeignKey(Progress, models.CASCADE, related_name="evidence")
    photo = models.ImageField(_("photograph"), upload_to="evidence", blank=True)
    document = models.CharField(
        _("document (number, date, what it says)"), max_length=300, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(photo="") ^ Q(document=""), name="evidence_is_photo_or_document"
            ),
        ]

    def __str__(self) -> str:
        return self.document or str(self.photo.name)
