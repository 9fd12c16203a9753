"""The words of ordinary people: one topic said by many, each in their own way."""

from collections.abc import Iterator
from itertools import cycle
from random import Random
from uuid import UUID

from doithoai.opinions.models import Channel
from doithoai.places.models import Village
from doithoai.sample.plan import Topic

_OPENERS: dict[str, tuple[str, ...]] = {
    Channel.WEB: (
        "",
        "",
        "Kính gửi xã, ",
        "Cho tôi góp ý: ",
        "Em xin phản ánh: ",
        "ý kiến thôi ạ, ",
    ),
    Channel.PHONE: ("Người dân gọi điện báo: ", "Qua điện thoại: "),
    Channel.PAPER: ("Kính gửi UBND xã. ", "Chúng tôi là các hộ ở {thon}. ", "Đơn đề nghị. "),
    Channel.FRONT: ("Bà con {thon} phản ánh qua Mặt trận: ", "Ý kiến ở hội nghị thôn: ", ""),
    Channel.VILLAGE_HEAD: ("Bà con {thon} nhờ tôi nói hộ: ", "Trưởng thôn ghi lại: ", ""),
    Channel.MEETING: ("Thưa các đồng chí, ", "Tôi ở {thon}. ", "Tôi xin nói thẳng. ", ""),
}
_CLOSERS: dict[str, tuple[str, ...]] = {
    Channel.WEB: ("", "", " Mong sớm có trả lời.", " Cảm ơn xã.", " Đã phản ánh một lần rồi."),
    Channel.PHONE: ("", " Đề nghị báo lại kết quả."),
    Channel.PAPER: (" Rất mong được xem xét.", " Chúng tôi xin cảm ơn.", ""),
    Channel.FRONT: ("", " Đề nghị đưa ra đối thoại."),
    Channel.VILLAGE_HEAD: ("", " Thôn đã họp, ai cũng nhất trí."),
    Channel.MEETING: ("", " Xin hết.", " Mong các anh trả lời rõ bao giờ xong."),
}
_CHANNELS = (
    Channel.WEB,
    Channel.FRONT,
    Channel.WEB,
    Channel.VILLAGE_HEAD,
    Channel.WEB,
    Channel.PAPER,
    Channel.FRONT,
    Channel.PHONE,
)


class Voices:
    """Gives each voice its channel and its words; the same every time it is played."""

    def __init__(self) -> None:
        self._chance = Random(1)  # noqa: S311 - a script, not a secret
        self._channels = cycle(_CHANNELS)
        self._sayings: dict[int, Iterator[str]] = {}

    def key(self) -> UUID:
        return UUID(int=self._chance.getrandbits(128), version=4)

    def channel(self) -> str:
        return next(self._channels)

    def minutes(self, most: int) -> int:
        return self._chance.randrange(most)

    def words(self, core: str, village: Village, channel: str) -> str:
        """What was meant (``core``) with the greeting and the end that this channel brings."""
        opener = self._chance.choice(_OPENERS[channel])
        closer = self._chance.choice(_CLOSERS[channel])
        if opener.endswith((": ", ", ")):
            core = core[0].lower() + core[1:] if opener.endswith(", ") else core
        return spoken(opener, village) + core + closer

    def core(self, topic: Topic, village: Village) -> str:
        """The next way in which the topic is said, without greeting."""
        ways = self._sayings.setdefault(topic.no, cycle(topic.says))
        return spoken(next(ways), village)


def spoken(text: str, village: Village) -> str:
    name = village.name
    return text.replace("{thon}", name[0].lower() + name[1:])
