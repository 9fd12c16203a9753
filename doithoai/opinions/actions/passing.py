"""An opinion that belongs to another unit goes to the office there, as it is and with its clock.

Luật Tiếp công dân 42/2013/QH13, Điều 26: what is another body's goes to that body, and who sent it
is told. A unit without an office here gets a slip (``referral``). The receipt code, the day on
which it was received and with it the term go on; who may read it changes with the unit.
"""

from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, WrongState
from doithoai.kit.texts import required_line
from doithoai.kit.time import now
from doithoai.language.privacy import public_words
from doithoai.opinions.actions.four_eyes import drop_proposal
from doithoai.opinions.actions.hands import FREE, require_free
from doithoai.opinions.lifecycle import DataRequestState
from doithoai.opinions.models import DataRequest, Opinion, Passing
from doithoai.opinions.queries.passing import returnable
from doithoai.people.actions.vault import carry_identity
from doithoai.people.actors import OnDuty
from doithoai.people.lifecycle import SEALED
from doithoai.people.queries import other_offices
from doithoai.places.models import Unit, Village
from doithoai.places.queries import jurisdiction_ids
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission

LONGEST_REASON: Final = 300


@action
def pass_on(opinion: Opinion, *, by: Actor, unit: Unit, reason: str) -> Passing:
    """Hand the opinion to the office of another unit; its author reads where and why.

    An open question to the author falls away: it was this office's. Raises NotReady without a
    reason, Invalid for a unit that has no office here, that has it already or that returned it.
    """
    reason = public_words(required_line(reason, field="reason", longest=LONGEST_REASON))
    require_free(opinion, by=by)
    origin, village = opinion.unit, opinion.village
    facts = {"from": origin.key, "to": unit.key}
    also = {"village": None, "round": None, **FREE}
    perform("pass_on", opinion, by=by, note=reason, facts=facts, also=also)
    _require_office(opinion, unit)
    passing = Passing.objects.create(
        opinion=opinion,
        origin=origin,
        unit=unit,
        village=village,
        reason=reason,
        passed_at=now(),
    )
    _move(opinion, unit, None, by=by)
    return passing


@action
def pass_back(opinion: Opinion, *, by: Actor, reason: str) -> None:
    """Return it to the office that passed it on, which keeps it or finds a third one.

    Raises NotReady without a reason, WrongState when nobody passed it on to this unit.
    """
    reason = public_words(required_line(reason, field="reason", longest=LONGEST_REASON))
    require_free(opinion, by=by)
    passing = returnable(opinion)
    if passing is None:
        raise WrongState(_("No other office passed this opinion on to yours."))
    facts = {"from": passing.unit.key, "to": passing.origin.key}
    also = {"village": passing.village, "round": None, **FREE}
    perform("pass_back", opinion, by=by, note=reason, facts=facts, also=also)
    Passing.objects.filter(pk=passing.pk).update(answer=reason, returned_at=now())
    _move(opinion, passing.origin, passing.village, by=by)


def _require_office(opinion: Opinion, unit: Unit) -> None:
    if opinion.unit_id in jurisdiction_ids(unit):
        raise Invalid(_("The opinion is with this unit already."), field="unit")
    if not other_offices(opinion.unit_id).filter(pk=unit.pk).exists():
        raise Invalid(
            _("This unit has no office here: refer the opinion to it with a slip."), field="unit"
        )
    if Passing.objects.filter(opinion=opinion, origin=opinion.unit_id, unit=unit).exists():
        raise Invalid(
            _("That office returned this opinion: it is not passed on there again."), field="unit"
        )
    came = returnable(opinion)
    if came and came.origin_id in jurisdiction_ids(unit):
        raise Invalid(_("It came from that office: return it instead."), field="unit")


def _move(opinion: Opinion, unit: Unit, village: Village | None, *, by: Actor) -> None:
    """What belongs to the opinion follows it, its author's identity sealed anew for that office."""
    drop_proposal(opinion)
    opinion.inquiries.filter(replied_at__isnull=True).delete()
    Opinion.objects.filter(pk=opinion.pk).update(unit=unit)
    opinion.unit, opinion.village = unit, village
    DataRequest.objects.filter(opinion=opinion, state=DataRequestState.ASKED).update(unit=unit)
    identity = opinion.identity
    if identity is not None and identity.state in SEALED:
        carry_identity(identity, by=OnDuty(by, Permission.KEEP_IDENTITY), unit=unit)
