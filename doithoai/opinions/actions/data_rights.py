"""What an author may do with what is kept of him or her (Luật 91/2025/QH15)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.deadlines.queries import due_date
from doithoai.deadlines.rules import RuleCode
from doithoai.kit.errors import Invalid, WrongState
from doithoai.kit.time import now
from doithoai.language.privacy import public_words
from doithoai.opinions.actions.four_eyes import drop_proposal, require_second_person
from doithoai.opinions.actions.hands import FREE
from doithoai.opinions.actions.purge import (
    forget_person,
    locked_original,
    purge_leftovers,
    without_words,
)
from doithoai.opinions.author import Author
from doithoai.opinions.lifecycle import WORDLESS
from doithoai.opinions.models import DataRequest, Opinion, Proposal, TellBy
from doithoai.people.actions.vault import correct_identity, drop_box, restrict_identity
from doithoai.people.actors import OnDuty
from doithoai.people.contacts import Contact
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission

WITHDRAWN_STUB = gettext_lazy("(Taken back by its author; the words are erased.)")
ERASED_STUB = gettext_lazy("(The words are erased at the request of their author.)")


def require_way(contact: Contact | None, tell_by: str) -> None:
    """Raises Invalid when there is nothing by which the person could be told as wished."""
    if tell_by == TellBy.NOBODY:
        return
    if tell_by not in TellBy.values:
        raise Invalid(_("There is no such way to be told."), field="tell_by")
    if tell_by == TellBy.EMAIL and not (contact and contact.email):
        raise Invalid(_("Please write the e-mail address to be told by."), field="email")
    if tell_by == TellBy.SMS and not (contact and contact.phone):
        raise Invalid(_("Please write the telephone number to be told by."), field="phone")


@action
def correct_author(opinion: Opinion, *, by: Author, contact: Contact, tell_by: str = "") -> None:
    """Put right the name, the number or the address that is kept."""
    require_way(contact, tell_by)
    if opinion.identity is None:
        raise WrongState(_("Nothing is kept there any more."))
    correct_identity(opinion.identity, by=by, contact=contact)
    Opinion.objects.filter(pk=opinion.pk).update(tell_by=tell_by)


@action
def restrict_author(opinion: Opinion, *, by: Author, wanted: bool) -> None:
    """The author lets nobody use what is kept of the person, or lets it be used again."""
    if opinion.identity is None:
        raise WrongState(_("Nothing is kept there any more."))
    restrict_identity(opinion.identity, by=by, wanted=wanted)


@action
def forget_author(opinion: Opinion, *, by: Author) -> None:
    """The author takes the consent back: who it was is erased at once, nobody has to agree."""
    if opinion.identity is None:
        raise WrongState(_("Nothing is kept there any more."))
    forget_person(opinion, by=by)


@action
def withdraw_opinion(opinion: Opinion, *, by: Author) -> None:
    """The author takes the opinion back before it is accepted: words, files and person go."""
    box = locked_original(opinion)
    perform("withdraw", opinion, by=by, also={**without_words(WITHDRAWN_STUB), **FREE})
    drop_box(box)
    purge_leftovers(opinion)
    forget_person(opinion, by=by)


@action
def request_erasure(opinion: Opinion, *, by: Author) -> DataRequest:
    """Ask the office that the words be erased too; answered within 2 working days."""
    Opinion.objects.select_for_update(of=("self",)).get(pk=opinion.pk)
    if DataRequest.objects.filter(opinion=opinion).exists():
        raise WrongState(_("You have asked for this already."))
    if opinion.state in WORDLESS:
        raise WrongState(_("The words are erased already."))
    asked_at = now()
    due = due_date(RuleCode.DATA_SUBJECT_ANSWER, asked_at, unit=opinion.unit_id)
    request = DataRequest(
        opinion=opinion,
        unit=opinion.unit,
        asked_at=asked_at,
        due_on=due.on,
        due_basis=due.legal_basis,
    )
    perform("request", request, by=by)
    return request


@action
def grant_request(request: DataRequest, *, by: Actor) -> None:
    """Erase what the author wrote and who it was; the matter that the office named stands.

    Of what was not decided yet nothing is left to decide: it ends with its words.
    """
    require_second_person(request.opinion, Proposal.Decision.ERASE, by=by)
    perform("grant", request, by=by)
    opinion = Opinion.objects.select_related("identity").get(pk=request.opinion_id)
    box = locked_original(opinion)
    opinion.refresh_from_db(fields=["state"])
    move = "erase_undecided" if opinion.is_waiting else "erase"
    perform(move, opinion, by=by, also={**without_words(ERASED_STUB), **FREE})
    drop_box(box)
    purge_leftovers(opinion)
    forget_person(opinion, by=OnDuty(by, Permission.ERASE_IDENTITY))


@action
def decline_request(request: DataRequest, *, by: Actor, reason: str) -> None:
    """Say why the words must stay (a law that demands it); the author reads the reason."""
    reason = public_words(reason)
    drop_proposal(request.opinion)
    perform("decline", request, by=by, note=reason, also={"answer": reason})
