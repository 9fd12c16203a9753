"""What an official may say of an opinion that came in: by which road, from which village."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from doithoai.kit.days import ARRIVED
from doithoai.kit.errors import Invalid, NotReady
from doithoai.kit.time import noon, short_date
from doithoai.language.privacy import public_words
from doithoai.opinions.models import Channel, CollectionRound, Opinion
from doithoai.opinions.queries.channels import channels_of
from doithoai.people.actors import Official
from doithoai.places.models import Unit, Village
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission


def require_channel(opinion: Opinion, *, by: Actor) -> None:
    """Raises Invalid for an official whose roles there do not receive what comes this way.

    The website is left to the table of moves, which lets no official submit; the room of a
    dialogue to whoever records its turns.
    """
    if not isinstance(by, Official) or opinion.channel == Channel.WEB:
        return
    if opinion.channel == Channel.MEETING:
        is_open = by.may(Permission.RECORD_TURN, opinion)
    else:
        roles = by.roles_over(Permission.ENTER_OPINION, opinion)
        is_open = not roles or opinion.channel in channels_of(roles)
    if not is_open:
        raise Invalid(_("Your role does not enter what came this way."), field="channel")


def require_villages(unit: Unit, villages: Collection[Village], *, field: str) -> None:
    """Raises Invalid for a village that never belonged to the unit."""
    keys = {one.pk for one in villages}
    here = unit.placements.filter(village__in=keys).values_list("village", flat=True)
    if keys - set(here):
        raise Invalid(_("This village belongs to another unit."), field=field)


@dataclass(frozen=True, slots=True)
class Arrival:
    """How an opinion came, when, from where, and in which round it was collected."""

    village: Village | None
    channel: str
    received_on: date
    round: CollectionRound | None


@action
def correct_arrival(opinion: Opinion, arrival: Arrival, *, by: Actor, reason: str) -> None:
    """Put right what was noted when the opinion was entered; its author reads that it was.

    The day on which the office received it moves the day by which its author must be told. Of what
    somebody sent on this website, and of what was said at a dialogue, the way and the moment stand.
    Raises Invalid for what cannot be, and NotReady when nothing is other than before.
    """
    Opinion.objects.select_for_update().get(pk=opinion.pk)
    opinion.refresh_from_db(fields=["village", "channel", "received_at", "round"])
    changed = _changed(opinion, arrival)
    if not changed:
        raise NotReady(_("Nothing is other than before."))
    if {"channel", "received_at"} & set(changed) and opinion.channel in SEEN_COMING:
        sentence = _("How and when it came is known for certain here and is not changed.")
        raise Invalid(sentence, field="channel" if "channel" in changed else "received_on")
    if arrival.channel not in Channel.values or arrival.channel in SEEN_COMING - {opinion.channel}:
        raise Invalid(_("An opinion that was entered came some other way."), field="channel")
    if arrival.village:
        require_villages(opinion.unit, [arrival.village], field="village")
    require_round(arrival.round, opinion.unit)
    if "received_at" in changed:
        ARRIVED.require(arrival.received_on, field="received_on")
    facts = {"was": {name: _as_noted(opinion, name) for name in changed}}
    perform("correct", opinion, by=by, note=public_words(reason), facts=facts, also=changed)


SEEN_COMING: Final = frozenset({Channel.WEB, Channel.MEETING})
"""Ways of which this system itself noted the moment."""


def _changed(opinion: Opinion, arrival: Arrival) -> dict[str, Any]:
    told: dict[str, Any] = {
        "village": arrival.village, "channel": arrival.channel, "round": arrival.round,
    }  # fmt: skip
    changed = {name: value for name, value in told.items() if getattr(opinion, name) != value}
    if localdate(opinion.received_at) != arrival.received_on:
        changed["received_at"] = noon(arrival.received_on)
    return changed


def _as_noted(opinion: Opinion, name: str) -> str:
    if name == "received_at":
        return short_date(opinion.received_at)
    return str(getattr(opinion, name) or "")


def require_round(round: CollectionRound | None, unit: Unit) -> None:
    """Raises Invalid for a round of another unit."""
    if round and round.unit_id != unit.pk:
        raise Invalid(_("The round belongs to another unit."), field="round")
