"""Where an opinion goes that a dialogue cannot settle: the slip, and that its author is told."""

import json
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.deadlines.queries import due_dates
from doithoai.deadlines.rules import RuleCode
from doithoai.kit.errors import Invalid, NotReady, WrongState
from doithoai.kit.time import now, today
from doithoai.kit.vietnamese import one_line
from doithoai.language.privacy import public_words
from doithoai.opinions.actions.four_eyes import require_second_person
from doithoai.opinions.actions.hand_over import begin_hand_over
from doithoai.opinions.actions.hands import FREE, require_free
from doithoai.opinions.actions.purge import (
    forget_person,
    locked_original,
    purge_leftovers,
    stubbed,
    without_words,
)
from doithoai.opinions.models import Channel, HandOver, Opinion, Proposal, Referral, TellBy
from doithoai.opinions.rules import KEPT_FOR, SLIPS, Procedure
from doithoai.people.actions.vault import drop_box, open_box, seal_box
from doithoai.people.actors import Official, OnDuty
from doithoai.people.models import SealedBox
from doithoai.places.models import Unit
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission

COMPLAINT_STUB = gettext_lazy("(A complaint: referred with a slip. Its words are not kept.)")
MOVED_OUT_STUB = gettext_lazy("(A denunciation: its words are not shown here.)")
MOVED_OUT_ANSWER = gettext_lazy(
    "This is a denunciation, which is not kept on this website. Please hand it in at the office "
    "that receives citizens, at the inspectorate or at the police; they must keep secret who you "
    "are (Law on Denunciations 25/2018/QH14)."
)


@action
def refer_opinion(
    opinion: Opinion, *, by: Actor, reason: str, procedure: str, authority: str = ""
) -> Referral:
    """Refer an opinion with a numbered slip to where it belongs; its author is told where and why.

    Luật Tiếp công dân 42/2013/QH13; Quy định 11-QĐi/TW: told within 10 working days of receipt.
    Of a statutory complaint only the date and the slip are kept (Luật Khiếu nại 02/2011/QH13): its
    words lie sealed for a day, in which it can be printed and brought back, and are then destroyed.
    Raises Invalid for a denunciation, which is moved out without a slip, and for no procedure that
    there is; NotReady for a competent authority that is not named.
    """
    authority = require_procedure(procedure, authority)
    require_free(opinion, by=by)
    require_second_person(opinion, Proposal.Decision.REFER, by=by)
    locked_original(opinion)
    gone: dict[str, Any] = {}
    words = None
    if procedure == Procedure.COMPLAINT:
        gone = stubbed(COMPLAINT_STUB)
        words = seal_box(_packed(opinion), _purpose(opinion))
    also = {"answer": _told_to_author(procedure, authority, reason), **gone, **FREE}
    facts = {"procedure": str(procedure)}
    perform("refer", opinion, by=by, note=public_words(reason), facts=facts, also=also)
    return _slip(opinion, procedure, authority, words)


def require_procedure(procedure: str, authority: str) -> str:
    """The authority as one line. Raises as ``refer_opinion`` does."""
    authority = one_line(authority)
    if procedure == Procedure.DENUNCIATION:
        raise Invalid(_("A denunciation is moved out, without a slip."), field="procedure")
    if procedure not in SLIPS:
        raise Invalid(_("Please choose where it leads."), field="procedure")
    if procedure == Procedure.AUTHORITY and not authority:
        raise NotReady(_("Please name the authority."), field="authority")
    return authority


@action
def recall_opinion(referral: Referral, *, by: Actor, reason: str) -> Opinion:
    """Bring back what was referred by mistake, as it was; the slip is void, its number stays.

    Raises WrongState a day after the referral, when the words of a complaint are destroyed.
    """
    slip = _standing(referral)
    if now() >= slip.referred_at + KEPT_FOR:
        raise WrongState(_("An opinion is brought back within 24 hours of its referral."))
    also = {"answer": "", **_words_of(slip)}
    perform("recall", slip.opinion, by=by, note=public_words(reason), also=also)
    Referral.objects.filter(pk=slip.pk).update(recalled_at=now(), words=None)
    drop_box(slip.words_id)
    return slip.opinion


@action
def words_to_enclose(referral: Referral, *, by: Official) -> str:
    """The words, to be printed with the slip; the history tells that they were.

    Raises WrongState when those of a complaint are destroyed, or the slip is void.
    """
    slip = _standing(referral)
    words = str(_words_of(slip).get("text", slip.opinion.text))
    perform("print", slip.opinion, by=by, facts={"account": by.user.pk})
    return words


@action
def destroy_referred(*, by: Actor) -> int:
    """Destroy what is kept of complaints a day after their referral; of how many.

    Luật Khiếu nại 02/2011/QH13: they are settled by a procedure of their own.
    """
    old = Referral.objects.filter(words__isnull=False, referred_at__lte=now() - KEPT_FOR)
    slips = list(old.select_for_update(of=("self",)).select_related("opinion"))
    for slip in slips:
        box = locked_original(slip.opinion)
        perform("destroy", slip.opinion, by=by, also={"original": None})
        drop_box(box)
        purge_leftovers(slip.opinion)
    return len(slips)


def _standing(referral: Referral) -> Referral:
    """The slip as it is now, locked. Raises WrongState when it was brought back."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related("words", "opinion")
    slip = rows.get(pk=referral.pk)
    if slip.recalled_at:
        raise WrongState(_("This slip is void: the opinion was brought back."))
    return slip


def _packed(opinion: Opinion) -> bytes:
    """What the stub takes the place of."""
    return json.dumps([opinion.text, bytes(opinion.words_mark).hex()]).encode()


def _words_of(slip: Referral) -> dict[str, Any]:
    """The fields of which a stub took the place; none when they stand where they stood."""
    if slip.procedure != Procedure.COMPLAINT:
        return {}
    if slip.words is None:
        raise WrongState(_("Its words are destroyed; only the slip is kept."))
    text, mark = json.loads(open_box(slip.words, _purpose(slip.opinion)))
    return {"text": text, "words_mark": bytes.fromhex(mark)}


def _purpose(opinion: Opinion) -> str:
    return f"referred/{bytes(opinion.receipt_digest).hex()}"


def _told_to_author(procedure: str, authority: str, reason: str) -> str:
    where = " – ".join(filter(None, [str(Procedure(procedure).label), authority]))
    return public_words(f"{where}. {reason}")


def _slip(opinion: Opinion, procedure: str, authority: str, words: SealedBox | None) -> Referral:
    """Numbered without a gap in the unit's year: whoever comes second waits for the first."""
    Unit.objects.select_for_update(of=("self",)).get(pk=opinion.unit_id)
    day = today()
    given = Referral.objects.filter(unit_id=opinion.unit_id, year=day.year)
    last = given.aggregate(last=Max("number"))["last"] or 0
    rule = RuleCode.ACCEPTANCE_NOTICE
    due = due_dates({rule: opinion.received_at}, unit=opinion.unit_id).get(rule)
    reads_it_here = opinion.channel == Channel.WEB and opinion.tell_by == TellBy.NOBODY
    return Referral.objects.create(
        opinion=opinion,
        procedure=procedure,
        authority=authority,
        number=last + 1,
        year=day.year,
        unit_id=opinion.unit_id,
        referred_at=now(),
        due_on=due.on if due else day,
        due_basis=due.legal_basis if due else "",
        told_on=day if reads_it_here else None,
        words=words,
    )


@action
def tell_author(referral: Referral, *, by: Actor) -> None:
    """Note that the author was told where it went; of a complaint the person is then erased."""
    opinion = Opinion.objects.select_related("identity").get(pk=referral.opinion_id)
    perform("tell", opinion, by=by)
    if not Referral.objects.filter(pk=referral.pk, told_on=None).update(told_on=today()):
        raise WrongState(_("Its author was told already."))
    if referral.procedure == Procedure.COMPLAINT:
        forget_person(opinion, by=OnDuty(by, Permission.ERASE_IDENTITY))


@action
def move_out_opinion(opinion: Opinion, *, by: Actor) -> HandOver | None:
    """A denunciation that somebody finds here: nothing of it stays but that it was moved out.

    Luật Tố cáo 25/2018/QH14 and Quyết định 774/QĐ-TTg: who denounces is a state secret. So no
    note is taken, no slip is written, and the person is erased. What was typed on the web is
    erased at once, its author is told where to go; what the office received on paper, by mail or
    in the hall it has to hand over: sealed until then (``hand_over``).
    """
    require_free(opinion, by=by)
    box = locked_original(opinion)
    kept = None if opinion.channel == Channel.WEB else begin_hand_over(opinion)
    gone = {**without_words(MOVED_OUT_STUB), "answer": str(MOVED_OUT_ANSWER), **FREE}
    perform("move_out", opinion, by=by, also=gone)
    drop_box(box)
    purge_leftovers(opinion)
    forget_person(opinion, by=OnDuty(by, Permission.ERASE_IDENTITY))
    return kept
