"""What is kept of an author: covered at first, put right, and erased without asking anybody."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.kit.errors import WrongState
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.redaction import find_caller, reveal_author
from doithoai.opinions.models import DataRequest, Opinion
from doithoai.opinions.queries.telling import opinions_to_tell
from doithoai.people.actors import Visitor
from doithoai.people.contacts import Contact
from doithoai.people.models import Identity
from doithoai.people.roles import RoleName
from tests.factories import Commune

NAME, PHONE = "Nguyễn Thị Lúa", "0987654321"
SAID = "Kênh tiêu bồi lắng, mưa là ngập."


@pytest.fixture
def receipt(commune: Commune) -> str:
    _opinion, receipt = record_opinion(
        by=Visitor(), client_key=uuid.uuid4(), unit=commune.unit, text=SAID,
        contact=Contact(NAME, PHONE, consent=True), tell_by="sms",
    )  # fmt: skip
    return receipt


def page(visitor: Client, receipt: str) -> str:
    return visitor.get(reverse("my_data", args=[receipt])).content.decode()


def test_name_and_number_are_covered_until_they_are_asked_for(
    receipt: str, visitor: Client
) -> None:
    covered = page(visitor, receipt)
    assert NAME not in covered
    assert PHONE not in covered
    answer = visitor.post(reverse("my_data", args=[receipt]))
    assert NAME in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'name="consent"' in answer.content.decode()
    assert 'name="consent" checked' not in answer.content.decode()


def test_a_number_is_put_right_with_a_new_consent(receipt: str, visitor: Client) -> None:
    address = reverse("my_data_correct", args=[receipt])
    sent = {"name": NAME, "phone": "0912345678", "tell_by": "sms"}
    assert visitor.post(address, sent).status_code == 422
    assert visitor.post(address, sent | {"phone": "12", "consent": "on"}).status_code == 422
    assert visitor.post(address, sent | {"phone": "", "consent": "on"}).status_code == 422
    assert visitor.post(address, sent | {"consent": "on"}).status_code == 302
    shown = visitor.post(reverse("my_data", args=[receipt])).content.decode()
    assert "0912345678" in shown
    assert PHONE not in shown


def test_the_author_is_forgotten_at_once_and_the_words_stay(receipt: str, visitor: Client) -> None:
    address = reverse("my_data_forget", args=[receipt])
    assert visitor.post(address).status_code == 302
    opinion = Opinion.objects.get()
    assert opinion.identity
    assert (opinion.identity.box, opinion.text) == (None, SAID)
    assert NAME not in visitor.post(reverse("my_data", args=[receipt])).content.decode()


def test_erasing_the_words_is_asked_once_and_has_its_day(receipt: str, visitor: Client) -> None:
    address = reverse("my_data_erase", args=[receipt])
    assert visitor.post(address).status_code == 302
    asked = DataRequest.objects.get()
    assert asked.due_on
    assert asked.due_basis
    assert visitor.post(address).status_code == 409
    assert address not in page(visitor, receipt)


@pytest.mark.parametrize("name", ["my_data_correct", "my_data_forget", "my_data_erase"])
def test_without_the_receipt_nothing_is_changed(receipt: str, visitor: Client, name: str) -> None:
    address = reverse(name, args=["YK-0000-0000-0000"])
    assert visitor.post(address).status_code == 404
    assert visitor.get(address).status_code == 302
    identity = Opinion.objects.get().identity
    assert identity
    assert identity.box


def test_the_author_lets_nobody_use_the_contact_for_a_while(
    commune: Commune, receipt: str, visitor: Client
) -> None:
    address, opinion = reverse("my_data_restrict", args=[receipt]), Opinion.objects.get()
    assert visitor.post(address).status_code == 302
    assert "Cho phép sử dụng lại" in page(visitor, receipt)
    assert not opinions_to_tell().exists()
    office = commune[RoleName.OFFICE]
    assert find_caller(by=office, phone=PHONE, reason="Người gọi hỏi kết quả.") == []
    with pytest.raises(WrongState):
        reveal_author(opinion, by=office, reason="Báo kết quả.")
    assert visitor.post(address, {"allow": "1"}).status_code == 302
    assert opinions_to_tell().exists()
    assert reveal_author(Opinion.objects.get(), by=office, reason="Báo kết quả.").phone == PHONE
    visitor.post(address)
    assert visitor.post(reverse("my_data_forget", args=[receipt])).status_code == 302
    assert Identity.objects.get().state == "erased"


def test_the_page_says_who_answers_for_the_data(
    commune: Commune, receipt: str, visitor: Client
) -> None:
    shown = page(visitor, receipt)
    assert f"{commune.unit} chịu trách nhiệm về dữ liệu này" in shown
    assert "khiếu nại" in shown
