"""Decisions that take two persons, where the head of a unit wants it so.

One proposes, another one who may approve decides. Nobody approves what he or she has proposed.
"""

from typing import Any

from django.utils.translation import gettext as _

from doithoai.kit.errors import NotAllowed, NotReady, WrongState
from doithoai.kit.time import now
from doithoai.language.privacy import public_words
from doithoai.opinions.models import FourEyes, Opinion, Proposal
from doithoai.people.actors import Official
from doithoai.places.models import Unit
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor
from doithoai.record.notes import note
from doithoai.record.permissions import Permission


@action
def set_four_eyes(unit: Unit, *, wanted: bool, by: Official) -> None:
    """Whether it takes two persons there; for the heads to say, and kept in the record."""
    if unit.pk not in by.unit_ids(Permission.APPOINT_OFFICIAL):
        raise NotAllowed(_("Only a head of the unit says whether two persons decide."))
    rows = FourEyes.objects.filter(unit=unit)
    if rows.exists() == wanted:
        return
    if wanted:
        FourEyes.objects.create(unit=unit, since=now())
    else:
        rows.delete()
    note("office", "four_eyes", unit.pk, by=by, unit=unit.pk, facts={"wanted": wanted})


def must_propose(opinion: Opinion) -> bool:
    """Whether it takes two persons to refuse, refer or erase this opinion."""
    return FourEyes.objects.filter(unit=opinion.unit_id).exists()


def propose(
    opinion: Opinion, decision: Proposal.Decision, *, by: Official, reason: str = "", **more: Any
) -> Proposal:
    """Within an action. ``more``: ``procedure`` and ``authority`` of a referral.

    Raises WrongState when something is proposed already.
    """
    Opinion.objects.select_for_update().get(pk=opinion.pk)
    if Proposal.objects.filter(opinion=opinion).exists():
        raise WrongState(_("A decision about this opinion is proposed already."))
    perform("propose", opinion, by=by, facts={"decision": decision, "account": by.user.pk})
    return Proposal.objects.create(
        opinion=opinion,
        decision=decision,
        reason=public_words(reason),
        proposed_by=by.user,
        proposed_at=now(),
        **more,
    )


@action
def send_back_proposal(proposal: Proposal, *, by: Official, remark: str = "") -> None:
    """The proposer takes it back, or whoever may approve sends it back and says why."""
    is_own = proposal.proposed_by_id == by.user.pk
    if not is_own and not by.may(Permission.APPROVE_DECISION, proposal.opinion):
        raise NotAllowed(_("Only who may approve a proposal sends it back."))
    if not is_own and not remark.strip():
        raise NotReady(_("Please say what should be otherwise."), field="remark")
    if not Proposal.objects.filter(pk=proposal.pk).delete()[0]:
        raise WrongState(_("Somebody else has changed this meanwhile. Please look again."))
    perform("send_back", proposal.opinion, by=by, note=public_words(remark))


def require_second_person(
    opinion: Opinion, decision: Proposal.Decision, *, by: Actor
) -> Proposal | None:
    """Within the action that decides: the proposal of another person, which is used up by it.

    Raises NotReady where nobody has proposed this, NotAllowed for who did, or may not approve.
    """
    if not must_propose(opinion):
        drop_proposal(opinion)
        return None
    rows = Proposal.objects.select_for_update().filter(opinion=opinion, decision=decision)
    proposal = rows.first()
    if proposal is None:
        raise NotReady(_("This takes two persons here: one proposes it, another one approves it."))
    if proposal.proposed_by == getattr(by, "user", None):
        raise NotAllowed(_("Nobody approves what he or she has proposed."))
    if not by.may(Permission.APPROVE_DECISION, opinion):
        raise NotAllowed(_("Your role does not approve proposals."))
    proposal.delete()
    return proposal


def drop_proposal(opinion: Opinion) -> None:
    """Within an action that decides otherwise."""
    Proposal.objects.filter(opinion=opinion).delete()
