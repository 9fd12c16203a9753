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
    assert "Hệ thống gặp sự cố" in response.content.decode()
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


TCVN3 = "C\xe9ng h\xdfa x\xb7 h\xe9i".encode("latin-1")
BROKEN = [
    b"%ED%A0%80",
    b"%ff",
    b"a\xffb",
    b"%C3",
    TCVN3,
    "tiếng".encode("cp1258", "ignore") + b"\xf0",
]


@pytest.mark.parametrize("broken", BROKEN)
def test_bytes_that_are_no_unicode_are_told_and_not_stored(client: Client, broken: bytes) -> None:
    form = "application/x-www-form-urlencoded"
    answers = [
        client.get("/", QUERY_STRING=f"q={broken.decode('latin-1')}"),
        client.generic("POST", "/", b"a=" + broken, form),
        client.generic("POST", "/", broken + b"=a", form),
    ]
    for answer in answers:
        assert answer.status_code == 422
        assert "Unicode" in answer.content.decode()


def part(value: bytes, name: bytes = b"a") -> bytes:
    head = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n' % name
    return head + value + b"\r\n--x--\r\n"


@pytest.mark.parametrize("broken", [b"\xed\xa0\x80", b"\xff", TCVN3])
def test_a_form_with_files_is_looked_at_as_closely(client: Client, broken: bytes) -> None:
    answer = client.generic("POST", "/", part(broken), "multipart/form-data; boundary=x")
    assert answer.status_code == 422
    assert "Unicode" in answer.content.decode()


def test_the_sign_for_what_cannot_be_read_may_be_sent_as_such(client: Client) -> None:
    assert client.get("/", {"q": "\ufffd"}).status_code == 200
    assert "\ufffd" in client.post("/", {"a": "\ufffd"}).content.decode()  # with files
    form = "application/x-www-form-urlencoded"
    assert "\ufffd" in client.generic("POST", "/", "a=\ufffd".encode(), form).content.decode()


def test_broken_letters_in_a_path_are_a_page_that_is_not_there(client: Client) -> None:
    assert client.get("/%ff%fe/").status_code == 404


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"a=" + b"x" * 2_200_000, "application/x-www-form-urlencoded", 413),
        (b"a&" * 1_200, "application/x-www-form-urlencoded", 413),
        (part(b"x" * 2_200_000), "multipart/form-data; boundary=x", 413),
        (b"--x", "multipart/form-data", 400),
        (b"--x", "multipart/form-data; boundary=\xc3\xa9", 400),
    ],
)
def test_a_form_that_cannot_be_read_is_answered_without_a_fault_in_the_log(
    client: Client, caplog: pytest.LogCaptureFixture, body: bytes, kind: str, status: int
) -> None:
    answer = client.generic("POST", "/", body, kind)
    assert answer.status_code == status
    assert "Không đọc được yêu cầu này" in answer.content.decode()
    assert not [one for one in caplog.records if one.levelno >= logging.ERROR]


@pytest.mark.parametrize("method", ["get", "post"])
def test_to_go_on_at_no_address_is_refused(client: Client, method: str) -> None:
    assert getattr(client, method)("/tai-khoan/login/", {"next": "//["}).status_code == 422
