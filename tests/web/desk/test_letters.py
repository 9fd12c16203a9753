"""A slip tells where an opinion went and nothing of it; requests about data are answered."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.kit.time import today
from doithoai.opinions.actions.data_rights import request_erasure
from doithoai.opinions.actions.ready_answers import begin_with_ready_answers
from doithoai.opinions.author import Author
from doithoai.opinions.models import AnswerTemplate, DataRequest, Opinion, Referral
from doithoai.people.roles import RoleName
from tests.factories import Commune, enter_opinion, make_opinion
from tests.web.desk.conftest import SignIn

SAID = "Đường tỉnh qua thôn lún sụt."


@pytest.fixture
def opinion(commune: Commune) -> Opinion:
    return make_opinion(commune, SAID)


@pytest.fixture
def office(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, RoleName.OFFICE)


def refer(office: Client, opinion: Opinion, **given: str) -> int:
    sent = {"procedure": "authority", "reason": "Đường do tỉnh quản lý.", **given}
    sent = {f"{prefix}{name}": word for name, word in sent.items() for prefix in ("", "refer-")}
    return office.post(reverse("desk:opinion_refer", args=[opinion.pk]), sent).status_code


def test_a_referral_names_the_authority_that_receives_it(opinion: Opinion, office: Client) -> None:
    assert refer(office, opinion) == 422
    assert not Referral.objects.exists()
    assert refer(office, opinion, authority="Sở Xây dựng") == 302
    opinion.refresh_from_db()
    assert (opinion.state, Referral.objects.get().number) == ("referred", 1)
    assert "Sở Xây dựng" in opinion.answer


def test_a_slip_holds_no_word_of_the_opinion(opinion: Opinion, office: Client) -> None:
    refer(office, opinion, authority="Sở Xây dựng")
    page = office.get(reverse("desk:slip", args=[opinion.pk])).content.decode()
    assert "Sở Xây dựng" in page
    assert SAID not in page


def test_nothing_is_referred_by_a_preselected_choice(opinion: Opinion, office: Client) -> None:
    page = office.get(reverse("desk:opinion", args=[opinion.pk])).content.decode()
    assert 'name="refer-procedure"' in page
    assert not re.search(r'name="refer-procedure"[^>]*checked', page)
    assert refer(office, opinion, procedure="") == 422
    assert Opinion.objects.get().text == SAID


def test_a_ready_answer_says_where_it_leads(
    opinion: Opinion, office: Client, commune: Commune
) -> None:
    begin_with_ready_answers([commune.unit])
    ready = AnswerTemplate.objects.get(title="Khiếu nại: theo Luật Khiếu nại")
    address = reverse("desk:opinion", args=[opinion.pk])
    page = office.get(address, {"template": ready.pk}).content.decode()
    assert re.search(r'value="complaint"[^>]*checked', page)
    assert 'data-procedure="complaint"' in page


def test_the_words_are_printed_with_the_slip_and_brought_back(
    opinion: Opinion, office: Client
) -> None:
    refer(office, opinion, procedure="complaint")
    words = office.post(reverse("desk:slip_words", args=[opinion.pk]))
    assert SAID in words.content.decode()
    assert "no-store" in words["Cache-Control"]
    recall = reverse("desk:slip_recall", args=[opinion.pk])
    assert office.post(recall, {"reason": ""}).status_code == 422
    assert office.post(recall, {"reason": "Nhầm ô."}).status_code == 302
    assert Opinion.objects.get().text == SAID
    assert office.get(reverse("desk:slip", args=[opinion.pk])).status_code == 404
    assert office.post(recall, {"reason": "Lần nữa."}).status_code == 404


@pytest.mark.parametrize("role", [RoleName.FRONT, RoleName.PARTY_HEAD, RoleName.INSPECTION])
def test_only_the_office_prints_the_words_and_brings_back(
    opinion: Opinion, office: Client, commune: Commune, sign_in: SignIn, role: str
) -> None:
    refer(office, opinion, procedure="complaint")
    other = sign_in(commune, role)
    for door in ("slip_words", "slip_recall"):
        address = reverse(f"desk:{door}", args=[opinion.pk])
        assert other.post(address, {"reason": "Xem."}).status_code == 403


def test_a_denunciation_waits_to_be_handed_over(
    commune: Commune, office: Client, other: Commune, sign_in: SignIn
) -> None:
    opinion = enter_opinion(commune, SAID)
    office.post(reverse("desk:opinion_move_out", args=[opinion.pk]), {"is_sure": "on"})
    page = reverse("desk:hand_over", args=[opinion.pk])
    assert page in office.get(reverse("desk:my_work")).content.decode()
    assert SAID not in office.get(page).content.decode()
    assert sign_in(other, RoleName.OFFICE).get(page).status_code == 404
    sheet = reverse("desk:hand_over_words", args=[opinion.pk])
    assert SAID in office.post(sheet).content.decode()
    assert office.post(sheet).status_code == 409
    assert office.post(page, {"receiver": " ", "handed_on": str(today())}).status_code == 422
    given = {"receiver": "Thanh tra thành phố", "handed_on": str(today())}
    assert office.post(page, given).status_code == 302
    assert "Thanh tra thành phố" in office.get(page).content.decode()
    assert page not in office.get(reverse("desk:my_work")).content.decode()


def test_another_unit_finds_no_slip(
    opinion: Opinion, office: Client, other: Commune, sign_in: SignIn
) -> None:
    refer(office, opinion, authority="Sở Xây dựng")
    stranger = sign_in(other, RoleName.OFFICE)
    assert stranger.get(reverse("desk:slip", args=[opinion.pk])).status_code == 404
    assert stranger.post(reverse("desk:slip_told", args=[opinion.pk])).status_code == 404


def test_that_the_author_was_told_is_noted_once(opinion: Opinion, office: Client) -> None:
    refer(office, opinion, authority="Sở Xây dựng")
    Referral.objects.update(told_on=None)
    address = reverse("desk:slip_told", args=[opinion.pk])
    assert office.post(address).status_code == 302
    assert Referral.objects.get().told_on
    assert office.post(address).status_code == 409


@pytest.fixture
def asked(opinion: Opinion) -> DataRequest:
    return request_erasure(opinion, by=Author(opinion))


def test_the_office_sees_what_authors_asked_and_erases_it(
    asked: DataRequest, office: Client
) -> None:
    listed = office.get(reverse("desk:data_requests")).content.decode()
    assert reverse("desk:data_request_grant", args=[asked.pk]) in listed
    assert office.post(reverse("desk:data_request_grant", args=[asked.pk])).status_code == 302
    assert DataRequest.objects.get().state == "granted"
    assert Opinion.objects.get().text != SAID


def test_declining_needs_a_reason_that_the_author_reads(asked: DataRequest, office: Client) -> None:
    address = reverse("desk:data_request_decline", args=[asked.pk])
    assert office.post(address, {"reason": ""}).status_code == 422
    assert office.post(address, {"reason": "Đang xác minh theo luật."}).status_code == 302
    declined = DataRequest.objects.get()
    assert (declined.state, declined.answer) == ("declined", "Đang xác minh theo luật.")
    assert Opinion.objects.get().text == SAID


@pytest.mark.parametrize("role", [RoleName.FRONT, RoleName.PARTY_HEAD, RoleName.AGENCY])
def test_only_the_office_answers_requests_about_data(
    asked: DataRequest, commune: Commune, sign_in: SignIn, role: str
) -> None:
    client = sign_in(commune, role)
    assert client.get(reverse("desk:data_requests")).status_code == 403
    assert client.post(reverse("desk:data_request_grant", args=[asked.pk])).status_code == 403
    assert Opinion.objects.get().text == SAID
