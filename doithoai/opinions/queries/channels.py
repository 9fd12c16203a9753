"""Who receives what comes by which road."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from doithoai.opinions.models import Channel, MailboxLetter
from doithoai.people.actors import Official
from doithoai.people.roles import RoleName
from doithoai.record.permissions import Permission

_OF_OFFICE: Final = (
    Channel.PAPER,
    Channel.IN_PERSON,
    Channel.PHONE,
    Channel.EMAIL,
    Channel.ZALO,
    Channel.FRONT,
    Channel.VILLAGE_HEAD,
)
CHANNELS: Final[Mapping[str, Sequence[Channel]]] = {
    RoleName.OFFICE: _OF_OFFICE,
    RoleName.OFFICE_CHIEF: _OF_OFFICE,
    RoleName.MOBILISATION: (Channel.PAPER, Channel.PHONE),
    RoleName.FRONT: (Channel.FRONT, Channel.PAPER, Channel.PHONE),
    RoleName.VILLAGE_HEAD: (Channel.VILLAGE_HEAD,),
}
"""By role; this website and the room of a dialogue are nobody's to name."""


def channels_of(roles: Iterable[str]) -> list[Channel]:
    """What these roles may name, each once, the most usual first."""
    return list(dict.fromkeys(way for role in roles for way in CHANNELS.get(role, ())))


def mail_unit_ids(official: Official) -> list[int]:
    """Units whose letters by e-mail the official receives."""
    reached = official.unit_ids(Permission.ENTER_OPINION)
    return [unit for unit in reached if Channel.EMAIL in _channels_at(official, unit)]


def _channels_at(official: Official, unit: int) -> list[Channel]:
    return channels_of(official.roles_over(Permission.ENTER_OPINION, MailboxLetter(unit_id=unit)))
