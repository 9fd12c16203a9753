"""Redacting what an opinion says of persons; looking at what is sealed; finding a caller."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.kit.vietnamese import clean
from doithoai.language.privacy import public_words
from doithoai.opinions.actions.hands import require_free
from doithoai.opinions.actions.receiving import require_short
from doithoai.opinions.models import Inquiry, Opinion
from doithoai.people.actions.security import note_security
from doithoai.people.actions.vault import open_box, phone_index, reveal_identity, seal_box
from doithoai.people.actors import Official
from doithoai.people.contacts import Contact, normal_phone
from doithoai.people.gate.passing import pass_look
from doithoai.people.lifecycle import IdentityState
from doithoai.people.models import SecurityKind
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor
from doithoai.record.notes import note
from doithoai.record.permissions import Permission


@action
def redact_opinion(
    opinion: Opinion,
    *,
    by: Actor,
    text: str,
    reason: str,
    answers: Mapping[int, str] | None = None,
) -> None:
    """Put a text without persons in place of what was written; the original goes to the vault.

    ``answers``: the same for what the author answered to the office, by the keys of the inquiries.
    """
    require_free(opinion, by=by)
    text = clean(text)
    require_short(text)
    current = Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    changed = _changed_answers(current, answers or {})
    if not text or (text == current.text and not changed):
        raise Invalid(_("Please change what should not be read."), field="text")
    also = {"text": text, "original_id": current.original_id}
    if current.original_id is None:
        also["original_id"] = seal_box(current.text.encode(), purpose_of_original(current)).pk
    for inquiry in changed:
        inquiry.save(update_fields=["reply", "original"])
    perform("redact", opinion, by=by, note=public_words(reason), also=also)


@action
def reveal_original(opinion: Opinion, *, by: Official, reason: str) -> str:
    """The words as they came, for an official who gives a reason; the history tells of it."""
    if opinion.original is None:
        raise WrongState(_("The words are as they came."))
    facts = {"account": by.user.pk}
    perform("unseal", opinion, by=by, note=public_words(reason), facts=facts)
    pass_look(by.user.pk)
    note_security(SecurityKind.ORIGINAL_SEEN, account=by.user, unit=opinion.unit_id)
    words = [open_box(opinion.original, purpose_of_original(opinion)).decode()]
    for one in opinion.inquiries.exclude(original=None).order_by("id"):
        words += [one.question, open_box(one.original, purpose_of_answer(one)).decode()]
    return "\n\n".join(words)


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
    pass_look(by.user.pk)
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
        note_security(SecurityKind.CALLER_SOUGHT, account=by.user, unit=unit)
    return found


def _changed_answers(opinion: Opinion, answers: Mapping[int, str]) -> list[Inquiry]:
    """With the new words in place, and the words as they came in a box."""
    changed = []
    for inquiry in opinion.inquiries.select_for_update().filter(pk__in=answers).exclude(reply=""):
        words = clean(answers[inquiry.pk])
        if not words or words == inquiry.reply:
            continue
        if inquiry.original_id is None:
            inquiry.original = seal_box(inquiry.reply.encode(), purpose_of_answer(inquiry))
        inquiry.reply = words
        changed.append(inquiry)
    return changed


def purpose_of_answer(inquiry: Inquiry) -> str:
    return f"answer/{inquiry.opinion_id}/{inquiry.pk}"


def purpose_of_original(opinion: Opinion) -> str:
    return f"original/{bytes(opinion.receipt_digest).hex()}"
