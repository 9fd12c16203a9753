"""Finding the unit that a person means by what was written."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doithoai.kit.errors import Invalid
from doithoai.places.models import Unit
from doithoai.places.queries import search_units, unit_on
from tests.places.conftest import load_kim_thanh

Units = dict[str, Unit]
IN_2018 = date(2018, 12, 6)
IN_2025 = date(2025, 1, 15)
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Xã Kim Khê", "kimkhe"),
        ("kim khe", "kimkhe"),
        ("Xã Cộng Hoà ", "conghoa"),
        ("xã Cộng Hòa", "conghoa"),
        ("cong hoa", "conghoa"),
        ("CỘNG  HOÀ", "conghoa"),
        ("TT Phú Thái", "phuthai-tt"),
        ("tt. phu thai", "phuthai-tt"),
        ("X.Kim Khê", "kimkhe"),
        ("10789", "kimkhe"),
        ("kimkhe", "kimkhe"),
        ("Kim Khê, huyện Kim Thành, tỉnh Hải Dương", "kimkhe"),
        ("Kim Thành", "kimthanh-huyen"),
        ("huyện-Kim-Thành", "kimthanh-huyen"),
        ("TP Hải Phòng", "hp-old"),
    ],
)
def test_what_people_write_finds_the_unit_of_that_day(units: Units, text: str, key: str) -> None:
    assert unit_on(text, IN_2018).key == key


def test_one_name_is_the_district_then_and_the_commune_now(units: Units) -> None:
    assert unit_on("Kim Thành", date(2025, 6, 30)).key == "kimthanh-huyen"
    assert unit_on("Kim Thành", date(2025, 7, 1)).key == "kimthanh"
    assert unit_on("Kim Thành", TODAY, tier="commune").key == "kimthanh"
    with pytest.raises(Invalid):
        unit_on("Kim Thành", TODAY, tier="district")


def test_one_code_is_another_unit_at_another_time(units: Units) -> None:
    assert [unit_on("10756", day).key for day in (IN_2018, IN_2025, TODAY)] == [
        "conghoa", "laikhe-2024", "laikhe",
    ]  # fmt: skip


def test_a_name_outside_its_time_says_when_it_was(units: Units) -> None:
    assert unit_on("Xã Hòa Bình", IN_2025).key == "hoabinh"
    with pytest.raises(Invalid, match=r"Xã Hòa Bình \(1/12/2024 – 1/7/2025\)"):
        unit_on("Xã Hòa Bình", IN_2018)


def test_several_units_of_one_name_are_told_apart_by_what_is_above(units: Units) -> None:
    district = Unit.objects.create(
        key="chi-linh", code="290", name="Thành phố Chí Linh", type="thanh_pho", tier="district",
        parent=units["hd"], valid_to=date(2025, 7, 1),
    )  # fmt: skip
    other = Unit.objects.create(
        key="conghoa-chi-linh", code="10603", name="Phường Cộng Hòa", type="phuong",
        tier="commune", parent=district, valid_to=date(2025, 7, 1),
    )  # fmt: skip
    with pytest.raises(Invalid) as refusal:
        unit_on("Cộng Hòa", IN_2018)
    assert "Xã Cộng Hòa, Huyện Kim Thành, Tỉnh Hải Dương" in str(refusal.value)
    assert "Phường Cộng Hòa, Thành phố Chí Linh, Tỉnh Hải Dương" in str(refusal.value)
    assert unit_on("Cộng Hòa", IN_2018, within=units["kimthanh-huyen"]).key == "conghoa"
    assert unit_on("Cộng Hòa, TP Chí Linh", IN_2018) == other
    assert unit_on("P. Cộng Hoà", IN_2018) == other


def test_marks_that_were_written_decide(units: Units) -> None:
    Unit.objects.create(
        key="kim-khe-khac", code="10999", name="Xã Kim Khế", type="xa", tier="commune",
        parent=units["kimthanh-huyen"],
    )  # fmt: skip
    assert unit_on("Xã Kim Khê", IN_2018).key == "kimkhe"
    assert unit_on("Xã Kim Khế", IN_2018).key == "kim-khe-khac"
    with pytest.raises(Invalid):
        unit_on("xa kim khe", IN_2018)


@pytest.mark.parametrize("text", ["", "   ", ",", "…", "Xã", "%", "kim_khe", "Atlantis"])
def test_what_names_nothing_is_refused_with_a_sentence(units: Units, text: str) -> None:
    with pytest.raises(Invalid):
        unit_on(text, IN_2018)


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=40))
def test_any_text_is_answered_or_refused(text: str) -> None:
    try:
        search_units(text)
        unit_on(text, IN_2018)
    except Invalid:
        pass


def test_search_knows_old_and_new_names_and_who_answers_today(units: Units) -> None:
    found = search_units("kim khe")
    assert [(one.unit.key, one.today.key) for one in found] == [("kimkhe", "phuthai")]
    assert found[0].unit.valid_to == date(2019, 12, 1)
    assert found[0].today.full_name == "Xã Phú Thái, Thành phố Hải Phòng"


def test_search_ranks_the_whole_name_then_its_beginning_then_the_rest(units: Units) -> None:
    keys = [one.unit.key for one in search_units("Kim")]
    assert keys[0] == "kimthanh"  # of today, before those of the past that begin alike
    assert [one.unit.key for one in search_units("phú thái")] == ["phuthai", "phuthai-tt"]
    assert [one.unit.key for one in search_units("thành")][:2] == ["anthanh", "kimthanh"]


def test_search_may_be_held_to_a_day_and_to_a_number(units: Units) -> None:
    assert [one.unit.key for one in search_units("lai khê", on=IN_2025)] == ["laikhe-2024"]
    assert len(search_units("kim", limit=3)) == 3
    assert search_units("  ") == []


def test_search_takes_three_queries_whatever_it_finds(
    units: Units, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(search_units("i")) == 20


def test_loading_anew_finds_the_same(units: Units) -> None:
    assert load_kim_thanh().keys() == units.keys()


@pytest.mark.parametrize(
    "text",
    ["Cộng Hoà, Kim Thành", "xã cong hoa, huyện kim thành, hai duong", "Cộng Hòa, Hải Dương,"],
)
def test_a_name_is_found_as_it_stands_in_an_address(units: Units, text: str) -> None:
    assert [one.unit.key for one in search_units(text)] == ["conghoa"]


def test_a_name_below_another_unit_is_not_found(units: Units) -> None:
    assert search_units("Cộng Hòa, Hải Phòng") == []
