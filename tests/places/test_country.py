"""The whole country from the optional package, together with what Kim Thành knows better."""

import sys
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from doithoai.kit.errors import Invalid
from doithoai.places.actions import load_units
from doithoai.places.country import read_country
from doithoai.places.management.terminal import Terminal
from doithoai.places.models import Succession, Unit
from doithoai.places.queries import today_map, today_of, unit_on
from tests.places.conftest import load_kim_thanh

pytestmark = pytest.mark.django_db

LAST_DAY = date(2025, 6, 30)
TODAY = date(2026, 11, 24)


def import_country() -> str:
    told = StringIO()
    call_command("import_country", stdout=told)
    return told.getvalue()


@pytest.mark.long
def test_the_whole_country_joins_what_is_known() -> None:
    before = {key: unit.pk for key, unit in load_kim_thanh().items()}
    steps_before = set(Succession.objects.values_list("pk", "is_default", "legal_basis"))
    import_country()

    assert {unit.key: unit.pk for unit in Unit.objects.filter(key__in=before)} == before
    assert steps_before <= set(Succession.objects.values_list("pk", "is_default", "legal_basis"))
    today = Unit.objects.filter(valid_to__isnull=True)
    assert today.filter(tier="commune").count() == 3_321
    assert today.filter(tier="province").count() == 34
    past = Unit.objects.filter(valid_to=date(2025, 7, 1))
    assert {tier: past.filter(tier=tier).count() for tier in ("province", "district")} == {
        "province": 63, "district": 696,
    }  # fmt: skip
    assert past.filter(tier="commune").count() == 10_035
    assert past.filter(code="10768").count() == 1  # Tuấn Việt, known since 1/12/2019

    _every_old_commune_has_its_unit_of_today()
    _names_find_their_units()
    assert "Không có gì thay đổi" in import_country()


def _every_old_commune_has_its_unit_of_today() -> None:
    old = Unit.objects.filter(valid_to__isnull=False, tier="commune").values_list("pk", flat=True)
    now = set(today_map(old).values())
    assert not Unit.objects.filter(pk__in=now, valid_to__isnull=False).exists()


def _names_find_their_units() -> None:
    assert unit_on("Kim Thành, Hải Phòng", TODAY).key == "kimthanh"
    assert unit_on("xã Hòa Bình, Kim Thành, Hải Dương", LAST_DAY).key == "hoabinh"
    district = unit_on("huyen kim thanh", LAST_DAY)
    assert unit_on("Hoà Bình", LAST_DAY, within=district).key == "hoabinh"
    with pytest.raises(Invalid, match="…"):
        unit_on("xã Hòa Bình", LAST_DAY)
    island = unit_on("Huyện Bạch Long Vĩ", LAST_DAY)
    assert today_of(island).name == "Đặc khu Bạch Long Vĩ"


def test_what_kim_thanh_knows_better_refines_the_country() -> None:
    load_hai_duong_and_hai_phong()
    tuan_viet = unit_on("Tuấn Việt", LAST_DAY)
    load_kim_thanh()
    tuan_viet.refresh_from_db()
    assert tuan_viet.valid_from == date(2019, 12, 1)
    assert today_of(unit_on("Kim Khê", date(2018, 12, 6))) == unit_on("xã Phú Thái", TODAY)
    assert unit_on("Lai Khê, Kim Thành", LAST_DAY).valid_from == date(2024, 12, 1)
    everything = set(Unit.objects.values_list("pk", "key", "valid_from"))
    load_kim_thanh()
    load_hai_duong_and_hai_phong()
    assert set(Unit.objects.values_list("pk", "key", "valid_from")) == everything


def load_hai_duong_and_hai_phong() -> None:
    country = read_country()
    units = {row.key: row for row in country.units.values() if row.code in {"30", "31"}}
    for row in country.units.values():  # parents come before their children
        if row.parent_key in units:
            units[row.key] = row
    steps = [row for row in country.successions if {row.from_key, row.to_key} <= units.keys()]
    load_units(units=list(units.values()), successions=steps, by=Terminal(), may_change=False)


def test_without_the_package_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vietnamadminunits", None)  # as Python marks what is not there
    with pytest.raises(CommandError, match=r"doithoai\[country\]"):
        import_country()
