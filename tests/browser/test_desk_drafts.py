"""What somebody typed at the desk is there again, however it was cut off."""

from collections.abc import Iterator
from itertools import islice

import pytest
from django.apps import apps
from playwright.sync_api import APIRequestContext, Page

from doithoai.opinions.models import Opinion
from doithoai.people.roles import RoleName as R
from tests.browser.conftest import SESSION, OpenWindow, session_of
from tests.browser.windows import BrowserWindow
from tests.factories import Commune, make_opinion
from tests.web.test_every_address import SMALL, make_everything
from tools.bench.fuzz_values import addresses

pytestmark = pytest.mark.browser

KEPT = 600
"""Milliseconds; a form keeps itself after 300."""
TYPED = "main form[method='post']:not([data-draft])"
BOXES = "textarea, input[type='text'], input:not([type])"
FILL = f"""forms => forms.map((form, number) => {{
  const boxes = [...form.querySelectorAll("{BOXES}")]
    .filter((one) => !one.closest("[data-private]"));
  boxes.forEach((one, at) => {{
    one.value = `Đã gõ ${{number}} ${{at}}`;
    one.dispatchEvent(new Event("input", {{ bubbles: true }}));
  }});
  return boxes.map((one) => one.value);
}})"""
READ = f"""forms => forms.map((form) =>
  [...form.querySelectorAll("{BOXES}")].filter((one) => !one.closest("[data-private]"))
    .map((one) => one.value))"""


@pytest.fixture
def office(window: OpenWindow, commune: Commune) -> BrowserWindow:
    return window(R.OFFICE, commune)


def sign_out_elsewhere(office: BrowserWindow) -> None:
    """The session ended: the browser carries nothing any more."""
    office.page.context.clear_cookies(name=SESSION)


def sign_in_again(office: BrowserWindow, commune: Commune, role: str = R.OFFICE) -> None:
    cookie = {"name": SESSION, "value": session_of(commune, role), "url": office.home}
    office.page.context.add_cookies([cookie])  # type: ignore[list-item]


def refuse_form(page: Page) -> str:
    return page.locator("#refuse textarea").input_value()


def begin_refusal(office: BrowserWindow, opinion: Opinion, words: str) -> None:
    office.open(f"/ban-lam-viec/y-kien/{opinion.pk}/")
    office.page.locator("#refuse summary").click()
    office.page.locator("#refuse textarea").fill(words)
    office.page.wait_for_timeout(KEPT)


def test_a_session_that_ended_in_mid_form_loses_no_word(
    office: BrowserWindow, commune: Commune
) -> None:
    opinion = make_opinion(commune)
    begin_refusal(office, opinion, "Nội dung đã được trả lời ngày 3/11.")
    sign_out_elsewhere(office)
    office.page.locator("#refuse button.btn-warn").click()
    office.page.wait_for_url("**/login/**")
    sign_in_again(office, commune)
    office.open(f"/ban-lam-viec/y-kien/{opinion.pk}/tu-choi/")
    assert office.path == f"/ban-lam-viec/y-kien/{opinion.pk}/"
    assert refuse_form(office.page) == "Nội dung đã được trả lời ngày 3/11."
    assert office.page.locator("#refuse [data-draft-note]").is_visible()
    office.page.locator("#refuse button.btn-warn").click()
    office.page.wait_for_load_state()
    opinion.refresh_from_db()
    assert opinion.state == "refused"


def test_what_the_office_took_is_offered_no_more(office: BrowserWindow, commune: Commune) -> None:
    office.open("/ban-lam-viec/y-kien/nhap/")
    box = office.page.locator("textarea[name=text]")
    box.fill("Đèn đường thôn Giữa hỏng ba bóng.")
    office.page.wait_for_timeout(KEPT)
    office.open("/ban-lam-viec/y-kien/nhap/")
    assert box.input_value() == "Đèn đường thôn Giữa hỏng ba bóng."
    office.page.get_by_role("button", name="Lưu").first.click()
    office.page.wait_for_load_state()
    assert Opinion.objects.count() == 1
    office.open("/ban-lam-viec/y-kien/nhap/")
    assert box.input_value() == ""


def test_after_a_fault_the_words_are_kept_too(office: BrowserWindow, commune: Commune) -> None:
    """It reads like a denunciation and is asked about; then the session ends."""
    words = "Tôi tố cáo cán bộ địa chính nhận tiền của dân để làm sổ đỏ."
    office.open("/ban-lam-viec/y-kien/nhap/")
    box = office.page.locator("textarea[name=text]")
    box.fill(words)
    for _again in range(2):
        office.page.get_by_role("button", name="Lưu").first.click()
        office.page.wait_for_load_state()
        if office.path.startswith("/ban-lam-viec/"):
            assert office.status == 422
            sign_out_elsewhere(office)
    assert "/login/" in office.path
    sign_in_again(office, commune)
    office.open("/ban-lam-viec/y-kien/nhap/")
    assert box.input_value() == words
    assert not Opinion.objects.exists()


def test_the_next_person_at_this_computer_finds_nothing(
    office: BrowserWindow, commune: Commune
) -> None:
    opinion = make_opinion(commune)
    begin_refusal(office, opinion, "Lời của người trước.")
    office.page.get_by_role("button", name="Đăng xuất").last.click()
    office.page.wait_for_load_state()
    kept = office.page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('draft:'))"
    )
    assert kept == []
    sign_in_again(office, commune)
    office.open(f"/ban-lam-viec/y-kien/{opinion.pk}/")
    assert refuse_form(office.page) == ""


@pytest.mark.long
def test_every_form_of_the_desk_keeps_what_was_typed(
    office: BrowserWindow, commune: Commune
) -> None:
    make_opinion(commune)
    make_everything(commune)
    seen = 0
    for path in desk_pages(office.page.context.request, office.home):
        office.open(path)
        typed = office.page.eval_on_selector_all(TYPED, FILL)
        if not any(typed):
            continue
        office.page.wait_for_timeout(KEPT)
        office.open(path)
        assert office.page.eval_on_selector_all(TYPED, READ) == typed, path
        seen += 1
    assert seen > 10


def desk_pages(request: APIRequestContext, home: str) -> Iterator[str]:
    """Of each address of the desk the first page that opens, by the keys of everything there is."""
    keys = sorted({
        str(pk)
        for model in apps.get_models()
        if model.__module__.startswith("doithoai.") and model.__name__ not in SMALL
        for pk in model._default_manager.values_list("pk", flat=True)[:3]
    })  # fmt: skip
    for address in addresses():
        if address.path.startswith("/ban-lam-viec/"):
            paths = address.filled({"pk": keys, "matter": keys})
            opened = (one for one in paths if request.get(home + one, max_redirects=0).ok)
            yield from islice(opened, 1)
