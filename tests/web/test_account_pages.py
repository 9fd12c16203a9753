"""The account pages speak Vietnamese throughout, and need no script but for security keys."""

import re
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from doithoai.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.page_urls")]

PASSWORD = "mot-mat-khau-du-dai"
ENGLISH = re.compile(
    r"\b(the|you|your|is|are|this|that|please|password|sign|account|accounts|code|codes|key|keys"
    r"|add|save|change|enter|again|address|not|use|reset|back|cancel|confirm|must|with|from|name)\b",
    re.IGNORECASE,
)


@pytest.fixture
def officer() -> User:
    user = User(email="can.bo@kim-thanh.example", display_name="Văn thư xã Kim Thành")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def signed_in(client: Client, officer: User) -> Client:
    client.post("/tai-khoan/login/", {"login": officer.email, "password": PASSWORD})
    client.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    return client


def words(html: str) -> str:
    """What a reader sees or hears."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    spoken = " ".join(re.findall(r'(?:placeholder|aria-label|alt|title)="([^"]*)"', html))
    text = re.sub(r'lang="en">.*?</a>', " ", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", text) + " " + spoken).replace("@kim-thanh.example", "")


def assert_vietnamese(html: str) -> None:
    text = words(html)
    assert not ENGLISH.findall(text), sorted(set(ENGLISH.findall(text)))


@pytest.mark.parametrize(
    "page",
    ["login/", "signup/", "password/reset/", "password/reset/done/", "inactive/",
     "password/reset/key/1-bad/", "password/reset/key/done/"],
)  # fmt: skip
def test_pages_for_everybody_are_vietnamese(client: Client, page: str) -> None:
    response = client.get(f"/tai-khoan/{page}")
    assert response.status_code == 200
    assert_vietnamese(response.content.decode())


@pytest.mark.parametrize(
    "page",
    ["password/change/", "logout/", "reauthenticate/", "hai-lop/", "hai-lop/totp/activate/",
     "hai-lop/webauthn/", "hai-lop/webauthn/add/"],
)  # fmt: skip
def test_pages_of_an_official_are_vietnamese(signed_in: Client, page: str) -> None:
    response = signed_in.get(f"/tai-khoan/{page}")
    assert response.status_code == 200
    assert_vietnamese(response.content.decode())


def test_the_page_of_one_security_key_is_vietnamese(signed_in: Client, officer: User) -> None:
    key = Authenticator.objects.create(
        user=officer, type=Authenticator.Type.WEBAUTHN, data={"name": "Khóa ở cơ quan"}
    )
    html = signed_in.get(f"/tai-khoan/hai-lop/webauthn/keys/{key.pk}/edit/").content.decode()
    assert "Khóa ở cơ quan" in html
    assert_vietnamese(html)


def test_a_wrong_password_is_explained_in_vietnamese(client: Client, officer: User) -> None:
    response = client.post("/tai-khoan/login/", {"login": officer.email, "password": "sai"})
    html = response.content.decode()
    assert "Địa chỉ thư hoặc mật khẩu chưa đúng." in html
    assert_vietnamese(html)


def test_a_too_weak_new_password_is_explained_in_vietnamese(signed_in: Client) -> None:
    response = signed_in.post(
        "/tai-khoan/password/change/",
        {"oldpassword": "sai", "password1": "12345", "password2": "123456"},
    )
    html = response.content.decode()
    assert 'class="wrongs"' in html
    assert_vietnamese(html)


def test_the_second_lock_from_switching_on_to_its_codes(signed_in: Client) -> None:
    page = signed_in.get("/tai-khoan/hai-lop/totp/activate/")
    secret = signed_in.session["mfa.totp.secret"]
    assert secret in page.content.decode()
    wrong = signed_in.post("/tai-khoan/hai-lop/totp/activate/", {"code": "000000"})
    assert_vietnamese(wrong.content.decode())
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    done = signed_in.post("/tai-khoan/hai-lop/totp/activate/", {"code": code}, follow=True)
    assert done.status_code == 200
    assert_vietnamese(done.content.decode())
    for page_path in ("recovery-codes/", "recovery-codes/generate/", "totp/deactivate/", ""):
        shown = signed_in.get(f"/tai-khoan/hai-lop/{page_path}")
        assert shown.status_code == 200, page_path
        assert_vietnamese(shown.content.decode())
