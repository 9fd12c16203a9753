"""What an official may say of an opinion that came in: by which road, from which village."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.opinions.models import Channel, Opinion
from doithoai.people.actors import Official
from doithoai.people.roles import RoleName
from doithoai.places.models import Unit, Village
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission

CHANNELS: Final[Mapping[str, Sequence[Channel]]] = {
    RoleName.OFFICE: (
        Channel.PAPER,
        Channel.PHONE,
        Channel.EMAIL,
        Channel.ZALO,
        Channel.FRONT,
        Channel.VILLAGE_HEAD,
    ),
    RoleName.MOBILISATION: (Channel.PAPER, Channel.PHONE),
    RoleName.FRONT: (Channel.FRONT, Channel.PAPER, Channel.PHONE),
    RoleName.VILLAGE_HEAD: (Channel.VILLAGE_HEAD,),
}
"""By role; this website and the room of a dialogue are nobody's to name."""


def channels_of(roles: Iterable[str]) -> list[Channel]:
    """What these roles may name, each once, the most usual first."""
    return list(dict.fromkeys(way for role in roles for way in CHANNELS.get(role, ())))


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
