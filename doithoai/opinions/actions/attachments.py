"""Photographs and documents that come with an opinion; they wait for it under its client mark."""

import hashlib
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, WrongState
from doithoai.kit.time import now
from doithoai.kit.uploads.door import Remade, Spent, remake
from doithoai.opinions.codes import client_mark
from doithoai.opinions.models import Opinion
from doithoai.opinions.models.letters import Attachment

MOST_FILES = 5
MOST_BYTES = 25 * 1024 * 1024  # of one opinion's files, as they were made here
NEVER_SENT_AFTER = timedelta(days=2)  # an outbox on a phone may wait a day for the network
_LOCKED_FOR_FILES = 0x7E9

# Nothing here is public: unlike an action, none of it makes the kept public pages old. Whoever
# knows the client key of a form may add to it; the key is random and never shown to others.


def add_attachment(
    *, client_key: UUID, upload: "UploadedFile[bytes]", spent: Spent | None = None
) -> Attachment:
    """The file as it was made anew; the same file twice counts once.

    Raises Invalid (what cannot be kept, too many, too large), WrongState once the opinion is sent,
    Unavailable when files cannot be checked now.
    """
    mark = client_mark(client_key)
    _prove_room(mark, 0)
    made = remake(upload, upload.size or 0, spent=spent)
    digest = hashlib.sha256(made.content).digest()
    with transaction.atomic():
        _one_at_a_time(mark)
        known = Attachment.objects.filter(client_mark=mark, digest=digest).first()
        if known:
            return known
        _prove_room(mark, len(made.content))
        return _kept(made, digest, mark)


def remove_attachment(*, client_key: UUID, pk: int) -> None:
    """Takes back a file that was not sent yet."""
    mark = client_mark(client_key)
    with transaction.atomic():
        _one_at_a_time(mark)
        _erase(Attachment.objects.filter(client_mark=mark, pk=pk, opinion=None))


def adopt_attachments(opinion: Opinion) -> int:
    """The files that wait under the opinion's client mark become its own; how many."""
    mark = bytes(opinion.client_mark)
    _one_at_a_time(mark)
    waiting = Attachment.objects.filter(client_mark=mark, opinion=None)
    return waiting.update(opinion=opinion)


def sweep_attachments() -> int:
    """Files whose opinion was never sent; how many were erased.

    One that came in while its opinion was being written belongs to it.
    """
    old = Attachment.objects.filter(opinion=None, uploaded_at__lt=now() - NEVER_SENT_AFTER)
    marks = list(old.values_list("client_mark", flat=True).distinct())
    for sent in Opinion.objects.filter(client_mark__in=marks):
        with transaction.atomic():
            adopt_attachments(sent)
    with transaction.atomic():
        return _erase(old)


def _kept(made: Remade, digest: bytes, mark: bytes) -> Attachment:
    row = Attachment(
        client_mark=mark,
        kind=made.kind,
        size=len(made.content),
        pages=made.pages,
        was_signed=made.was_signed,
        digest=digest,
        uploaded_at=now(),
    )
    row.file.save(f"{uuid4().hex}{made.suffix}", ContentFile(made.content), save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        row.file.delete(save=False)
        raise
    return row


def _prove_room(mark: bytes, size: int) -> None:
    if Opinion.objects.filter(client_mark=mark).exists():
        raise WrongState(_("This opinion is sent already; nothing can be added to it."))
    rows = Attachment.objects.filter(client_mark=mark)
    if rows.count() >= MOST_FILES:
        raise Invalid(
            _("At most %(most)d files go with one opinion.") % {"most": MOST_FILES}, field="file"
        )
    weight = rows.aggregate(sum=Sum("size"))["sum"] or 0
    if weight + size > MOST_BYTES:
        raise Invalid(_("The files are larger than 25 MB together."), field="file")


def _one_at_a_time(mark: bytes) -> None:
    """Until the transaction ends: two uploads at once must not both be the fifth file."""
    number = int.from_bytes(mark[:4], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKED_FOR_FILES, number])


def _erase(rows: QuerySet[Attachment]) -> int:
    """The rows, and once they are gone for good, their files."""
    found = list(rows.select_for_update())
    Attachment.objects.filter(pk__in=[one.pk for one in found]).delete()
    for one in found:
        transaction.on_commit(partial(one.file.delete, save=False))
    return len(found)
