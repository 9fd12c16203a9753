"""Refusals, errors and strange input end in a page that a person understands, never in a 500."""

import json
import logging

import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("tests.web.page_urls"), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("kind", "status"), [("wrong", 409), ("denied", 403), ("unready", 422), ("invalid", 422)]
)
def test_a_refusal_says_what_happened_and_leads_back(
    client: Client, kind: str, status: int
) -> None:
    response = client.get(
        f"/tu-choi/{kind}/", headers={"referer": "http://testserver/loi-hua/?a=1"}
    )
    html = response.content.decode()
    assert response.status_code == status
    assert "Hội nghị đã kết thúc." in html
    assert 'href="http://testserver/loi-hua/?a=1"' in html


def test_a_refusal_never_leads_to_a_strangers_page(client: Client) -> None:
    response = client.get("/tu-choi/wrong/", headers={"referer": "https://evil.example/"})
    assert "evil.example" not in response.content.decode()


def test_a_program_gets_json(client: Client) -> None:
    response = client.get("/tu-choi/invalid/", headers={"accept": "application/json"})
    assert response.status_code == 422
    assert json.loads(response.content)["error"] == "Hội nghị đã kết thúc."


def test_a_missing_page_tells_what_to_do(client: Client) -> None:
    response = client.get("/khong-co/")
    assert response.status_code == 404
    assert "Không có trang này" in response.content.decode()


def test_a_fault_of_ours_says_so_without_details(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.raise_request_exception = False
    with caplog.at_level(logging.CRITICAL):
        response = client.get("/hong/")
    assert response.status_code == 500
    assert "Hệ thống gặp trục trặc" in response.content.decode()
    assert "broken on purpose" not in response.content.decode()


def test_a_form_without_its_token_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post("/", {"a": "x"})
    assert response.status_code == 403
    assert "Biểu mẫu đã mở quá lâu" in response.content.decode()


@pytest.mark.parametrize("address", ["/?q=a%00b", "/?%00=1", "/tu-choi/%00/"])
def test_signs_no_database_keeps_are_refused_in_an_address(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 422
    assert "Không đọc được yêu cầu này" in response.content.decode()


def test_signs_no_database_keeps_are_refused_in_a_form(client: Client) -> None:
    assert client.post("/", {"a": "x\x00y"}).status_code == 422
    assert client.post("/", {"a": "bình thường"}).status_code == 200


def test_a_forged_cookie_is_refused(client: Client) -> None:
    client.cookies.load('sessionid="\\000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"')
    assert client.get("/").status_code == 422


def test_broken_letters_in_an_address_are_no_fault_of_ours(client: Client) -> None:
    assert client.get("/?q=%ED%A0%80%FF").status_code == 200
    assert client.get("/%ff%fe/").status_code == 404
