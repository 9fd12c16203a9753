"""The key / leads to the box that finds, on every page of the desk and beside every filter."""

import pytest

from doithoai.people.roles import RoleName as R
from tests.browser.conftest import OpenWindow
from tests.factories import Commune, make_matter, send_opinion

pytestmark = pytest.mark.browser

PAGES = ("", "y-kien/", "noi-dung/", "viec/", "doi-thoai/lap-ke-hoach/", "nguoi-goi/")


def test_a_code_that_is_read_out_is_one_key_away(window: OpenWindow, commune: Commune) -> None:
    opinion, receipt = send_opinion(commune)
    matter = make_matter(commune)
    office = window(R.OFFICE, commune)
    for page in PAGES:
        office.open(f"/ban-lam-viec/{page}")
        office.page.evaluate("document.activeElement.blur()")
        office.page.keyboard.press("/")
        office.page.keyboard.type(receipt.lower())
        with office.page.expect_navigation():
            office.page.keyboard.press("Enter")
        assert office.path == f"/ban-lam-viec/y-kien/{opinion.pk}/", page
    office.page.keyboard.press("/")
    office.page.keyboard.type(matter.code)
    with office.page.expect_navigation():
        office.page.keyboard.press("Enter")
    assert office.path == f"/ban-lam-viec/noi-dung/{matter.pk}/"


def test_on_a_phone_the_box_is_in_the_menu(window: OpenWindow, commune: Commune) -> None:
    opinion, receipt = send_opinion(commune)
    office = window(R.OFFICE, commune, viewport={"width": 360, "height": 740})
    office.open("/ban-lam-viec/")
    office.page.locator(".menu > summary").click()
    office.page.locator(".menu [data-key='find']").fill(receipt)
    with office.page.expect_navigation():
        office.page.keyboard.press("Enter")
    assert office.path == f"/ban-lam-viec/y-kien/{opinion.pk}/"
