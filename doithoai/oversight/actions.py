"""Writing what citizens say of results."""

from django.utils.translation import gettext as _

from doithoai.commitments.actions import confirm_commitment, reopen_commitment
from doithoai.commitments.lifecycle import CommitmentState
from doithoai.kit.errors import NotAllowed
from doithoai.kit.time import now
from doithoai.kit.vietnamese import clean
from doithoai.opinions.actions.matters import object_to_matter, reopen_matter, settle_matter
from doithoai.opinions.author import Author
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter
from doithoai.oversight.models import Confirmation
from doithoai.oversight.queries import latest_commitment
from doithoai.record.actions import action
from doithoai.record.permissions import Permission


@action
def confirm_result(matter: Matter, *, by: Author) -> Confirmation:
    """The author says that the matter is settled: the promise is kept.

    A second author who confirms adds a voice; the states stand, so that no step asks who it is.
    The same author again says nothing new.
    """
    if not by.may(Permission.CONFIRM_RESULT, matter):
        raise NotAllowed(_("Your role does not allow this here."))
    commitment = latest_commitment(matter)
    is_confirmed = commitment is None or commitment.state == CommitmentState.CONFIRMED
    if is_confirmed and matter.state == MatterState.SETTLED:
        said = Confirmation.objects.filter(matter=matter, opinion=by.opinion).last()
        if said and said.verdict == Confirmation.Verdict.SETTLED:
            return said
    if commitment and not is_confirmed:
        confirm_commitment(commitment, by=by)
    if matter.state != MatterState.SETTLED:
        settle_matter(matter, by=by)
    return Confirmation.objects.create(
        matter=matter,
        opinion=by.opinion,
        commitment=commitment,
        verdict=Confirmation.Verdict.SETTLED,
        at=now(),
    )


@action
def dispute_result(matter: Matter, *, by: Author, text: str = "") -> Confirmation:
    """The author says that it is not settled.

    Promised work goes back to its agency; a matter that was only answered waits for a dialogue
    again.
    """
    commitment = latest_commitment(matter)
    if commitment:
        reopen_commitment(commitment, by=by)
        object_to_matter(matter, by=by)
    else:
        reopen_matter(matter, by=by)
    return Confirmation.objects.create(
        matter=matter,
        opinion=by.opinion,
        commitment=commitment,
        verdict=Confirmation.Verdict.NOT_SETTLED,
        text=clean(text),
        at=now(),
    )
