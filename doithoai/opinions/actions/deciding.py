"""Refusing and referring: decided at once, or proposed where it takes two persons."""

from enum import StrEnum

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, WrongState
from doithoai.opinions.actions.four_eyes import must_propose, propose
from doithoai.opinions.actions.hands import require_free
from doithoai.opinions.actions.referral import refer_opinion, require_procedure
from doithoai.opinions.actions.triage import refuse_opinion
from doithoai.opinions.lifecycle import IN_HAND, WAITING
from doithoai.opinions.models import DataRequest, Opinion, Proposal
from doithoai.opinions.queries.proposals import proposal_about
from doithoai.people.actors import Official
from doithoai.record.actions import action
from doithoai.record.permissions import Permission


@action
def refuse_or_propose(opinion: Opinion, *, by: Official, reason: str) -> Proposal | None:
    """The proposal, or None when it is refused."""
    if not must_propose(opinion):
        refuse_opinion(opinion, by=by, reason=reason)
        return None
    _require_undecided(opinion, WAITING, by=by)
    return propose(opinion, Proposal.Decision.REFUSE, by=by, reason=reason)


@action
def refer_or_propose(
    opinion: Opinion, *, by: Official, reason: str, procedure: str, authority: str = ""
) -> Proposal | None:
    """The proposal, or None when it is referred."""
    if not must_propose(opinion):
        refer_opinion(opinion, by=by, reason=reason, procedure=procedure, authority=authority)
        return None
    authority = require_procedure(procedure, authority)
    _require_undecided(opinion, IN_HAND, by=by)
    return propose(
        opinion,
        Proposal.Decision.REFER,
        by=by,
        reason=reason,
        procedure=procedure,
        authority=authority,
    )


class Erasure(StrEnum):
    """What an official can do about words that their author wants erased."""

    AT_ONCE = "at_once"
    TO_PROPOSE = "to_propose"
    PROPOSED = "proposed"
    TO_APPROVE = "to_approve"


def erasure_of(request: DataRequest, *, by: Official) -> Erasure:
    """``PROPOSED``: somebody else has to approve it."""
    if not must_propose(request.opinion):
        return Erasure.AT_ONCE
    proposal = proposal_about(request.opinion)
    if proposal is None:
        return Erasure.TO_PROPOSE
    may = by.may(Permission.APPROVE_DECISION, request.opinion) and proposal.proposed_by != by.user
    return Erasure.TO_APPROVE if may else Erasure.PROPOSED


@action
def propose_erasure(request: DataRequest, *, by: Official) -> Proposal:
    """What an author asked for, to be approved by another person."""
    return propose(request.opinion, Proposal.Decision.ERASE, by=by)


@action
def approve_proposal(proposal: Proposal, *, by: Official) -> None:
    """Do what was proposed. Raises Invalid for an erasure, which is approved where it is asked."""
    opinion = proposal.opinion
    match proposal.decision:
        case Proposal.Decision.REFUSE:
            refuse_opinion(opinion, by=by, reason=proposal.reason)
        case Proposal.Decision.REFER:
            refer_opinion(
                opinion,
                by=by,
                reason=proposal.reason,
                procedure=proposal.procedure,
                authority=proposal.authority,
            )
        case _:
            raise Invalid(_("An erasure is approved where the author's request stands."))


def _require_undecided(opinion: Opinion, states: tuple[str, ...], *, by: Official) -> None:
    require_free(opinion, by=by)
    opinion.refresh_from_db(fields=["state"])
    if opinion.state not in states:
        raise WrongState(_("This opinion is decided already."))
