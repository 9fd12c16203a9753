"""The page of one opinion: what was said, where it stands, and the forms of what may be decided."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from doithoai.deadlines.queries import due_dates
from doithoai.deadlines.rules import RuleCode
from doithoai.finding.suggestions import suggested_fields
from doithoai.kit.forms import ActionForm
from doithoai.opinions.actions.four_eyes import must_propose
from doithoai.opinions.actions.voiding import is_acceptance_fresh, was_entered
from doithoai.opinions.forms.proposals import SendBackForm
from doithoai.opinions.models import Opinion, Proposal
from doithoai.opinions.queries import opinions_for, raisings_of
from doithoai.opinions.queries.attachments import attachments_of, inquiries_of
from doithoai.opinions.queries.data_rights import referral_of
from doithoai.opinions.queries.passing import passings_of, returnable
from doithoai.opinions.queries.proposals import proposal_about
from doithoai.opinions.queries.telling import has_village_head, telling_of, untold_since
from doithoai.people.queries import other_offices
from doithoai.record.permissions import Permission
from doithoai.record.queries import history
from doithoai.web.components.history import told
from doithoai.web.desk.access import DeskRequest, units_required
from doithoai.web.desk.opinion.forms_of import (
    beside,
    forms_of,
    hands,
    offer_known,
    template_words,
)
from doithoai.web.desk.opinion.privacy import panel
from doithoai.web.desk.page_frame import desk_page


@require_safe
@units_required
def opinion(request: DeskRequest, pk: int) -> HttpResponse:
    return opinion_page(request, opinion_of(request, pk))


def opinion_of(request: DeskRequest, pk: int) -> Opinion:
    """As it is now: an action that was refused may have touched the one in memory."""
    return get_object_or_404(
        opinions_for(request.official).select_related("taken_by", "round"), pk=pk
    )


def opinion_page(
    request: DeskRequest, opinion: Opinion, failed: str = "", form: ActionForm | None = None
) -> HttpResponse:
    """The opinion with the forms of its allowed moves; ``form`` was sent for ``failed``."""
    decides = request.official.may(Permission.TRIAGE_OPINION, opinion)
    context = {
        "opinion": opinion,
        "attachments": attachments_of(opinion) if decides else (),
        **_standing(opinion),
        **panel(request, opinion),
        **hands(request, opinion),
        **_decisions(request, opinion, failed, form),
    }
    return desk_page(request, "opinion.html", context, form.status if form else 200)


def _standing(opinion: Opinion) -> dict[str, Any]:
    """What came with it, what it raised, what became of it and what is due."""
    due = due_dates({RuleCode.ACCEPTANCE_NOTICE: opinion.received_at}, unit=opinion.unit_id)
    return {
        "raisings": raisings_of(opinion),
        "inquiries": inquiries_of(opinion),
        "slip": referral_of(opinion),
        "passings": passings_of(opinion),
        "untold_since": untold_since(opinion),
        "telling": telling_of(opinion),
        "has_village_head": has_village_head(opinion),
        "due": due.get(RuleCode.ACCEPTANCE_NOTICE),
        "history": told(history(opinion, public_only=False), opinion.lifecycle),
    }


def _moves(request: DeskRequest, opinion: Opinion) -> list[str]:
    """What may be done now; what is undone only for a time, and only by some, is looked at."""
    moves = [one.name for one in opinion.lifecycle.allowed(opinion, by=request.official)]
    undone = {"take_back", "restore"} & set(moves)
    if undone and not was_entered(opinion, by=request.official):
        moves = [one for one in moves if one not in undone]
    if "pass_on" in moves and not other_offices(opinion.unit_id).exists():
        moves.remove("pass_on")
    if "pass_back" in moves and returnable(opinion) is None:
        moves.remove("pass_back")
    telling = telling_of(opinion)
    if telling is None or telling.told_on:
        moves = [one for one in moves if one not in ("inform", "pass_to_village")]
    elif telling.passed_at or not has_village_head(opinion):
        moves.remove("pass_to_village")
    if "undo_accept" in moves and not is_acceptance_fresh(opinion):
        moves.remove("undo_accept")
    return moves


def _decisions(
    request: DeskRequest, opinion: Opinion, failed: str, form: ActionForm | None
) -> dict[str, Any]:
    """What this official may decide now, with the forms and the words to do it."""
    moves = _moves(request, opinion)
    proposal = proposal_about(opinion)
    if proposal:
        moves = [one for one in moves if one not in Proposal.Decision.values]
    words = template_words(request, moves)
    forms = forms_of(opinion, moves, request.GET, words)
    if form and failed in forms:
        forms[failed] = form
    offer_known(forms.values(), opinion)
    return {
        "moves": moves,
        "forms": forms,
        "proposes": must_propose(opinion),
        "proposal": proposal,
        "back": form if isinstance(form, SendBackForm) else SendBackForm(),
        "may_approve": request.official.may(Permission.APPROVE_DECISION, opinion),
        "is_proposer": bool(proposal and proposal.proposed_by == request.official.user),
        "fields": suggested_fields(opinion) if "accept" in forms else [],
        "sent": failed,
        "form": form,
        **beside(request, opinion, words),
    }
