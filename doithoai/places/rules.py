"""Words of administrative units: types, tiers, how a written name is read, what posts are called.

The Vietnamese words here are data: official names as they stand in documents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doithoai.kit.vietnamese import fold, one_line, spelling


class Tier(models.TextChoices):
    """Districts are history: there are none from 1/7/2025 on."""

    PROVINCE = "province", pgettext_lazy("tier", "province")
    DISTRICT = "district", pgettext_lazy("tier", "district")
    COMMUNE = "commune", pgettext_lazy("tier", "commune")


class UnitType(models.TextChoices):
    PROVINCE = "tinh", _("Province")
    CITY = "thanh_pho", _("City")
    DISTRICT = "huyen", _("Rural district")
    URBAN_DISTRICT = "quan", _("Urban district")
    TOWN = "thi_xa", _("Town")
    TOWNSHIP = "thi_tran", _("Township")
    COMMUNE = "xa", _("Commune")
    WARD = "phuong", _("Ward")
    SPECIAL_ZONE = "dac_khu", _("Special zone")


class VillageKind(models.TextChoices):
    THON = "thon", _("village (thôn)")
    XOM = "xom", _("hamlet (xóm)")
    BAN = "ban", _("highland village (bản)")
    AP = "ap", _("hamlet (ấp)")
    BUON = "buon", _("highland village (buôn)")
    KHU_DAN_CU = "khu_dan_cu", _("residential area")
    TO_DAN_PHO = "to_dan_pho", _("residential group")
    KHU_PHO = "khu_pho", _("urban quarter (khu phố)")
    KHOM = "khom", _("urban quarter (khóm)")
    KHOI = "khoi", _("urban quarter (khối)")
    LANG = "lang", _("village (làng)")
    BON = "bon", _("highland village (bon)")
    SOC = "soc", _("Khmer village (sóc)")
    PHUM = "phum", _("Khmer hamlet (phum)")


TIERS: Final[dict[str, frozenset[Tier]]] = {
    UnitType.PROVINCE: frozenset({Tier.PROVINCE}),
    UnitType.CITY: frozenset({Tier.PROVINCE, Tier.DISTRICT}),
    UnitType.DISTRICT: frozenset({Tier.DISTRICT}),
    UnitType.URBAN_DISTRICT: frozenset({Tier.DISTRICT}),
    UnitType.TOWN: frozenset({Tier.DISTRICT}),
    UnitType.TOWNSHIP: frozenset({Tier.COMMUNE}),
    UnitType.COMMUNE: frozenset({Tier.COMMUNE}),
    UnitType.WARD: frozenset({Tier.COMMUNE}),
    UnitType.SPECIAL_ZONE: frozenset({Tier.COMMUNE}),
}
TYPE_WORDS: Final[dict[str, str]] = {
    UnitType.PROVINCE: "Tỉnh",
    UnitType.CITY: "Thành phố",
    UnitType.DISTRICT: "Huyện",
    UnitType.URBAN_DISTRICT: "Quận",
    UnitType.TOWN: "Thị xã",
    UnitType.TOWNSHIP: "Thị trấn",
    UnitType.COMMUNE: "Xã",
    UnitType.WARD: "Phường",
    UnitType.SPECIAL_ZONE: "Đặc khu",
}
VILLAGE_WORDS: Final[dict[str, str]] = {
    VillageKind.THON: "thôn",
    VillageKind.XOM: "xóm",
    VillageKind.BAN: "bản",
    VillageKind.AP: "ấp",
    VillageKind.BUON: "buôn",
    VillageKind.KHU_DAN_CU: "khu dân cư",
    VillageKind.TO_DAN_PHO: "tổ dân phố",
    VillageKind.KHU_PHO: "khu phố",
    VillageKind.KHOM: "khóm",
    VillageKind.KHOI: "khối",
    VillageKind.LANG: "làng",
    VillageKind.BON: "bon",
    VillageKind.SOC: "sóc",
    VillageKind.PHUM: "phum",
}
_SHORT_WORDS: Final[dict[str, str]] = {
    "t": UnitType.PROVINCE,
    "tp": UnitType.CITY,
    "h": UnitType.DISTRICT,
    "q": UnitType.URBAN_DISTRICT,
    "tx": UnitType.TOWN,
    "tt": UnitType.TOWNSHIP,
    "x": UnitType.COMMUNE,
    "p": UnitType.WARD,
    "dk": UnitType.SPECIAL_ZONE,
}
_READ_AS: Final = {fold(word): kind for kind, word in TYPE_WORDS.items()} | _SHORT_WORDS
_TYPED = re.compile(rf"({'|'.join(sorted(_READ_AS, key=len, reverse=True))})(?:\. ?| )(.+)")
_PARTY_COMMITTEES: Final[dict[str, str]] = {
    UnitType.PROVINCE: "Tỉnh ủy",
    UnitType.CITY: "Thành ủy",
    UnitType.DISTRICT: "Huyện ủy",
    UnitType.URBAN_DISTRICT: "Quận ủy",
    UnitType.TOWN: "Thị ủy",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a written name: ``folded`` is without the type word that was read."""

    folded: str
    type: str | None


def tidy_name(text: str) -> str:
    """NFC, straight apostrophes, single spaces; the place of the tone stays as it was given."""
    return one_line(text).replace("’", "'").replace("‘", "'")


def readings(text: str) -> Iterator[Reading]:
    """“TT. Phú Thái” is a township Phú Thái; “Xà Phiên” is a name, or a commune Phiên."""
    folded = fold(tidy_name(text))
    yield Reading(folded, None)
    if found := _TYPED.fullmatch(folded):
        yield Reading(found[2], _READ_AS[found[1]])


def has_marks(text: str) -> bool:
    return fold(text) != one_line(text).lower()


def is_spelled_like(text: str, name: str) -> bool:
    """Whether ``text`` ends in ``name`` with the same marks (“tt. Phú Thái”, “Phú Thái”)."""
    return f" {spelling(text.replace('.', '. '))}".endswith(f" {spelling(name)}")


def bare_name(name: str, unit_type: str) -> str:
    """“Xã Kim Khê” → “Kim Khê”; a name without its type word stays as it is."""
    return _without(TYPE_WORDS[unit_type], name)


def bare_village(name: str) -> str:
    """“thôn Phương Duệ” → “Phương Duệ”."""
    for word in VILLAGE_WORDS.values():
        if (bare := _without(word, name)) != name:
            return bare
    return name


def village_kind(name: str, otherwise: str) -> str:
    """The kind whose word the name begins with: “tổ dân phố số 3”; else ``otherwise``."""
    kinds = (kind for kind, word in VILLAGE_WORDS.items() if _without(word, name) != name)
    return next(kinds, otherwise)


def likeness(name: str) -> str:
    """Equal for names that may be one: “Luong Xa” and “Lương Xá”, “Y tế, xã” and “Y-tế xã”."""
    return "".join(letter for letter in fold(name) if letter.isalnum())


def within_sentence(name: str) -> str:
    """“Thôn Tam Đoài” → “thôn Tam Đoài”: the word of a kind is small where it is not the first."""
    words = (*VILLAGE_WORDS.values(), *TYPE_WORDS.values())
    has_kind = name.lower().startswith(tuple(f"{word.lower()} " for word in words))
    return name[0].lower() + name[1:] if has_kind else name


def with_unit(place: str, unit: str) -> str:
    """“Nhà văn hóa” → “Nhà văn hóa, xã Kim Thành”; a place that names its unit stays as it is."""
    if not place:
        return unit
    return place if unit.lower() in place.lower() else f"{place}, {within_sentence(unit)}"


def _without(word: str, name: str) -> str:
    head, rest = name[: len(word)], name[len(word) :]
    is_word = head.lower() == word.lower() or fold(head) == fold(word)
    return rest.strip() if rest.startswith(" ") and is_word else name


def party_title(unit_type: str, bare: str) -> str:
    """What the head of the Party committee of a unit is called."""
    if committee := _PARTY_COMMITTEES.get(unit_type):
        return f"Bí thư {committee} {bare}"
    return f"Bí thư Đảng ủy {TYPE_WORDS[unit_type].lower()} {bare}"


def government_title(unit_type: str, bare: str) -> str:
    """What the head of the government of a unit is called."""
    return f"Chủ tịch UBND {TYPE_WORDS[unit_type].lower()} {bare}"
