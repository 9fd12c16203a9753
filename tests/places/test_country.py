"""The whole country as it is shipped, together with what Kim Thành knows better."""

import lzma
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from doithoai.kit.errors import Invalid, NotAllowed
from doithoai.people.roles import RoleName
from doithoai.places.actions import load_units, take_over_units
from doithoai.places.country import DATA, read_country
from doithoai.places.management.terminal import Terminal
from doithoai.places.models import Succession, Unit
from doithoai.places.queries import (
    chosen_units,
    today_map,
    today_of,
    unit_on,
    units_to_begin_with,
)
from tests.factories import make_commune
from tests.places.conftest import load_kim_thanh
from tools.country import files_of, read_package

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


def test_shipped_files_are_those_that_the_source_gives() -> None:
    for name, content in files_of(read_package()).items():
        shipped = lzma.decompress((DATA / name).read_bytes())
        assert shipped == lzma.decompress(content), name


def test_units_of_one_name_are_told_apart_by_their_province() -> None:
    named = [unit.full_name for unit in units_to_begin_with("tan phu")]
    assert {"Xã Tân Phú, Tỉnh Đồng Nai", "Xã Tân Phú, Tỉnh Đồng Tháp"} <= set(named)
    assert len(named) == len(set(named))
    (only,) = units_to_begin_with("tan phu, dong nai")
    assert only.full_name == "Xã Tân Phú, Tỉnh Đồng Nai"
    assert units_to_begin_with("phuong hoan kiem")[0].full_name == (
        "Phường Hoàn Kiếm, Thành phố Hà Nội"
    )
    assert units_to_begin_with("không có đâu") == units_to_begin_with("  ,") == []


def test_what_is_known_here_is_not_offered_twice() -> None:
    known = load_kim_thanh()["kimthanh"]
    assert units_to_begin_with("kim thanh, hai phong") == [known]
    assert [unit.key for unit in chosen_units(["kimthanh", "xa-kim-thanh-10804", "?"])] == [
        "kimthanh"
    ]


def test_a_unit_comes_with_what_lies_above_it_and_what_became_it_and_nothing_else() -> None:
    wanted = units_to_begin_with("hoan kiem")[:1]
    (taken,) = take_over_units(wanted, by=Terminal())
    assert taken.full_name == "Phường Hoàn Kiếm, Thành phố Hà Nội"
    assert unit_on("phường Hàng Bạc", LAST_DAY).full_name == (
        "Phường Hàng Bạc, Quận Hoàn Kiếm, Thành phố Hà Nội"
    )
    assert today_of(unit_on("phường Hàng Bạc", LAST_DAY)) == taken
    assert Unit.objects.filter(valid_to=None).count() == 2
    assert Unit.objects.count() < 30
    everything = set(Unit.objects.values_list("pk", "key"))
    assert take_over_units(wanted, by=Terminal()) == [taken]  # chosen in two windows
    assert set(Unit.objects.values_list("pk", "key")) == everything


def test_nobody_of_one_unit_takes_over_another() -> None:
    clerk = make_commune()[RoleName.ADMINISTRATOR]
    with pytest.raises(NotAllowed):
        take_over_units(units_to_begin_with("hoan kiem"), by=clerk)
    assert not Unit.objects.filter(folded_name="hoan kiem").exists()
