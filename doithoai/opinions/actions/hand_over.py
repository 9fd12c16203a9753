"""A denunciation that the office received on paper, by mail or in the hall is handed over.

Printed once, readable by nobody then; with the receiver and the day it is erased here.
Luật Tố cáo 25/2018/QH14, Điều 24; who denounces is a state secret (Quyết định 774/QĐ-TTg).
"""

import json
from datetime import date
from typing import Final, NamedTuple

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from doithoai.deadlines.queries import due_dates
from doithoai.deadlines.rules import RuleCode
from doithoai.kit.days import HELD
from doithoai.kit.errors import Invalid, WrongState
from doithoai.kit.texts import required_line
from doithoai.kit.time import now, today
from doithoai.opinions.actions.redaction import purpose_of_answer, purpose_of_original
from doithoai.opinions.models import HandOver, Opinion
from doithoai.people.actions.security import note_security
from doithoai.people.actions.vault import drop_box, open_box, opened_identity, seal_box
from doithoai.people.actors import Official
from doithoai.people.lifecycle import SEALED
from doithoai.people.models import SealedBox, SecurityKind
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor

LONGEST_RECEIVER: Final = 200


class Denounced(NamedTuple):
    """What is printed for who is competent; ``author``: name, telephone and e-mail if given.

    ``files``: how many came with it. They are erased here like the rest and are enclosed from
    where it came: the letter stays in the mailbox.
    """

    received_on: date
    channel: str
    village: str
    author: str
    text: str
    files: int


def begin_hand_over(opinion: Opinion) -> HandOver:
    """Seal what is kept of it, within the action that moves it out."""
    told = {
        "author": _author(opinion),
        "text": _as_it_came(opinion),
        "files": opinion.attachments.count(),
    }
    due = due_dates({RuleCode.DENUNCIATION_SORTED: opinion.received_at}, unit=opinion.unit_id)
    rule = due.get(RuleCode.DENUNCIATION_SORTED)
    return HandOver.objects.create(
        opinion=opinion,
        unit_id=opinion.unit_id,
        words=seal_box(json.dumps(told).encode(), _purpose(opinion)),
        moved_out_at=now(),
        due_on=rule.on if rule else today(),
        due_basis=rule.legal_basis if rule else "",
    )


@action
def print_denunciation(hand_over: HandOver, *, by: Official) -> Denounced:
    """The words, for one printing: afterwards nobody reads them here. Raises WrongState then."""
    found = _locked(hand_over)
    if found.printed_at or found.words is None:
        raise WrongState(_("It was printed before; nobody can read it here any more."))
    opinion = found.opinion
    perform("print", opinion, by=by, facts={"account": by.user.pk})
    note_security(SecurityKind.ORIGINAL_SEEN, account=by.user, unit=found.unit_id)
    HandOver.objects.filter(pk=found.pk).update(printed_at=now())
    told = json.loads(open_box(found.words, _purpose(opinion)))
    return Denounced(
        localdate(opinion.received_at),
        opinion.get_channel_display(),
        opinion.village.name if opinion.village else "",
        told["author"],
        told["text"],
        told.get("files", 0),  # what was sealed before does not tell
    )


@action
def hand_over(found: HandOver, *, by: Actor, receiver: str, handed_on: date) -> None:
    """Note who received it and when; what was sealed is destroyed.

    Raises NotReady without a receiver, Invalid for a day before it came or in the future,
    WrongState when it is handed over already.
    """
    locked = _locked(found)
    receiver = required_line(receiver, field="receiver", longest=LONGEST_RECEIVER)
    HELD.require(handed_on, field="handed_on")
    if handed_on < localdate(locked.opinion.received_at):
        raise Invalid(_("It was not here yet on that day."), field="handed_on")
    if locked.handed_on:
        raise WrongState(_("It is handed over already."))
    perform("hand_over", locked.opinion, by=by)
    given = {"receiver": receiver, "handed_on": handed_on, "words": None}
    HandOver.objects.filter(pk=locked.pk).update(**given)
    drop_box(locked.words_id)


def _locked(found: HandOver) -> HandOver:
    rows = HandOver.objects.select_for_update(of=("self",))
    return rows.select_related("words", "opinion__village").get(pk=found.pk)


def _as_it_came(opinion: Opinion) -> str:
    """All that its author said, before any redaction: who is competent needs the names."""
    words = [_opened(opinion.original, purpose_of_original(opinion)) or opinion.text]
    for one in opinion.inquiries.exclude(reply="").select_related("original").order_by("id"):
        words += [one.question, _opened(one.original, purpose_of_answer(one)) or one.reply]
    return "\n\n".join(words)


def _opened(box: SealedBox | None, purpose: str) -> str:
    return open_box(box, purpose).decode() if box else ""


def _author(opinion: Opinion) -> str:
    identity = opinion.identity
    if identity is None or identity.state not in SEALED:
        return ""
    contact = opened_identity(identity)
    return ", ".join(filter(None, (contact.name, contact.phone, contact.email)))


def _purpose(opinion: Opinion) -> str:
    return f"denunciation/{bytes(opinion.receipt_digest).hex()}"
