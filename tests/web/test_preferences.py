"""Language, size and theme are chosen by a link, kept in a cookie, and cannot be misused."""

import pytest
from django.test import Client, RequestFactory

from doithoai.web.preferences import appearance_key

pytestmark = [pytest.mark.urls("tests.web.page_urls"), pytest.mark.django_db]


def test_a_page_is_vietnamese_even_on_an_english_phone(client: Client) -> None:
    response = client.get("/", headers={"accept-language": "en-US"})
    assert '<html lang="vi" >' in " ".join(response.content.decode().split())


def test_a_choice_is_kept_and_leads_back(client: Client) -> None:
    response = client.get("/hien-thi/?lang=en&text=large&theme=dark&next=/%3Fa%3D1")
    assert response.headers["Location"] == "/?a=1"
    html = " ".join(client.get("/").content.decode().split())
    assert '<html lang="en" data-theme="dark" data-text="large" >' in html
    assert "Large letters" not in html
    assert "Normal letters" in html


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", ""],
)
def test_a_choice_never_leads_to_another_site(client: Client, target: str) -> None:
    response = client.get("/hien-thi/", {"theme": "dark", "next": target})
    assert response.headers["Location"] == "/"


def test_nonsense_is_not_kept(client: Client) -> None:
    assert not client.get("/hien-thi/?lang=xx&theme=%22&text=9").cookies


def test_the_public_frame_holds_nothing_of_one_person(client: Client) -> None:
    """Such pages are cached for everybody with the same appearance."""
    response = client.get("/")
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert not response.cookies


def test_pages_that_look_different_have_different_cache_keys() -> None:
    keys = set()
    for cookies in ({}, {"django_language": "en"}, {"text": "large"}, {"theme": "dark"}):
        request = RequestFactory().get("/")
        request.COOKIES.update(cookies)
        keys.add(appearance_key(request))
    assert len(keys) == 4
