"""How to reach the people of a table: what the preview passes is kept, and else nobody looks."""

from typing import Any

import pytest

from doithoai.kit.time import today
from doithoai.opinions.actions.tables import import_table
from doithoai.opinions.models import Opinion
from doithoai.opinions.table.lines import read_table
from doithoai.opinions.table.preview import TablePreview, preview_table
from doithoai.people.actions.vault import opened_identity
from tests.factories import Commune, make_commune
from tests.opinions.table.test_tables import book

pytestmark = pytest.mark.django_db
HEADER = ("Họ và tên", "SĐT", "Email", "Nội dung")


@pytest.fixture
def commune() -> Commune:
    return make_commune()


def preview(commune: Commune, *people: tuple[Any, ...], with_contacts: bool = True) -> TablePreview:
    rows = [(*person, f"Đường hỏng {n}.") for n, person in enumerate(people)]
    table = read_table(book(HEADER, *rows), today=today())
    return preview_table(table, commune.unit, with_contacts=with_contacts)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (912345678, "0912345678"),
        ("900000002", "0900000002"),
        ("0084 912 345 678", "0912345678"),
        ("+84912345678", "0912345678"),
        ("84.912.345.678", "0912345678"),
        (84912345678, "0912345678"),
        ("(0220) 3.821.234", "02203821234"),
        (2203821234, "02203821234"),
        ("0912 345 678", "0912345678"),
        ("01666123456", "0366123456"),
        (1201234567, "0701234567"),
        ("0912345678 (con trai)", "0912345678"),
        ("nhà: 0912345678", "0912345678"),
        ("0912345678/0987654321", "0912345678"),
        ("0912345678 0987654321", "0912345678"),
        ("0912345678 - 0987654321", "0912345678"),
        ("không có", ""),
        ("gọi sau 17h", ""),
        ("-", ""),
    ],
)
def test_a_number_is_kept_as_it_is_dialled_whatever_stands_beside_it(
    commune: Commune, cell: object, number: str
) -> None:
    looked_at = preview(commune, ("Bà Lúa", cell, ""))
    assert not looked_at.problems
    assert import_table(looked_at, unit=commune.unit, by=commune["office"]) == 1
    identity = Opinion.objects.get().identity
    assert identity
    assert opened_identity(identity).phone == number


@pytest.mark.parametrize(
    ("person", "column"),
    [
        (("Bà Lúa", "09123", ""), "Điện thoại"),
        (("Bà Lúa", "0912345678901", ""), "Điện thoại"),
        (("Bà Lúa", "", "lua@"), "Thư điện tử"),
        (("Bà " + "Lúa " * 40, "", ""), "Họ tên"),
    ],
)
def test_what_cannot_be_kept_is_a_problem_of_its_row_and_none_when_nobody_is_kept(
    commune: Commune, person: tuple[str, ...], column: str
) -> None:
    good = ("Ông Đồng", "0912345678", "dong@example.vn")
    [problem] = preview(commune, good, person).problems
    assert (problem.row_number, problem.column) == (3, column)
    unkept = preview(commune, good, person, with_contacts=False)
    assert not unkept.problems
    assert import_table(unkept, unit=commune.unit, by=commune["office"]) == 2
    assert not Opinion.objects.exclude(identity=None).exists()


def test_what_is_not_kept_of_a_cell_is_said(commune: Commune) -> None:
    looked_at = preview(
        commune,
        ("A", "0912345678/0987654321", ""),
        ("B", "0912345678", "lua.gmail.com"),
        ("C", "gọi 0912 sau 17h", ""),
        ("D", "không có", "không có"),
    )
    assert not looked_at.problems
    assert [remark.row_number for remark in looked_at.remarks] == [2, 3, 4]
    assert not preview(commune, ("A", "gọi sau 17h", ""), with_contacts=False).remarks
