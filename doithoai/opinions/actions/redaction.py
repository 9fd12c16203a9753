"""Redacting what an opinion says of persons; looking at what is sealed; finding a caller."""

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.kit.vietnamese import clean
from doithoai.language.privacy import public_words
from doithoai.opinions.actions.hands import require_free
from doithoai.opinions.actions.receiving import require_short
from doithoai.opinions.models import Opinion
from doithoai.people.actions.vault import open_box, phone_index, reveal_identity, seal_box
from doithoai.people.actors import Official
from doithoai.people.contacts import Contact, normal_phone
from doithoai.people.lifecycle import IdentityState
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor
from doithoai.record.notes import note
from doithoai.record.permissions import Permission


@action
def redact_opinion(opinion: Opinion, *, by: Actor, text: str, reason: str) -> None:
    """Put a text without persons in place of what was written; the original goes to the vault."""
    require_free(opinion, by=by)
    text = clean(text)
    require_short(text)
    current = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    if not text or text == current.text:
        raise Invalid(_("Please change what should not be read."), field="text")
    also = {"text": text, "original_id": current.original_id}
    if current.original_id is None:
        also["original_id"] = seal_box(current.text.encode(), _purpose(current)).pk
    perform("redact", opinion, by=by, note=public_words(reason), also=also)


@action
def reveal_original(opinion: Opinion, *, by: Official, reason: str) -> str:
    """The words as they came, for an official who gives a reason; the history tells of it."""
    if opinion.original is None:
        raise WrongState(_("The words are as they came."))
    facts = {"account": by.user.pk}
    perform("unseal", opinion, by=by, note=public_words(reason), facts=facts)
    return open_box(opinion.original, _purpose(opinion)).decode()


@action
def reveal_author(opinion: Opinion, *, by: Official, reason: str) -> Contact:
    """Who sent it, as ``reveal_identity``."""
    if opinion.identity is None:
        raise WrongState(_("Nothing is kept there any more."))
    return reveal_identity(opinion.identity, by=by, reason=public_words(reason))


@action
def find_caller(*, by: Official, phone: str, reason: str) -> list[Opinion]:
    """Opinions of the person who calls from ``phone``, of the official's own units only.

    Each look-up is noted with its reason, found or not; the number itself is noted nowhere.
    """
    units = by.unit_ids(Permission.REVEAL_IDENTITY)
    if not units:
        raise NotAllowed(_("Your role does not open this page."))
    if not clean(reason):
        raise NotReady(_("Please give a reason."), field="reason")
    rows = Opinion.objects.filter(
        identity__phone_index=phone_index(normal_phone(phone)),
        identity__state=IdentityState.KEPT,
        unit_id__in=units,
    ).select_related("unit", "village")
    found = list(rows.order_by("-received_at", "-id")[:50])
    for unit in {one.unit_id for one in found} or {min(units)}:
        note(
            "vault",
            "look_up",
            0,
            by=by,
            unit=unit,
            target="sealed",
            why=public_words(reason),
            facts={"account": by.user.pk, "found": sum(one.unit_id == unit for one in found)},
        )
    return found


def _purpose(opinion: Opinion) -> str:
    return f"original/{bytes(opinion.receipt_digest).hex()}"
