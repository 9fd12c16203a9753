"""An opinion on a telephone without network, battery or patience arrives once and only once."""

import pytest
from playwright.sync_api import APIResponse, Route, expect

from doithoai.opinions.models import Opinion
from doithoai.places.models import Village, VillagePlacement
from tests.browser.conftest import PHONE, OpenWindow
from tests.browser.windows import BrowserWindow
from tests.factories import Commune

pytestmark = pytest.mark.browser

TEXT = "Kênh tiêu bồi lắng, mưa là ngập."
KEPT = 600
"""Milliseconds; the form keeps itself after 300."""


@pytest.fixture
def phone(window: OpenWindow) -> BrowserWindow:
    return window(viewport=PHONE)


def to_the_text(phone: BrowserWindow, commune: Commune) -> None:
    phone.open(f"/gui-y-kien/?unit={commune.unit.key}")
    phone.send("Tiếp tục")
    phone.send("Tiếp tục", {"Việc này ở thôn nào?": commune.village.name})


def to_the_end(phone: BrowserWindow, commune: Commune) -> None:
    to_the_text(phone, commune)
    phone.send("Tiếp tục", {"Nội dung ý kiến": TEXT})
    phone.send("Tiếp tục, không gửi kèm")
    phone.send("Tiếp tục")


def test_typed_words_survive_a_reload(commune: Commune, phone: BrowserWindow) -> None:
    """The phone runs out of battery before an opinion is sent."""
    to_the_text(phone, commune)
    box = phone.page.get_by_label("Nội dung ý kiến")
    box.fill(TEXT)
    phone.page.wait_for_timeout(KEPT)
    to_the_text(phone, commune)
    assert box.input_value() == TEXT
    to_the_end(phone, commune)
    phone.send("Gửi")
    assert phone.path.startswith("/bien-nhan/")
    to_the_text(phone, commune)
    assert box.input_value() == ""


def test_without_network_it_waits_and_is_sent_from_another_page(
    commune: Commune, phone: BrowserWindow
) -> None:
    """The tab is closed meanwhile; the network comes back; any page of ours sends it."""
    to_the_end(phone, commune)
    context = phone.page.context
    context.set_offline(True)
    phone.page.get_by_role("button", name="Gửi", exact=True).click()
    told = phone.page.get_by_text("Hiện không có mạng.")
    told.wait_for()
    assert not Opinion.objects.exists()
    phone.page.close()
    context.set_offline(False)
    phone.page = context.new_page()
    phone.open("/")
    phone.page.get_by_text("Đã nhận ý kiến của ông/bà.").wait_for()
    assert [one.text for one in Opinion.objects.all()] == [TEXT]
    phone.open("/don-vi/")
    phone.follow("Mở biên nhận")
    assert TEXT in phone.text
    phone.open("/")
    phone.page.wait_for_load_state("networkidle")
    assert not phone.page.get_by_text("Đã nhận ý kiến của ông/bà.").is_visible()
    assert Opinion.objects.count() == 1
    phone.faults = [one for one in phone.faults if "ERR_INTERNET_DISCONNECTED" not in one]


def test_an_answer_that_is_lost_on_the_way_makes_no_second_opinion(
    commune: Commune, phone: BrowserWindow
) -> None:
    to_the_end(phone, commune)
    lost: list[APIResponse] = []

    def swallow(route: Route) -> None:
        if lost or route.request.method != "POST":
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort()

    phone.page.route("**/gui-y-kien/", swallow)
    phone.page.get_by_role("button", name="Gửi", exact=True).click()
    phone.page.get_by_text("Hiện không có mạng.").wait_for()
    assert Opinion.objects.count() == 1
    phone.open("/")
    phone.page.get_by_text("Đã nhận ý kiến của ông/bà.").wait_for()
    assert Opinion.objects.count() == 1
    phone.faults = [one for one in phone.faults if "ERR_FAILED" not in one]


def test_an_opinion_that_is_refused_says_so_and_can_be_put_right(
    commune: Commune, phone: BrowserWindow
) -> None:
    """The village was taken away while the form lay open."""
    to_the_end(phone, commune)
    commune.village.placements.all().delete()
    phone.page.get_by_role("button", name="Gửi", exact=True).click()
    phone.page.get_by_text("Xin xem lại những mục sau").first.wait_for()
    assert not Opinion.objects.exists()
    phone.open("/")
    assert not phone.page.locator("[data-outbox-told]").is_visible()
    phone.faults = [one for one in phone.faults if not one.startswith("422: ")]


def test_the_village_nearest_to_the_phone_is_chosen(commune: Commune, window: OpenWindow) -> None:
    """Its place is compared on the phone and not sent."""
    Village.objects.filter(pk=commune.village.pk).update(latitude=20.97, longitude=106.51)
    far = Village.objects.create(key="xa", name="thôn Xa", latitude=20.9, longitude=106.4)
    VillagePlacement.objects.create(village=far, unit=commune.unit)
    here = {"latitude": 20.971, "longitude": 106.512}
    phone = window(viewport=PHONE, geolocation=here, permissions=["geolocation"])
    phone.open(f"/gui-y-kien/?unit={commune.unit.key}")
    phone.send("Tiếp tục")
    phone.page.get_by_role("button", name="Vị trí hiện tại của tôi").click()
    expect(phone.page.get_by_label(f"1. {commune.village.name}")).to_be_checked()
    phone.page.get_by_text("Chọn trên bản đồ").click()
    phone.page.get_by_title(far.name).click()
    expect(phone.page.get_by_label(f"2. {far.name}")).to_be_checked()
