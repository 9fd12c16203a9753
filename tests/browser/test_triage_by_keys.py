"""A clerk sorts what came in by keys alone, one opinion after the other."""

import pytest

from doithoai.opinions.models import Matter, Opinion, Raising
from doithoai.people.roles import RoleName as R
from tests.browser.conftest import OpenWindow
from tests.browser.windows import BrowserWindow
from tests.factories import Commune, make_matter, make_opinion

pytestmark = pytest.mark.browser

NEW = (
    "Đề nghị xã cho nạo vét kênh tiêu sau chợ Phú Thái, mưa là ngập.",
    "Đèn đường ngõ vào trường mầm non hỏng cả tháng nay.",
    "Xin hỏi lịch tiêm phòng dại cho chó ở thôn Giữa.",
)
AGAIN = "Nhờ xã nạo vét kênh tiêu sau chợ Phú Thái giúp dân."


def test_one_opinion_after_the_other_is_sorted_by_keys(
    window: OpenWindow, commune: Commune
) -> None:
    for text in (*NEW, AGAIN):
        make_opinion(commune, text)
    office = window(R.OFFICE, commune)
    loads: list[str] = []
    office.page.on("load", lambda page: loads.append(page.url))
    office.open("/ban-lam-viec/y-kien/")
    press(office, "j", "Enter")
    for _new in NEW:
        loads.clear()
        press(office, "a", "Enter")
        assert len(loads) == 1
    loads.clear()
    press(office, "1")
    assert len(loads) == 1
    assert not Opinion.objects.exclude(state="accepted").exists()
    assert [one.title for one in Matter.objects.order_by("id")] == [
        "Nạo vét kênh tiêu sau chợ Phú Thái, mưa là ngập",
        "Đèn đường ngõ vào trường mầm non hỏng cả tháng nay",
        "Lịch tiêm phòng dại cho chó ở thôn Giữa",
    ]
    assert Raising.objects.filter(matter__title__startswith="Nạo vét").count() == 2


def test_a_known_matter_said_in_other_words_is_found_by_keys(
    window: OpenWindow, commune: Commune
) -> None:
    """Enter in the box that finds must find, and not accept."""
    known = make_matter(commune, "Thoát nước sau chợ Phú Thái")
    make_opinion(commune, "Chuồng lợn nhà bên hôi quá.")
    office = window(R.OFFICE, commune)
    office.open("/ban-lam-viec/y-kien/")
    press(office, "j", "Enter")
    office.page.keyboard.press("m")
    office.page.keyboard.type("thoát nước chợ")
    press(office, "Enter")
    assert Opinion.objects.filter(state="received").count() == 1
    press(office, "1")
    assert Raising.objects.filter(matter=known).count() == 2


def press(office: BrowserWindow, *keys: str) -> None:
    """The last key leads to another page."""
    page = office.page
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(keys[-1])
