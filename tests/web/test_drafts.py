"""Nothing that a person typed is lost: a form's draft lives on the device until it is sent."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

TEMPLATE = Path(__file__).parent / "templates" / "draft.html"


def draft(request: HttpRequest) -> HttpResponse:
    template = engines["django"].from_string(TEMPLATE.read_text(encoding="utf-8"))
    return HttpResponse(template.render({"done": "done" in request.GET}, request))


urlpatterns = [path("nhap/", draft), path("", include("tests.web.page_urls"))]
pytestmark = [pytest.mark.browser, pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop of its own
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("DOITHOAI_CHROMIUM") or shutil.which("chromium"),
            args=["--no-sandbox"],
        )
        yield browser.new_page()
        browser.close()


def test_typed_words_come_back_and_leave_when_sent(page: Page, live_server: LiveServer) -> None:
    address = f"{live_server.url}/nhap/"
    page.goto(address)
    page.fill("textarea", "Kênh tiêu bồi hết rồi")
    page.fill("[name=secret]", "bí mật")
    page.check("[name=open]")
    page.wait_for_timeout(600)  # milliseconds; the form keeps itself after 300

    page.goto(address)
    assert page.input_value("textarea") == "Kênh tiêu bồi hết rồi"
    assert page.is_checked("[name=open]")
    assert page.input_value("[name=secret]") == ""
    assert page.is_visible("[data-draft-note]")

    page.goto(f"{address}?done")
    page.goto(address)
    assert page.input_value("textarea") == ""
    assert page.is_hidden("[data-draft-note]")
