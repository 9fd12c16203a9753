"""What belongs to one opinion: its files, questions to its author, where it was referred."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.kit.columns import within_reason
from doithoai.opinions.lifecycle import DATA_REQUEST, DataRequestState
from doithoai.opinions.models.opinion import Opinion
from doithoai.opinions.rules import Procedure
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


class LaterReceipt(models.Model):
    """A further receipt code, given to an author who lost the first one; both open the opinion."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="later_receipts")
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    issued_at = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("further receipt")
        verbose_name_plural = _("further receipts")

    def __str__(self) -> str:
        return str(self.opinion_id)


class Referral(models.Model):
    """The slip (phiếu chuyển, phiếu hướng dẫn) with which an opinion leaves this system.

    ``due_on``: until when its author has to be told (Quy định 11-QĐi/TW: 10 working days);
    ``told_on``: when that was done. ``words``: those of a complaint, sealed for a day before they
    are destroyed. ``recalled_at``: when it was brought back; its number is given to no other slip.
    """

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="referrals")
    procedure = models.CharField(_("procedure"), max_length=12, choices=Procedure.choices)
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    number = models.PositiveIntegerField(_("number"))
    year = models.PositiveSmallIntegerField(_("year"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    referred_at = models.DateTimeField(_("referred"))
    due_on = models.DateField(_("due"))
    due_basis = models.CharField(_("by which rule"), max_length=200)
    told_on = models.DateField(_("author told"), null=True)
    words = models.OneToOneField(SealedBox, models.SET_NULL, null=True, related_name="+")
    recalled_at = models.DateTimeField(_("brought back"), null=True)

    class Meta:
        verbose_name = _("referral slip")
        verbose_name_plural = _("referral slips")
        constraints = [
            models.UniqueConstraint(
                fields=["opinion"],
                condition=models.Q(recalled_at__isnull=True),
                name="referral_stands_once",
            ),
            models.UniqueConstraint(
                fields=["unit", "year", "number"], name="referral_numbered_once"
            ),
            within_reason("due_on", "told_on", name="referral_within_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class HandOver(models.Model):
    """A denunciation that came on paper, by mail or in the hall, on its way to who is competent.

    Luật Tố cáo 25/2018/QH14, Điều 24: what is not the receiver's goes to the competent body.
    ``words``: all that was kept of it, sealed; printed once, and destroyed with the hand-over.
    ``due_on``: until when it has to be sorted and handed on.
    """

    opinion = models.OneToOneField(Opinion, models.CASCADE, related_name="hand_over")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    words = models.OneToOneField(SealedBox, models.SET_NULL, null=True, related_name="+")
    moved_out_at = models.DateTimeField(_("moved out"))
    due_on = models.DateField(_("due"))
    due_basis = models.CharField(_("by which rule"), max_length=200)
    printed_at = models.DateTimeField(_("printed"), null=True)
    receiver = models.CharField(_("received by"), max_length=200, blank=True)
    handed_on = models.DateField(_("handed over"), null=True)

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        constraints = [
            within_reason("due_on", "handed_on", name="hand_over_within_reason"),
            models.CheckConstraint(
                condition=models.Q(handed_on__isnull=True, receiver="")
                | models.Q(handed_on__isnull=False, words__isnull=True) & ~models.Q(receiver=""),
                name="hand_over_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"


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
