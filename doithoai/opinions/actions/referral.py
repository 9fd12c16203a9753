"""Where an opinion goes that a dialogue cannot settle: the slip, and that its author is told."""

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.deadlines.queries import due_dates
from doithoai.deadlines.rules import RuleCode
from doithoai.kit.errors import Invalid, NotReady, WrongState
from doithoai.kit.time import now, today
from doithoai.kit.vietnamese import one_line
from doithoai.language.privacy import public_words
from doithoai.opinions.actions.hands import FREE, require_free
from doithoai.opinions.actions.purge import (
    forget_person,
    locked_original,
    purge_leftovers,
    without_words,
)
from doithoai.opinions.models import Channel, Opinion, Referral, TellBy
from doithoai.opinions.models.letters import Procedure
from doithoai.people.actions.vault import drop_box
from doithoai.people.actors import OnDuty
from doithoai.places.models import Unit
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission

COMPLAINT_STUB = gettext_lazy("(A complaint: referred with a slip. Its words are not kept.)")
MOVED_OUT_STUB = gettext_lazy("(Moved out under the law. Nothing of it is kept here.)")
MOVED_OUT_ANSWER = gettext_lazy(
    "This belongs to a procedure that the law protects and cannot be kept here; its words are "
    "erased. Please hand it in at the office that receives citizens, at the inspectorate or at "
    "the police; they must keep secret who you are (Law on Denunciations 25/2018/QH14)."
)


@action
def refer_opinion(
    opinion: Opinion,
    *,
    by: Actor,
    reason: str,
    procedure: str = Procedure.AUTHORITY,
    authority: str = "",
) -> Referral:
    """Refer an opinion with a numbered slip to where it belongs; its author is told where and why.

    Luật Tiếp công dân 42/2013/QH13; Quy định 11-QĐi/TW: told within 10 working days of receipt.
    Of a statutory complaint only the date and the slip are kept (Luật Khiếu nại 02/2011/QH13).
    Raises Invalid for a denunciation, which is moved out without a slip, and NotReady for a
    competent authority that is not named.
    """
    authority = one_line(authority)
    if procedure == Procedure.DENUNCIATION:
        raise Invalid(_("A denunciation is moved out, without a slip."), field="procedure")
    if procedure == Procedure.AUTHORITY and not authority:
        raise NotReady(_("Please name the authority."), field="authority")
    require_free(opinion, by=by)
    is_complaint = procedure == Procedure.COMPLAINT
    gone = without_words(COMPLAINT_STUB) if is_complaint else {}
    also = {"answer": _told_to_author(procedure, authority, reason), **gone, **FREE}
    box = locked_original(opinion)
    facts = {"procedure": str(procedure)}
    perform("refer", opinion, by=by, note=public_words(reason), facts=facts, also=also)
    if is_complaint:
        drop_box(box)
        purge_leftovers(opinion)
    return _slip(opinion, procedure, authority)


def _told_to_author(procedure: str, authority: str, reason: str) -> str:
    where = " – ".join(filter(None, [str(Procedure(procedure).label), authority]))
    return public_words(f"{where}. {reason}")


def _slip(opinion: Opinion, procedure: str, authority: str) -> Referral:
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
def move_out_opinion(opinion: Opinion, *, by: Actor) -> None:
    """A denunciation that somebody finds here: nothing of it stays but that it was moved out.

    Luật Tố cáo 25/2018/QH14 and Quyết định 774/QĐ-TTg: who denounces is a state secret. So no
    note is taken, no slip is written, and the person is erased.
    """
    require_free(opinion, by=by)
    box = locked_original(opinion)
    gone = {**without_words(MOVED_OUT_STUB), "answer": str(MOVED_OUT_ANSWER), **FREE}
    perform("move_out", opinion, by=by, also=gone)
    drop_box(box)
    purge_leftovers(opinion)
    forget_person(opinion, by=OnDuty(by, Permission.ERASE_IDENTITY))
