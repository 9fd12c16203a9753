"""Receiving an opinion: once, however often it is sent, with a receipt for its author."""

import json
from contextlib import nullcontext
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from doithoai.kit.days import ARRIVED
from doithoai.kit.errors import Invalid
from doithoai.kit.time import now
from doithoai.kit.vietnamese import clean
from doithoai.opinions.actions.attachments import adopt_attachments
from doithoai.opinions.actions.data_rights import require_way
from doithoai.opinions.actions.entering import require_channel, require_round, require_villages
from doithoai.opinions.actions.purge import PURGED
from doithoai.opinions.codes import (
    client_mark,
    line_mark,
    receipt_code,
    receipt_digest,
    words_mark,
)
from doithoai.opinions.models import Channel, CollectionRound, Opinion, TellBy
from doithoai.opinions.rules import LONGEST_TEXT, Kind
from doithoai.people.actions.vault import keep_identity
from doithoai.people.actors import Official
from doithoai.people.contacts import Contact
from doithoai.places.models import Unit, Village
from doithoai.record.actions import changes, perform
from doithoai.record.moves import Actor


def record_opinion(
    *,
    by: Actor,
    client_key: UUID,
    unit: Unit,
    text: str,
    channel: str = Channel.WEB,
    village: Village | None = None,
    written_at: datetime | None = None,
    contact: Contact | None = None,
    tell_by: str = TellBy.NOBODY,
    round: CollectionRound | None = None,
    is_sample: bool = False,
    is_held: bool = False,
    with_files: bool = False,
    kind: str = Kind.OPINION,
    line: UUID | None = None,
    received_at: datetime | None = None,
) -> tuple[Opinion, str]:
    """The opinion and its receipt code.

    The same ``client_key`` with the same words is one opinion with the same receipt, however
    often it is sent; with other words it is Invalid. The server's clock rules: ``written_at`` is
    the sender's and tells only whether it comes late. ``received_at``: when an office got what it
    enters later; its term counts from there. ``contact`` goes to the vault in the same transaction
    and is no part of the words: that of the first sending stands. ``is_held``: it waits for review.
    ``with_files``: what was uploaded under the same ``client_key`` belongs to it. ``kind``: what
    the sender says that it is; what the law gives a procedure of its own is Invalid. ``line``:
    names the line of an office's table, which is one opinion, whoever takes it over, and came as
    the table says.
    """
    require_opinion(kind)
    require_short(text := clean(text))
    require_way(contact, tell_by)
    receipt = receipt_code(client_key)
    opinion = Opinion(
        client_mark=client_mark(client_key),
        line_mark=line_mark(line) if line else None,
        words_mark=words_mark(_said(unit, village, text)),
        receipt_digest=receipt_digest(receipt),
        unit=unit,
        village=village,
        channel=channel,
        text=text,
        received_at=_received_at(received_at),
        written_at=written_at,
        tell_by=tell_by,
        round=round,
        is_sample=is_sample,
    )
    require_round(round, unit)
    if line is None:
        _require_way_and_place(opinion, by=by)
    try:
        _begin(opinion, contact, by=by, is_held=is_held, with_files=with_files)
    except IntegrityError:
        first = received_before(opinion)
        if first is None:
            raise
        opinion = first
    return opinion, receipt


def _received_at(moment: datetime | None) -> datetime:
    """Raises Invalid for a day on which nothing that is entered now can have come."""
    ARRIVED.require(localdate(moment) if moment else None, field="received_on")
    return moment or now()


def require_short(text: str) -> None:
    """Raises Invalid for words that are too many."""
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            _("Please shorten the text to %(limit)d characters.") % {"limit": LONGEST_TEXT},
            field="text",
        )


def require_opinion(kind: str) -> None:
    """Raises Invalid for a complaint or a denunciation: nothing of it may be kept here."""
    if kind not in Kind.values:
        raise Invalid(_("There is no such kind."), field="kind")
    if kind != Kind.OPINION:
        raise Invalid(
            _("A complaint or a denunciation has a procedure of its own and is not taken here."),
            field="kind",
        )


def _require_way_and_place(opinion: Opinion, *, by: Actor) -> None:
    require_channel(opinion, by=by)
    if isinstance(by, Official) and opinion.village:
        require_villages(opinion.unit, [opinion.village], field="village")


def _begin(
    opinion: Opinion, contact: Contact | None, *, by: Actor, is_held: bool, with_files: bool
) -> None:
    move = "submit" if opinion.channel == Channel.WEB else "enter"
    is_one_statement = not (contact or with_files)
    together = nullcontext() if is_one_statement else transaction.atomic()
    with changes(is_one_statement=True), together:
        if contact:
            opinion.identity = keep_identity(
                by=by,
                unit=opinion.unit,
                contact=contact,
                village_id=opinion.village_id,
                is_sample=opinion.is_sample,
            )
        perform("hold" if is_held else move, opinion, by=by)
        if with_files:
            adopt_attachments(opinion)


def received_before(again: Opinion) -> Opinion | None:
    """The one that came under this client key, or stood in this line of a table.

    Raises Invalid when it said something else, or when its words were erased since.
    """
    rows = Opinion.objects.select_related("unit", "village")
    is_same = Q(client_mark=again.client_mark)
    if again.line_mark:
        is_same |= Q(line_mark=again.line_mark)
    first = rows.filter(is_same).first()
    if first and bytes(first.words_mark) == PURGED:
        raise Invalid(_("This opinion was sent before, and its words were erased."), field="text")
    if first and bytes(first.words_mark) != again.words_mark:
        raise Invalid(
            _("This form was already sent with other words. Please open a new form."), field="text"
        )
    return first


def _said(unit: Unit, village: Village | None, text: str) -> str:
    return json.dumps([unit.pk, village.pk if village else None, text], ensure_ascii=False)
