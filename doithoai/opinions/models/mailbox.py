"""Letters from the mailbox of an office, until an official has seen to them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.opinions.lifecycle import MAILBOX_LETTER, MailboxLetterState
from doithoai.people.models import SealedBox
from doithoai.places.models import Unit
from doithoai.record.models import Recorded
from doithoai.record.moves import Lifecycle


class MailboxLetter(Recorded):
    """A letter as it came, sealed; once an official entered or discarded it only ``mark`` is left.

    ``mark`` (``opinions.codes``) knows a letter that is read from the mailbox again.
    ``is_head_only``: it is larger than what is taken; its body is in the mailbox alone.
    """

    lifecycle: ClassVar[Lifecycle] = MAILBOX_LETTER

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    mark = models.BinaryField(max_length=32, unique=True, editable=False)
    content = models.OneToOneField(SealedBox, models.SET_NULL, null=True, related_name="+")
    size = models.PositiveIntegerField(_("size in bytes"))
    is_head_only = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(_("arrived"))

    class Meta:
        verbose_name = _("letter by e-mail")
        verbose_name_plural = _("letters by e-mail")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=MailboxLetterState.values),
                name="mailbox_letter_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state=MailboxLetterState.WAITING)
                | models.Q(content__isnull=True),
                name="mailbox_letter_is_erased",
            ),
        ]
        indexes = [
            models.Index(
                fields=["unit", "arrived_at"],
                condition=models.Q(state=MailboxLetterState.WAITING),
                name="mailbox_letter_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"


class MailboxReading(models.Model):
    """The one row that says how it goes; ``fault`` is the kind of the last one, empty when well.

    ``read_at``: when the mailbox was last read, or when that was first tried.
    """

    singleton = models.BooleanField(primary_key=True, default=True)
    read_at = models.DateTimeField()
    is_full = models.BooleanField(default=False)
    fault = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(singleton=True), name="one_mailbox_reading"),
        ]

    def __str__(self) -> str:
        return self.fault or "well"
