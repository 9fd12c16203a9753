"""Files of opinions; a list starts from the opinion that the viewer may see, or from the form."""

from uuid import UUID

from django.db.models import QuerySet

from doithoai.opinions.codes import client_mark
from doithoai.opinions.models import Opinion
from doithoai.opinions.models.letters import Attachment


def attachments_of(opinion: Opinion) -> QuerySet[Attachment]:
    return Attachment.objects.filter(opinion=opinion).order_by("id")


def waiting_attachments(client_key: UUID) -> QuerySet[Attachment]:
    """Those that wait for the form with this key to be sent."""
    waiting = Attachment.objects.filter(client_mark=client_mark(client_key), opinion=None)
    return waiting.order_by("id")
