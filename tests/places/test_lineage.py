"""What became of units: history stays readable and rolls up to today."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from doithoai.kit.time import as_of
from doithoai.places.models import Succession, Unit
from doithoai.places.queries import (
    jurisdiction_ids,
    lineage,
    subtree_ids,
    territory_ids,
    today_map,
    today_of,
)

Units = dict[str, Unit]


def test_kim_khe_of_2018_is_answered_for_by_phu_thai(units: Units) -> None:
    assert units["kimkhe"].full_name == "Xã Kim Khê, Huyện Kim Thành, Tỉnh Hải Dương"
    assert today_of(units["kimkhe"]) == units["phuthai"]


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("tuanhung", "laikhe"),  # through Tuấn Việt, most of which went to Lai Khê
        ("kimtan", "anthanh"),
        ("binhdan", "hanam"),
        ("phucthanh", "phuthai"),
        ("hd", "hp"),
        ("phuthai", "phuthai"),
        ("kimthanh-huyen", "kimthanh-huyen"),  # districts have no successor
    ],
)
def test_everything_has_its_unit_of_today(units: Units, then: str, now: str) -> None:
    assert today_of(units[then]) == units[now]


def test_before_the_change_the_unit_of_that_day_answers(units: Units) -> None:
    with as_of(datetime(2022, 8, 18, tzinfo=UTC)):
        assert today_of(units["kimkhe"]) == units["kimlien"]
        assert jurisdiction_ids(units["kimlien"]) == _ids(units, "kimlien kimluong kimkhe")


def test_all_units_are_mapped_in_one_query(units: Units, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        mapped = today_map(unit.pk for unit in units.values())
    assert mapped.keys() == {unit.pk for unit in units.values()}
    assert mapped[units["camla"].pk] == units["kimthanh"].pk
    assert today_map([]) == {}


def test_a_circle_in_the_data_ends(units: Units) -> None:
    one, two = units["kimlien"], units["kimkhe"]
    Succession.objects.filter(predecessor=one).delete()
    Succession.objects.create(
        predecessor=one, successor=two, share="whole", is_default=True, on=date(2025, 7, 1)
    )
    assert today_of(one) in (one, two)
    assert jurisdiction_ids(one) == _ids(units, "kimlien kimkhe kimluong")
    assert lineage(one)


def test_a_unit_answers_for_those_it_follows_by_default(units: Units) -> None:
    assert jurisdiction_ids(units["phuthai"]) == _ids(
        units, "phuthai phuthai-tt kimxuyen phucthanh kimanh kimlien kimluong kimkhe"
    )
    assert jurisdiction_ids(units["namanphu"]) == _ids(units, "namanphu")  # only parts came


def test_lineage_tells_shares_all_the_way(units: Units) -> None:
    forebears = {one.unit.key: one for one in lineage(units["laikhe"])}
    assert forebears.keys() == {
        "laikhe-2024", "laivu", "conghoa", "vudung", "thuongvu", "codung",
        "tuanviet", "tuanhung", "viethung",
    }  # fmt: skip
    assert (forebears["conghoa"].share, forebears["conghoa"].depth) == ("whole", 2)
    assert (forebears["tuanhung"].share, forebears["tuanhung"].is_default) == ("part", True)
    assert forebears["tuanhung"].step.legal_basis == "NQ 788/NQ-UBTVQH14 (16/10/2019)"
    assert not {one.unit.key: one for one in lineage(units["kimthanh"])}["binhdan"].is_default
    assert lineage(units["kimkhe"]) == []


def test_a_district_of_the_past_has_all_communes_it_ever_had(units: Units) -> None:
    district = units["kimthanh-huyen"]
    assert len(subtree_ids(district)) == 1 + 27
    in_2018 = subtree_ids(district, date(2018, 12, 6))
    assert len(in_2018) == 1 + 21  # 1 township, 20 communes
    assert units["kimkhe"].pk in in_2018
    assert units["kimlien"].pk not in in_2018
    assert len(subtree_ids(district, date(2022, 8, 17))) == 1 + 18
    assert len(subtree_ids(district, date(2025, 1, 1))) == 1 + 14
    assert subtree_ids(units["hd"]) == {units["hd"].pk} | subtree_ids(district)


def test_todays_province_answers_for_what_was_in_another_one(units: Units) -> None:
    territory = territory_ids(units["hp"])
    past = "hd hp-old kimthanh-huyen kimkhe tuanhung tuanviet phuthai-tt"
    assert _ids(units, f"hp phuthai laikhe anthanh kimthanh {past}") <= territory
    assert territory_ids(units["kimthanh-huyen"]) == subtree_ids(units["kimthanh-huyen"])


def test_a_commune_that_went_to_another_province_is_answered_for_there(units: Units) -> None:
    elsewhere = Unit.objects.create(
        key="bn", code="27", name="Tỉnh Bắc Ninh", type="tinh", tier="province"
    )
    Unit.objects.filter(key="phuthai").update(parent=elsewhere)
    assert units["kimkhe"].pk in territory_ids(elsewhere)
    assert units["kimkhe"].pk not in territory_ids(units["hp"])


def test_the_database_keeps_one_default_successor(units: Units) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.filter(predecessor=units["vudung"]).update(is_default=True)


def test_the_database_keeps_code_and_first_day_apart(units: Units) -> None:
    copy = Unit.objects.get(key="kimkhe")
    copy.pk, copy.key = None, "kimkhe-lan-nua"
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(key="tuanviet").update(valid_to=date(2019, 12, 1))


def _ids(units: Units, keys: str) -> set[int]:
    return {units[key].pk for key in keys.split()}
