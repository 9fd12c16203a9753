"""“I have this problem too”: an opinion of its own for a matter that is known already."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from doithoai.kit.errors import WrongState
from doithoai.kit.time import now
from doithoai.opinions.actions.receiving import received_before
from doithoai.opinions.codes import client_mark, receipt_code, receipt_digest, words_mark
from doithoai.opinions.lifecycle import JOINABLE
from doithoai.opinions.models import Channel, Matter, Opinion, Raising
from doithoai.places.models import Village
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor


@action
def join_matter(
    matter: Matter, *, by: Actor, client_key: UUID, village: Village | None = None
) -> tuple[Opinion, str]:
    """An opinion that raises this matter and nothing else, and its receipt code.

    Counted once for each ``client_key``. Its author follows it and confirms the result like
    everybody who raised the matter. Raises WrongState when the matter is settled or merged.
    """
    locked = Matter.objects.select_for_update(of=("self",)).select_related("unit")
    matter = locked.get(pk=matter.pk)
    receipt = receipt_code(client_key)
    opinion = Opinion(
        client_mark=client_mark(client_key),
        words_mark=words_mark(f"join:{matter.pk}"),
        receipt_digest=receipt_digest(receipt),
        unit=matter.unit,
        village=village,
        channel=Channel.WEB,
        text=_("I have this problem too: %(title)s") % {"title": matter.title},
        received_at=now(),
    )
    if first := received_before(opinion):
        return first, receipt
    if matter.state not in JOINABLE:
        raise WrongState(_("This matter is closed. Please send an opinion of your own."))
    try:
        with transaction.atomic():
            perform("join", opinion, by=by)
            Raising.objects.create(opinion=opinion, matter=matter)
    except IntegrityError:
        first = received_before(opinion)
        if first is None:
            raise
        return first, receipt
    return opinion, receipt
