"""Files, questions and answers of opinions; a list starts from the opinion that the viewer may
see, or from the form. Of a complaint that was referred there is none: all of it waits to be
destroyed, unless the opinion is brought back.
"""

from uuid import UUID

from django.db.models import QuerySet

from doithoai.opinions.codes import client_mark
from doithoai.opinions.models import Inquiry, Opinion, Referral
from doithoai.opinions.models.letters import Attachment

SEALED = Referral.objects.filter(words__isnull=False).values("opinion")


def attachments_of(opinion: Opinion) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(opinion=opinion)
    return rows.exclude(opinion__in=SEALED).order_by("id")


def inquiries_of(opinion: Opinion) -> QuerySet[Inquiry]:
    return opinion.inquiries.exclude(opinion__in=SEALED).order_by("id")


def is_sent(client_key: UUID) -> bool:
    """Whether the form with this key has become an opinion."""
    return Opinion.objects.filter(client_mark=client_mark(client_key)).exists()


def waiting_attachments(client_key: UUID) -> QuerySet[Attachment]:
    """Those that wait for the form with this key to be sent."""
    waiting = Attachment.objects.filter(client_mark=client_mark(client_key), opinion=None)
    return waiting.order_by("id")
