"""What belongs to one opinion: its files, questions to its author, where it was referred."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.kit.columns import within_reason
from doithoai.opinions.lifecycle import DATA_REQUEST, DataRequestState
from doithoai.opinions.models.opinion import Opinion
from doithoai.people.models import SealedBox
from doithoai.places.models import Unit
from doithoai.record.models import Recorded
from doithoai.record.moves import Lifecycle


class Attachment(models.Model):
    """A photograph or document that came with an opinion, as it was made anew here.

    It waits under the mark of the form's client key until the opinion is sent. The file has a
    random name; what the sender called it may name a person and is not kept. Never public.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("photograph")
        DOCUMENT = "document", _("document")

    client_mark = models.BinaryField(max_length=32, db_index=True, editable=False)
    opinion = models.ForeignKey(Opinion, models.CASCADE, null=True, related_name="attachments")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    file = models.FileField(upload_to="opinions/%Y/%m", max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    pages = models.PositiveSmallIntegerField(_("pages"), default=1)
    was_signed = models.BooleanField(_("came with a digital signature"), default=False)
    digest = models.BinaryField(max_length=32, editable=False)
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.UniqueConstraint(fields=["client_mark", "digest"], name="attachment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Inquiry(models.Model):
    """A question of the office to the author of an opinion, and the answer.

    When an officer redacts the answer, the words as they came go to the vault (``original``).
    """

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="inquiries")
    question = models.TextField(_("question"), max_length=1000)
    asked_at = models.DateTimeField(_("asked"))
    reply = models.TextField(_("answer"), max_length=2000, blank=True)
    replied_at = models.DateTimeField(_("answered"), null=True)
    original = models.OneToOneField(SealedBox, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("question to the author")
        verbose_name_plural = _("questions to the author")

    def __str__(self) -> str:
        return self.question[:80]


class Procedure(models.TextChoices):
    """Where an opinion goes that a dialogue cannot settle."""

    COMPLAINT = "complaint", _("Complaint (Law on Complaints)")
    DENUNCIATION = "denunciation", _("Denunciation (Law on Denunciations)")
    COURT = "court", _("Court or other judicial body")
    AUTHORITY = "authority", _("Another competent authority")


class Referral(models.Model):
    """The slip (phiếu chuyển, phiếu hướng dẫn) with which an opinion leaves this system.

    ``due_on``: until when its author has to be told (Quy định 11-QĐi/TW: 10 working days);
    ``told_on``: when that was done.
    """

    opinion = models.OneToOneField(Opinion, models.CASCADE, related_name="referral")
    procedure = models.CharField(_("procedure"), max_length=12, choices=Procedure.choices)
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    number = models.PositiveIntegerField(_("number"))
    year = models.PositiveSmallIntegerField(_("year"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    referred_at = models.DateTimeField(_("referred"))
    due_on = models.DateField(_("due"))
    due_basis = models.CharField(_("by which rule"), max_length=200)
    told_on = models.DateField(_("author told"), null=True)

    class Meta:
        verbose_name = _("referral slip")
        verbose_name_plural = _("referral slips")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number"], name="referral_numbered_once"
            ),
            within_reason("due_on", "told_on", name="referral_within_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class DataRequest(Recorded):
    """The author asks that the words be erased too (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15)."""

    lifecycle: ClassVar[Lifecycle] = DATA_REQUEST

    opinion = models.OneToOneField(Opinion, models.CASCADE, related_name="data_request")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    asked_at = models.DateTimeField(_("asked"))
    due_on = models.DateField(_("due"))
    due_basis = models.CharField(_("by which rule"), max_length=200)
    answer = models.TextField(_("answer to the author"), blank=True)

    class Meta:
        verbose_name = _("request about personal data")
        verbose_name_plural = _("requests about personal data")
        constraints = [within_reason("due_on", name="data_request_within_reason")]

    def __str__(self) -> str:
        return f"data request {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether the office has not answered it yet."""
        return self.state == DataRequestState.ASKED

    @property
    def is_granted(self) -> bool:
        return self.state == DataRequestState.GRANTED
