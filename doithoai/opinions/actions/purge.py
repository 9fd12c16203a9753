"""Taking away the words of an opinion and all that hangs on them; the opinion itself stays."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import override

from doithoai.opinions.actions.four_eyes import drop_proposal
from doithoai.opinions.models import Attachment, Opinion, TellBy
from doithoai.people.actions.vault import drop_box, erase_identity
from doithoai.people.lifecycle import SEALED
from doithoai.record.moves import Actor

PURGED: Final = bytes(32)
"""In place of the mark of the words."""


def stubbed(stub: Promise) -> dict[str, Any]:
    """The fields of an opinion whose words stand elsewhere; ``stub`` says why."""
    with override(settings.LANGUAGE_CODE):
        return {"text": str(stub), "words_mark": PURGED}


def without_words(stub: Promise) -> dict[str, Any]:
    """The same when they are gone for good."""
    return {**stubbed(stub), "original": None}


def locked_original(opinion: Opinion) -> int | None:
    """The key of the box with the words as they came, as it is now, within an action; the words of
    ``opinion`` are those of now too. By what was read before, a redaction since then would be
    undone, and its box would stay.
    """
    rows = Opinion.objects.select_for_update()
    opinion.refresh_from_db(fields=["original", "text", "words_mark"], from_queryset=rows)
    return opinion.original_id


def purge_leftovers(opinion: Opinion) -> None:
    """Its files, its quotes, its questions and answers, what is sealed of them and of a complaint
    that was referred; within an action.
    """
    _forget_files(opinion.attachments.all())
    opinion.attachments.all().delete()
    answers, slips = opinion.inquiries.exclude(original=None), opinion.referrals.exclude(words=None)
    boxes = [*answers.values_list("original", flat=True), *slips.values_list("words", flat=True)]
    opinion.inquiries.all().delete()
    slips.update(words=None)
    for box in boxes:
        drop_box(box)
    opinion.raisings.exclude(quote="").update(quote="")
    drop_proposal(opinion)


def forget_person(opinion: Opinion, *, by: Actor) -> None:
    """Erase who sent it, when that is kept; within an action."""
    Opinion.objects.filter(pk=opinion.pk).update(tell_by=TellBy.NOBODY)
    opinion.tell_by = TellBy.NOBODY
    if opinion.identity and opinion.identity.state in SEALED:
        erase_identity(opinion.identity, by=by)


def _forget_files(attachments: Iterable[Attachment]) -> None:
    """A file cannot be taken back: it goes once it is sure that its row is gone."""
    for one in attachments:
        if one.file.name:
            transaction.on_commit(partial(one.file.storage.delete, one.file.name))
