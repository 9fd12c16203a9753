"""Who it was and what was redacted is read with a reason, by who may, and leaves its trace."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.models import Opinion
from doithoai.people.actors import Visitor
from doithoai.people.contacts import Contact
from doithoai.people.roles import RoleName
from doithoai.record.models import Entry
from tests.factories import Commune, make_opinion
from tests.web.desk.conftest import SignIn

NAME, PHONE = "Nguyễn Thị Lúa", "0987 654 321"
SAID = "Nhà bà Vũ Thị Zịu lấn rãnh thoát nước."
PLAIN = "Có nhà lấn rãnh thoát nước."


@pytest.fixture
def opinion(commune: Commune) -> Opinion:
    contact = Contact(NAME, PHONE, consent=True)
    opinion, _receipt = record_opinion(
        by=Visitor(), client_key=uuid.uuid4(), unit=commune.unit, text=SAID, contact=contact
    )
    return opinion


@pytest.fixture
def office(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, RoleName.OFFICE)


def looks(move: str) -> list[str]:
    return list(Entry.objects.filter(move=move).values_list("note", flat=True))


def test_a_name_is_shown_only_in_the_answer_to_a_reason(opinion: Opinion, office: Client) -> None:
    address = reverse("desk:opinion_identity", args=[opinion.pk])
    assert NAME not in office.get(address).content.decode()
    assert office.post(address, {"reason": " "}).status_code == 422
    assert looks("reveal") == []
    answer = office.post(address, {"reason": "Hẹn ngày xuống xem rãnh."})
    assert NAME in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]
    assert looks("reveal") == ["Hẹn ngày xuống xem rãnh."]
    assert NAME not in office.get(address).content.decode()


@pytest.mark.parametrize(
    "role", [RoleName.FRONT, RoleName.COUNCIL, RoleName.AGENCY, RoleName.VILLAGE_HEAD]
)
def test_who_has_no_such_right_finds_no_door(
    opinion: Opinion, commune: Commune, sign_in: SignIn, role: str
) -> None:
    client = sign_in(commune, role)
    for door in ("opinion_identity", "opinion_redact", "opinion_move_out"):
        answer = client.post(reverse(f"desk:{door}", args=[opinion.pk]), {"reason": "Tò mò."})
        assert answer.status_code in (403, 404)
        assert NAME not in answer.content.decode()
    assert client.post(reverse("desk:caller"), {"phone": PHONE, "reason": "x"}).status_code == 403
    assert Opinion.objects.get().text == SAID


def test_another_units_office_knows_nothing_of_it(
    opinion: Opinion, other: Commune, sign_in: SignIn
) -> None:
    stranger = sign_in(other, RoleName.OFFICE)
    for door in ("opinion_identity", "opinion_redact", "opinion_move_out"):
        address = reverse(f"desk:{door}", args=[opinion.pk])
        assert stranger.post(address, {"reason": "x"}).status_code == 404
    page = stranger.post(
        reverse("desk:caller"), {"phone": PHONE, "why": "other", "reason": "Gọi đến."}
    )
    assert "rãnh" not in page.content.decode()


def test_what_was_redacted_is_read_with_a_reason(opinion: Opinion, office: Client) -> None:
    redact = reverse("desk:opinion_redact", args=[opinion.pk])
    original = reverse("desk:opinion_original", args=[opinion.pk])
    assert office.post(original, {"reason": "Xem."}).status_code == 404
    assert office.post(redact, {"text": SAID, "reason": "Có tên."}).status_code == 422
    assert office.post(redact, {"text": PLAIN, "reason": "Có tên."}).status_code == 302
    page = office.get(reverse("desk:opinion", args=[opinion.pk])).content.decode()
    assert "Zịu" not in page
    assert "Zịu" not in office.get(original).content.decode()
    assert SAID in office.post(original, {"reason": "Đối chiếu."}).content.decode()
    assert looks("unseal") == ["Đối chiếu."]


def test_a_denunciation_is_moved_out_once_that_is_sure(opinion: Opinion, office: Client) -> None:
    address = reverse("desk:opinion_move_out", args=[opinion.pk])
    assert office.post(address, {"is_sure": ""}).status_code == 422
    assert Opinion.objects.get().text == SAID
    assert office.post(address, {"is_sure": "on"}).status_code == 302
    moved = Opinion.objects.get()
    assert (moved.state, "Zịu" in moved.text) == ("moved_out", False)
    assert office.post(address, {"is_sure": "on"}).status_code == 409


def test_a_caller_is_found_by_the_number_and_the_look_is_noted(
    opinion: Opinion, commune: Commune, office: Client
) -> None:
    make_opinion(commune, "Đèn đường hỏng.")
    address = reverse("desk:caller")
    assert office.get(address).status_code == 200
    assert office.post(address, {"phone": PHONE}).status_code == 422
    asked = {"phone": "+84 987654321", "why": "other", "reason": "Gọi hỏi kết quả."}
    page = office.post(address, asked).content.decode()
    assert reverse("desk:opinion", args=[opinion.pk]) in page
    assert "Đèn đường" not in page
    entry = Entry.objects.get(move="look_up")
    assert (entry.note, entry.facts["found"], entry.is_public) == ("Gọi hỏi kết quả.", 1, False)
    assert "987654321" not in f"{entry.note}{entry.facts}"
