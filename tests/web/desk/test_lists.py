"""Every list of the desk leaves it as it is filtered: as .xlsx and on paper, noted in the log."""

import re
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from doithoai.opinions.actions.redaction import redact_opinion
from doithoai.opinions.models import Opinion
from doithoai.people.contacts import Contact
from doithoai.people.models import SecurityEvent, SecurityKind
from doithoai.people.roles import RoleName as R
from doithoai.web.desk import lists
from tests.factories import (
    Commune,
    enter_opinion,
    make_commitment,
    make_matter,
    make_opinion,
)
from tests.web.desk.conftest import SignIn

SOMEBODY = Contact(name="Nguyễn Thị Zúy", phone="0987654321", consent=True)
LISTS = {
    "desk:opinions": (R.OFFICE, {}),
    "desk:matters": (R.FRONT, {}),
    "desk:rounds": (R.FRONT, {}),
    "desk:dialogues": (R.COUNCIL, {}),
    "desk:conclusions": (R.PARTY_HEAD, {}),
    "desk:commitments": (R.AGENCY, {}),
    "desk:security": (R.INSPECTION, {}),
    "desk:places": (R.ADMINISTRATOR, {"list": "villages"}),
}


def sheet(answer: Any, number: int) -> list[list[Any]]:
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content_of_file))
    return book.get_sheet_by_index(number).to_python()


def rows(answer: Any) -> list[list[Any]]:
    return sheet(answer, 0)


def about(answer: Any) -> dict[str, Any]:
    return dict(sheet(answer, 1))


def take(client: Client, page: str, **query: Any) -> Any:
    """Read to its end, as a browser does."""
    answer = client.get(reverse(page), {"as": "xlsx", **query})
    if answer.status_code == 200:
        answer.content_of_file = answer.getvalue()  # type: ignore[attr-defined]
    return answer


@pytest.mark.parametrize("page", LISTS)
def test_each_list_can_be_taken_out_and_its_page_says_where(
    commune: Commune, sign_in: SignIn, page: str
) -> None:
    make_commitment(commune)
    role, which = LISTS[page]
    client = sign_in(commune, role)
    shown = client.get(reverse(page)).content.decode()
    assert "as=xlsx" in shown
    assert "as=print" in shown
    told = about(take(client, page, **which))
    assert commune.unit.name in told["Cơ quan, đơn vị"] or role == R.AGENCY
    paper = client.get(reverse(page), {"as": "print", **which}).content.decode()
    assert "<thead>" in paper
    events = SecurityEvent.objects.filter(kind=SecurityKind.LIST_TAKEN, about=page)
    assert [one.account for one in events] == [commune[role].user] * 2


@pytest.mark.parametrize("page", [*LISTS, "desk:find"])
def test_what_no_page_offers_is_refused(commune: Commune, sign_in: SignIn, page: str) -> None:
    role = LISTS.get(page, (R.OFFICE, {}))[0]
    client = sign_in(commune, role)
    for query in ({"as": "csv"}, {"anything": "1"}):
        assert client.get(reverse(page), query).status_code == 422, query
    assert not SecurityEvent.objects.filter(kind=SecurityKind.LIST_TAKEN).exists()


def test_the_file_holds_what_the_filter_leaves_and_says_the_filter(
    commune: Commune, sign_in: SignIn
) -> None:
    office = sign_in(commune, R.OFFICE)
    make_matter(commune)
    enter_opinion(commune, "Đèn đường tắt.")
    make_opinion(commune, "Rác bốc mùi.")
    taken = take(office, "desk:opinions", state="received", channel="paper")
    head, *found = rows(taken)
    assert [row[head.index("Nội dung ý kiến")] for row in found] == ["Đèn đường tắt."]
    told = about(take(office, "desk:opinions", state="received", channel="paper"))
    assert told["Trạng thái"] == "Đã nhận"
    assert told["Số dòng"] == 1
    assert isinstance(told["Tính đến ngày"], date)
    event = SecurityEvent.objects.filter(kind=SecurityKind.LIST_TAKEN).latest("id")
    assert event.number == 1
    assert event.asked == "state=received&channel=paper"


def test_words_that_look_like_a_formula_stay_words(commune: Commune, sign_in: SignIn) -> None:
    make_opinion(commune, '=HYPERLINK("http://example.com","xem")')
    taken = take(sign_in(commune, R.OFFICE), "desk:opinions")
    with ZipFile(BytesIO(taken.content_of_file)) as parts:
        drawn = parts.read("xl/worksheets/sheet1.xml").decode()
        looks = re.findall(r"<xf [^>]*>", parts.read("xl/styles.xml").decode().split("cellXfs")[1])
    assert not re.search("<f>|<hyperlink", drawn)
    found = re.search(r'<c r="\w+" s="(\d+)" t="inlineStr"><is><t>=HYPERLINK', drawn)
    assert found
    assert 'quotePrefix="1"' in looks[int(found[1])]  # stays text when the cell is edited


def test_days_are_days_and_numbers_are_numbers(commune: Commune, sign_in: SignIn) -> None:
    make_commitment(commune)
    head, row = rows(take(sign_in(commune, R.OFFICE), "desk:matters"))
    assert isinstance(row[head.index("Ngày nhận")], date)
    assert row[head.index("Số lượt ý kiến")] == 1


def test_the_front_takes_out_no_name_and_nothing_that_is_not_decided(
    commune: Commune, sign_in: SignIn
) -> None:
    enter_opinion(commune, "Chưa quyết định.", contact=SOMEBODY)
    matter = make_matter(commune)
    said = matter.opinions.get()
    Opinion.objects.filter(pk=said.pk).update(text="Gọi tôi số 0912 345 678 nhé.")
    told = rows(take(sign_in(commune, R.FRONT), "desk:opinions", state="all"))
    words = str(told)
    assert len(told) == 2
    assert "345 678" not in words
    assert "Chưa quyết định" not in words
    whole = str(rows(take(sign_in(commune, R.OFFICE), "desk:opinions", state="all")))
    assert "345 678" in whole
    assert SOMEBODY.name not in whole
    assert SOMEBODY.phone not in whole


def test_redacted_words_leave_redacted(commune: Commune, sign_in: SignIn) -> None:
    opinion = make_opinion(commune, "Ông Tư ở cuối xóm lấn đường.")
    redact_opinion(opinion, by=commune[R.OFFICE], text="Có người lấn đường.", reason="Nêu tên.")
    assert "Ông Tư" not in str(rows(take(sign_in(commune, R.OFFICE), "desk:opinions")))


def test_another_unit_takes_out_nothing_of_this_one(
    commune: Commune, other: Commune, sign_in: SignIn
) -> None:
    make_matter(commune, "Bãi rác La Giang")
    client = sign_in(other, R.OFFICE)
    assert len(rows(take(client, "desk:matters"))) == 1
    assert len(rows(take(client, "desk:opinions", state="all"))) == 1


def test_who_does_not_read_the_security_log_takes_none_out(
    commune: Commune, sign_in: SignIn
) -> None:
    assert take(sign_in(commune, R.OFFICE), "desk:security").status_code == 403


def test_copies_are_taken_out_too(commune: Commune, sign_in: SignIn) -> None:
    for _ in range(3):
        make_opinion(commune)
    assert len(rows(take(sign_in(commune, R.OFFICE), "desk:opinions"))) == 4


def test_a_list_that_is_too_long_says_so(
    commune: Commune, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(lists.MOST, "xlsx", 2)
    monkeypatch.setitem(lists.MOST, "print", 2)
    for number in range(3):
        make_opinion(commune, f"Việc số {number}.")
    office = sign_in(commune, R.OFFICE)
    assert len(rows(take(office, "desk:opinions"))) == 3
    assert "3 dòng" in about(take(office, "desk:opinions"))["Chưa đủ"]
    paper = office.get(reverse("desk:opinions"), {"as": "print"}).content.decode()
    assert "3 dòng" in paper


def test_the_log_tells_who_took_what_out(commune: Commune, sign_in: SignIn) -> None:
    take(sign_in(commune, R.OFFICE), "desk:matters", field="irrigation_drainage")
    page = sign_in(commune, R.INSPECTION).get(reverse("desk:security"), {"kind": "list_taken"})
    shown = page.content.decode()
    assert "Lấy danh sách ra khỏi hệ thống" in shown
    assert str(commune[R.OFFICE].user) in shown
    assert "field=irrigation_drainage" in shown
