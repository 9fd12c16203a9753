"""Values that only a register of dialogues has: the level, the chair."""

import re
from typing import Final, Literal

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.cells import folded, short_text_of
from doithoai.kit.tables.sheet import Cell

Level = Literal["district", "commune", "province"]
ChairKind = Literal["party", "government"]

MAX_NOTICE: Final = 40

_LEVELS: Final[dict[str, Level]] = {
    **dict.fromkeys(("xa", "phuong", "thi tran", "dac khu", "co so"), "commune"),
    **dict.fromkeys(("huyen", "quan", "thi xa"), "district"),
    **dict.fromkeys(("tinh", "thanh pho truc thuoc trung uong"), "province"),
}
_PARTY = re.compile(r"\b(bi thu|dang uy|huyen uy|tinh uy|thanh uy|quan uy|thi uy)\b")
_GOVERNMENT = re.compile(r"\b(chu tich (xa|huyen|tinh|phuong)|ubnd|uy ban nhan dan)\b")


def level_of(cell: Cell) -> Level:
    text = short_text_of(cell)
    level = _LEVELS.get(folded(text).removeprefix("cap "))
    if level is None:
        raise Invalid(_("“%(text)s” is no level. Write xã, huyện or tỉnh.") % {"text": text})
    return level


def chair_kind_of(cell: Cell) -> ChairKind:
    """Whether the head of the Party committee or of the government chaired; the first named."""
    text = short_text_of(cell)
    party, government = _PARTY.search(folded(text)), _GOVERNMENT.search(folded(text))
    if party and (not government or party.start() < government.start()):
        return "party"
    if government:
        return "government"
    raise Invalid(
        _("“%(text)s”: write the post of the chair, such as Bí thư Đảng ủy or Chủ tịch UBND.")
        % {"text": text}
    )
