"""Words of administrative units: which types there are, on which tier, and how a name is read."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.kit.vietnamese import fold


class Tier(models.TextChoices):
    """Districts are history: there are none from 1/7/2025 on."""

    PROVINCE = "province", _("province")
    DISTRICT = "district", _("district")
    COMMUNE = "commune", _("commune")


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


TIERS: Final[dict[UnitType, frozenset[Tier]]] = {
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

TYPE_WORDS: Final[dict[UnitType, str]] = {
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


def bare_name(name: str, unit_type: str) -> str:
    """“Xã Kim Khê” → “Kim Khê”; a name without its type word stays as it is."""
    word = TYPE_WORDS[UnitType(unit_type)]
    head, rest = name[: len(word)], name[len(word) :].strip()
    return rest if rest and fold(head) == fold(word) else name
