"""Villages keep their identity, heads have terms, agencies get work."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from doithoai.kit.errors import Invalid, NotAllowed
from doithoai.places.actions import (
    add_agency,
    add_village,
    end_term,
    ensure_posts,
    load_units,
    move_village,
    restore_agency,
    retire_agency,
    start_term,
)
from doithoai.places.models import Post, Term, Unit, VillagePlacement
from doithoai.places.queries import agencies_of, term_on, unit_of_village, villages_of
from doithoai.record.models import Entry
from doithoai.record.permissions import Permission

Units = dict[str, Unit]
JULY = date(2025, 7, 1)
TODAY = date(2026, 11, 24)


@dataclass
class Administrator:
    """Manages one unit, as the appointment of an administrator does."""

    unit: Unit
    mark: str = "administrator@phuthai"

    def may(self, permission: Permission, thing: Any) -> bool:
        if thing is None:
            return False
        return permission == Permission.MANAGE_OFFICE and bool(thing.unit_id == self.unit.pk)


@pytest.fixture
def phu_thai(units: Units) -> Unit:
    return units["phuthai"]


@pytest.fixture
def admin(phu_thai: Unit) -> Administrator:
    return Administrator(phu_thai)


@pytest.fixture
def post(phu_thai: Unit, admin: Administrator) -> Post:
    return ensure_posts(unit=phu_thai, by=admin)[1]


def test_only_an_administrator_of_the_unit_changes_it(units: Units, admin: Administrator) -> None:
    other = units["anthanh"]
    attempts: list[Any] = [
        lambda: add_village(unit=other, name="thôn Một", by=admin),
        lambda: add_agency(unit=other, name="Phòng Kinh tế", by=admin),
        lambda: ensure_posts(unit=other, by=admin),
        lambda: load_units(units=[], successions=[], by=admin),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()


def test_a_village_moves_and_its_past_stays(units: Units) -> None:
    old, new = units["hoabinh"], units["hanam"]
    village = add_village(unit=old, name="thôn  Bình Dân ", by=Administrator(old))
    move_village(village=village, to=new, on=JULY, by=Administrator(new))
    assert (village.name, village.key) == ("thôn Bình Dân", "hoabinh-binh-dan")
    assert unit_of_village(village, date(2025, 6, 30)) == old
    assert unit_of_village(village, JULY) == new
    assert list(villages_of(old, TODAY)) == []
    assert list(villages_of(new, TODAY)) == [village]
    moves = Entry.objects.filter(life="village", thing=village.pk).order_by("pk")
    assert [entry.move for entry in moves] == ["add", "move"]


def test_a_village_moves_only_where_and_when_it_can(units: Units, admin: Administrator) -> None:
    village = add_village(unit=admin.unit, name="thôn Đông", by=admin, since=JULY)
    anthanh = Administrator(units["anthanh"])
    with pytest.raises(Invalid):  # before it was there
        move_village(village=village, to=anthanh.unit, on=JULY, by=anthanh)
    with pytest.raises(Invalid):  # where it is
        move_village(village=village, to=admin.unit, on=TODAY, by=admin)
    gone = Administrator(units["kimlien"])
    with pytest.raises(Invalid):  # to a unit that is no more
        move_village(village=village, to=gone.unit, on=TODAY, by=gone)


def test_villages_stand_in_order_and_names_are_new(admin: Administrator) -> None:
    names = ["Thôn 10", "thôn Đông", "thôn An", "Thôn 2", "thôn Dưỡng"]
    for name in names:
        add_village(unit=admin.unit, name=name, by=admin)
    assert [village.name for village in villages_of(admin.unit, TODAY)] == [
        "Thôn 2", "Thôn 10", "thôn An", "thôn Dưỡng", "thôn Đông",
    ]  # fmt: skip
    with pytest.raises(Invalid):
        add_village(unit=admin.unit, name="Thôn 2", by=admin)
    with pytest.raises(Invalid, match="thôn Đông"):
        add_village(unit=admin.unit, name="thôn Đống", by=admin)
    twin = add_village(unit=admin.unit, name="thôn Đống", by=admin, is_another=True)
    assert twin.key == "phuthai-dong-2"


@pytest.mark.parametrize("name", ["", "  ", "\x00", "a" * 121, "a" + "\u0301" * 20])
def test_names_that_are_none_are_refused(admin: Administrator, name: str) -> None:
    with pytest.raises(Invalid):
        add_village(unit=admin.unit, name=name, by=admin)


def test_agencies_of_a_unit(admin: Administrator) -> None:
    agency = add_agency(unit=admin.unit, name="Phòng Kinh tế", by=admin)
    assert agency.key == "phuthai-phong-kinh-te"
    assert list(agencies_of(admin.unit)) == [agency]
    for name, kind in (("Phòng Kinh tế", "department"), ("Phòng Khác", "guild")):
        with pytest.raises(Invalid):
            add_agency(unit=admin.unit, name=name, kind=kind, by=admin)


@pytest.mark.parametrize(
    ("key", "titles"),
    [
        ("kimthanh", ("Bí thư Đảng ủy xã Kim Thành", "Chủ tịch UBND xã Kim Thành")),
        ("phuthai-tt", ("Bí thư Đảng ủy thị trấn Phú Thái", "Chủ tịch UBND thị trấn Phú Thái")),
        ("kimthanh-huyen", ("Bí thư Huyện ủy Kim Thành", "Chủ tịch UBND huyện Kim Thành")),
        ("hd", ("Bí thư Tỉnh ủy Hải Dương", "Chủ tịch UBND tỉnh Hải Dương")),
        ("hp", ("Bí thư Thành ủy Hải Phòng", "Chủ tịch UBND thành phố Hải Phòng")),
    ],
)
def test_heads_are_called_as_in_documents(units: Units, key: str, titles: tuple[str, str]) -> None:
    by = Administrator(units[key])
    posts = ensure_posts(unit=units[key], by=by)
    assert tuple(post.title for post in posts) == titles
    assert ensure_posts(unit=units[key], by=by) == posts


def test_terms_follow_each_other(post: Post, admin: Administrator) -> None:
    first = start_term(post=post, starts_on=JULY, by=admin)
    with pytest.raises(Invalid):
        start_term(post=post, starts_on=date(2026, 1, 1), by=admin)
    end_term(term=first, ends_on=date(2026, 1, 1), by=admin)
    second = start_term(post=post, holder=" Ông  A ", starts_on=date(2026, 1, 1), by=admin)
    assert second.holder == "Ông A"
    assert term_on(post, date(2025, 12, 31)) == first
    assert term_on(post, date(2026, 1, 1)) == second
    assert term_on(post, date(2025, 6, 30)) is None
    with pytest.raises(Invalid):
        start_term(post=post, starts_on=date(2025, 1, 1), ends_on=date(2025, 7, 2), by=admin)
    assert not Entry.objects.filter(facts__icontains="Ông").exists()  # no names in the history


def test_a_term_ends_after_it_starts_and_is_not_prolonged(post: Post, admin: Administrator) -> None:
    term = start_term(post=post, starts_on=JULY, ends_on=date(2030, 7, 1), by=admin)
    for day in (JULY, date(2031, 1, 1)):
        with pytest.raises(Invalid):
            end_term(term=term, ends_on=day, by=admin)
    with pytest.raises(Invalid):
        start_term(post=post, starts_on=date(2031, 1, 1), ends_on=date(2031, 1, 1), by=admin)
    assert end_term(term=term, ends_on=date(2027, 1, 1), by=admin).ends_on == date(2027, 1, 1)


def test_the_database_refuses_two_heads_and_two_places_on_one_day(
    post: Post, admin: Administrator
) -> None:
    Term.objects.create(post=post, starts_on=JULY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(post=post, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1))
    Term.objects.create(post=post, starts_on=date(2020, 1, 1), ends_on=JULY)
    village = add_village(unit=admin.unit, name="thôn Đông", by=admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        VillagePlacement.objects.create(village=village, unit=admin.unit, valid_from=JULY)


def test_a_retired_agency_gets_no_new_work_until_it_is_restored(
    phu_thai: Unit, admin: Administrator
) -> None:
    agency = add_agency(unit=phu_thai, name="Phòng Kinh tế", by=admin)
    retire_agency(agency, by=admin)
    retire_agency(agency, by=admin)
    assert list(agencies_of(phu_thai)) == []
    restore_agency(agency, by=admin)
    assert list(agencies_of(phu_thai)) == [agency]
    told = Entry.objects.filter(life="agency", thing=agency.pk).order_by("pk")
    assert [entry.move for entry in told] == ["add", "retire", "restore"]


def test_only_its_own_administrator_retires_an_agency(units: Units, phu_thai: Unit) -> None:
    agency = add_agency(unit=phu_thai, name="Phòng Kinh tế", by=Administrator(phu_thai))
    for verb in (retire_agency, restore_agency):
        with pytest.raises(NotAllowed):
            verb(agency, by=Administrator(units["anthanh"]))
