"""A receipt code given again to an author who lost it."""

from uuid import uuid4

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.kit.errors import Invalid, NotReady
from doithoai.kit.time import now
from doithoai.opinions.codes import receipt_code, receipt_digest
from doithoai.opinions.models import Channel, LaterReceipt, Opinion
from doithoai.people.actors import Official
from doithoai.people.lifecycle import IdentityState
from doithoai.record.actions import action, perform


class Proof(TextChoices):
    """How the office knows that it speaks with the author."""

    IN_PERSON = "in_person", gettext_lazy("The person is here and has shown an identity card")
    CALLED_BACK = "called_back", gettext_lazy("I have called back the number that was left")


@action
def reissue_receipt(opinion: Opinion, *, by: Official, proof: str) -> str:
    """A new code; the history says who gave it and on what proof, and its author reads that.

    Raises NotReady where nobody can know who the author is: whoever sent an opinion from this
    website and left no contact has nothing but the code.
    """
    if proof not in Proof.values:
        raise Invalid(_("Please say how you know that it is the author."), field="proof")
    knows = opinion.identity is not None and opinion.identity.state == IdentityState.KEPT
    if not knows and (opinion.channel == Channel.WEB or proof == Proof.CALLED_BACK):
        raise NotReady(_("Nothing is kept by which the author could be known again."))
    perform("reissue", opinion, by=by, facts={"proof": proof, "account": by.user.pk})
    code = receipt_code(uuid4())
    LaterReceipt.objects.create(opinion=opinion, digest=receipt_digest(code), issued_at=now())
    return code
