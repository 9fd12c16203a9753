"""Writing opinions and matters."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, NotReady
from doithoai.kit.time import now
from doithoai.kit.vietnamese import clean
from doithoai.opinions.actions.attachments import adopt_attachments
from doithoai.opinions.codes import matter_code, receipt_code, receipt_digest
from doithoai.opinions.models import Channel, Matter, Opinion, Raising
from doithoai.opinions.models.letters import Attachment
from doithoai.opinions.queries import Author
from doithoai.places.models import Unit, Village
from doithoai.record.actions import action, changes, perform
from doithoai.record.moves import Actor

LONGEST_TEXT = 5000


@dataclass(frozen=True, slots=True)
class MatterDraft:
    """What the office names when it accepts an opinion; ``quote`` may be read by the public."""

    title: str
    field: str
    summary: str = ""
    village: Village | None = None
    quote: str = ""


def record_opinion(
    *,
    by: Actor,
    client_key: UUID,
    unit: Unit,
    text: str,
    channel: str = Channel.WEB,
    village: Village | None = None,
    written_at: datetime | None = None,
    is_sample: bool = False,
    is_held: bool = False,
) -> tuple[Opinion, str]:
    """The opinion and its receipt code.

    The same ``client_key`` with the same words is one opinion with the same receipt, however
    often it is sent; with other words it is Invalid. The server's clock rules; ``written_at`` is
    the sender's and only tells whether the opinion comes late. ``is_held``: it waits for review
    (decision 8). Files that were uploaded under the same ``client_key`` belong to it.
    """
    text = clean(text)
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            _("Please shorten the text to %(limit)d characters.") % {"limit": LONGEST_TEXT},
            field="text",
        )
    receipt = receipt_code(client_key)
    opinion = Opinion(
        client_key=client_key,
        body_digest=_body_digest(unit, village, text),
        receipt_digest=receipt_digest(receipt),
        unit=unit,
        village=village,
        channel=channel,
        text=text,
        received_at=now(),
        written_at=written_at,
        is_sample=is_sample,
    )
    try:
        _begin(opinion, by=by, is_held=is_held)
    except IntegrityError:
        opinion = _already_received(opinion)
    return opinion, receipt


def _begin(opinion: Opinion, *, by: Actor, is_held: bool) -> None:
    move = "submit" if opinion.channel == Channel.WEB else "enter"
    has_files = Attachment.objects.filter(client_key=opinion.client_key).exists()
    with changes(is_one_statement=not has_files):
        perform("hold" if is_held else move, opinion, by=by)
        if has_files:
            adopt_attachments(opinion)


def _already_received(again: Opinion) -> Opinion:
    first = Opinion.objects.select_related("unit", "village").get(client_key=again.client_key)
    if bytes(first.body_digest) != again.body_digest:
        raise Invalid(
            _("This form was already sent with other words. Please open a new form."), field="text"
        )
    return first


def _body_digest(unit: Unit, village: Village | None, text: str) -> bytes:
    body = json.dumps([unit.pk, village.pk if village else None, text], ensure_ascii=False)
    return hashlib.sha256(body.encode()).digest()


@action
def accept_opinion(
    opinion: Opinion,
    *,
    by: Actor,
    drafts: Sequence[MatterDraft] = (),
    existing: Sequence[Matter] = (),
    quote: str = "",
) -> list[Matter]:
    """Accept an opinion: it raises new matters (``drafts``) and matters that are known already."""
    if not drafts and not existing:
        raise NotReady(_("Name at least one matter that the opinion raises."))
    if any(matter.unit_id != opinion.unit_id for matter in existing):
        raise Invalid(_("The matter belongs to another unit."))
    perform("accept", opinion, by=by, facts={"matters": len(drafts) + len(existing)})
    opened = [_open_matter(draft, opinion, by=by) for draft in drafts]
    pairs = zip(opened, drafts, strict=True)
    raisings = [Raising(opinion=opinion, matter=m, quote=d.quote) for m, d in pairs]
    raisings += [Raising(opinion=opinion, matter=matter, quote=quote) for matter in existing]
    Raising.objects.bulk_create(raisings)
    return [*opened, *existing]


def _open_matter(draft: MatterDraft, opinion: Opinion, *, by: Actor) -> Matter:
    matter = Matter(
        unit=opinion.unit,
        village=draft.village or opinion.village,
        field=draft.field,
        title=clean(draft.title),
        summary=clean(draft.summary),
        opened_at=now(),
        is_sample=opinion.is_sample,
    )
    while True:
        matter.code = matter_code(opinion.unit.name)
        try:
            with transaction.atomic():
                perform("open", matter, by=by)
        except IntegrityError:
            if not Matter.objects.filter(code=matter.code).exists():
                raise
            matter.pk, matter.state = None, ""
            continue
        return matter


@action
def release_opinion(opinion: Opinion, *, by: Actor) -> None:
    """Let an opinion through that was held for review; its days count from its reception."""
    perform("release", opinion, by=by)


@action
def refer_opinion(opinion: Opinion, *, by: Actor, reason: str, answer: str = "") -> None:
    """Refer an opinion to the procedure or the authority that it belongs to.

    Luật Tiếp công dân 42/2013/QH13 and Quy định 11-QĐi/TW: the author is told where it went.
    """
    also = {"answer": clean(answer or reason)}
    perform("refer", opinion, by=by, note=clean(reason), also=also)


@action
def refuse_opinion(opinion: Opinion, *, by: Actor, reason: str) -> None:
    """Refuse an opinion with a reason that its author reads."""
    reason = clean(reason)
    perform("refuse", opinion, by=by, note=reason, also={"answer": reason})


@action
def withdraw_opinion(opinion: Opinion, *, by: Author) -> None:
    """The author takes the opinion back before the office has accepted it."""
    perform("withdraw", opinion, by=by)


@action
def take_up_matter(matter: Matter, *, by: Actor) -> None:
    perform("take_up", matter, by=by)


@action
def release_matter(matter: Matter, *, by: Actor, reason: str) -> None:
    perform("release", matter, by=by, note=clean(reason))


@action
def conclude_matter(matter: Matter, *, by: Actor) -> None:
    perform("conclude", matter, by=by)


@action
def settle_matter(matter: Matter, *, by: Author) -> None:
    perform("settle", matter, by=by)


@action
def reopen_matter(matter: Matter, *, by: Author) -> None:
    """The author was answered but not helped: the matter waits for a dialogue again."""
    perform("reopen", matter, by=by)


@action
def object_to_matter(matter: Matter, *, by: Author) -> None:
    """The promised work is not done: the matter stands concluded, no longer settled."""
    perform("object", matter, by=by)
