"""Letters from the mailbox that wait, and whether the mailbox is read at all."""

from datetime import timedelta
from typing import Final

from django.db.models import QuerySet

from doithoai.kit.time import now
from doithoai.opinions.lifecycle import MailboxLetterState
from doithoai.opinions.models import MailboxLetter, MailboxReading
from doithoai.opinions.queries.channels import mail_unit_ids
from doithoai.people.actors import Official

SILENT_AFTER: Final = timedelta(hours=1)


def letters_for(official: Official) -> QuerySet[MailboxLetter]:
    """All of the units whose letters the official receives, the first that came first."""
    rows = MailboxLetter.objects.filter(unit_id__in=mail_unit_ids(official))
    return rows.select_related("unit", "content").order_by("arrived_at", "id")


def waiting_letters_for(official: Official) -> QuerySet[MailboxLetter]:
    return letters_for(official).filter(state=MailboxLetterState.WAITING)


def waiting_count() -> int:
    return MailboxLetter.objects.filter(state=MailboxLetterState.WAITING).count()


def is_known(mark: bytes) -> bool:
    """Whether the letter was received before."""
    return MailboxLetter.objects.filter(mark=mark).exists()


def mailbox_reading() -> MailboxReading | None:
    """None when it was never tried."""
    return MailboxReading.objects.first()


def is_silent(reading: MailboxReading) -> bool:
    """Whether the mailbox could not be read for an hour, or nobody tried."""
    return now() - reading.read_at > SILENT_AFTER
