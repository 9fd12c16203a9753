"""Every page fits the narrowest phone and can be read by everybody, in light and in dark."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from doithoai.channels.actions import keep_dispatches, take_due
from doithoai.channels.models import Dispatch
from doithoai.kit.time import as_of, now, today
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.rounds import open_round
from doithoai.opinions.models import Opinion
from doithoai.people.actors import Visitor
from doithoai.people.contacts import Contact
from doithoai.people.roles import RoleName
from tests.browser.conftest import OpenWindow
from tests.browser.windows import BrowserWindow
from tests.factories import (
    Commune,
    make_commitment,
    make_dialogue,
    make_done,
    make_draft,
    make_matter,
    make_opinion,
)

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast"]
"""The only rule that can end differently in the dark."""
NARROW = {"width": 320, "height": 640}
WIDTH = """size => {
    document.documentElement.dataset.text = size;
    return document.documentElement.scrollWidth;
}"""


@dataclass
class Addresses:
    public: list[str]
    desk: list[tuple[str, str]]


@pytest.fixture
def addresses(commune: Commune) -> Addresses:
    """Pages with something on them, in the states in which they show most."""
    waiting, untold = make_opinion(commune), untold_opinion(commune)
    done = make_done(make_commitment(commune, make_matter(commune)), commune)
    running = make_commitment(commune, make_matter(commune, "Đèn đường xóm Đông không sáng"))
    draft = make_draft(commune, make_matter(commune, "Rác thải sinh hoạt chưa thu gom đúng lịch"))
    planned = make_dialogue(
        commune, make_matter(commune, "Đường trục xã xuống cấp"), state="planned"
    )
    opened = make_dialogue(commune, make_matter(commune, "Nước sạch yếu về tối"), state="open")
    collection = open_round(
        by=commune[RoleName.FRONT],
        unit=commune.unit,
        title="Trước đối thoại quý IV",
        opens_on=today(),
        closes_on=today(),
    )
    item = draft.dialogue.agenda.get()
    office, agency, manager = RoleName.OFFICE, RoleName.AGENCY, RoleName.ADMINISTRATOR
    desk = [
        (office, ""), (office, "y-kien/"), (office, "y-kien/nhap/"),
        (office, f"y-kien/{waiting.pk}/"), (office, f"y-kien/{untold.pk}/"),
        (office, "dot-lay-y-kien/"),
        (office, f"dot-lay-y-kien/{collection.pk}/"), (office, "doi-thoai/"),
        (office, "tim/?q=kenh"), (office, "noi-dung/"),
        (office, "doi-thoai/lap-ke-hoach/"), (office, f"doi-thoai/{planned.pk}/"),
        (office, f"doi-thoai/{planned.pk}/chuong-trinh/"),
        (office, f"doi-thoai/{opened.pk}/phat-bieu/"), (office, "ket-luan/"),
        (office, f"ket-luan/{draft.pk}/"),
        (office, f"ket-luan/{draft.pk}/noi-dung/{item.matter_id}/"),
        (agency, "viec/"), (agency, f"viec/{running.pk}/"), (manager, "co-quan/nguoi-dung/"),
        (manager, "co-quan/nguoi-dung/them/"), (manager, "co-quan/dia-ban/"),
        (manager, "co-quan/lich/"), (manager, "co-quan/nhat-ky-an-ninh/"),
    ]  # fmt: skip
    public = [
        "/", "/gui-y-kien/", f"/gui-y-kien/?unit={commune.unit.key}", "/tra-cuu/?q=kenh",
        "/noi-dung/", f"/noi-dung/{done.matter.code}/", f"/noi-dung/{running.matter.code}/",
        "/doi-thoai/", f"/doi-thoai/{draft.dialogue_id}/", "/loi-hua/", "/don-vi/",
        f"/don-vi/{commune.unit.key}/", "/so-lieu/", "/tai-khoan/login/",
        "/tai-khoan/password/reset/", "/khong-co-trang-nay/",
    ]  # fmt: skip
    return Addresses(public, [(role, f"/ban-lam-viec/{path}") for role, path in desk])


def untold_opinion(commune: Commune) -> Opinion:
    """The letter to its author was cut short."""
    opinion, _receipt = record_opinion(
        by=Visitor(), client_key=uuid4(), unit=commune.unit, text="Kênh tiêu bồi lắng.",
        contact=Contact(phone="0912345678", consent=True), tell_by="sms",
    )  # fmt: skip
    with as_of(now() - timedelta(hours=1)):
        letter = Dispatch(key="untold", way="sms", addressee=opinion.pk, due_at=now())
        keep_dispatches("authors", [letter], read_until=0)
        take_due()
    return opinion


@pytest.fixture
def windows(commune: Commune, window: OpenWindow) -> dict[str, BrowserWindow]:
    """The citizen's ("") and those of the officials who have the pages of the desk."""
    roles = (RoleName.OFFICE, RoleName.AGENCY, RoleName.ADMINISTRATOR)
    shown = {str(role): window(role, commune, viewport=NARROW) for role in roles}
    return {"": window(viewport=NARROW), **shown}


def test_pages_fit_and_can_be_read(addresses: Addresses, windows: dict[str, BrowserWindow]) -> None:
    """The letters do not come, as on a slow network: those of the device are wider than ours."""
    for window in windows.values():
        window.page.route("**/*.woff2", lambda route: route.abort())
        window.page.add_init_script(path=AXE)
    wrong = []
    for role, address in [("", one) for one in addresses.public] + addresses.desk:
        window = windows[role]
        window.open(address)
        assert window.status == (404 if "khong-co" in address else 200), address
        window.page.wait_for_load_state("load")  # nothing is in its place before the style is there
        for size in ("large", "normal"):
            width = window.page.evaluate(WIDTH, size)
            if width > NARROW["width"]:
                wrong.append(f"{address}: {width} px wide, {size} text; {too_wide(window)}")
        wrong += [f"{address}: {one}" for one in violations(window, LEVELS)]
        wrong += [f"{address}: {one} says not of what" for one in bare_numbers(window)]
        window.page.emulate_media(color_scheme="dark")
        wrong += [f"{address} in the dark: {one}" for one in violations(window, COLOURS)]
        window.page.emulate_media(color_scheme="light")
    assert not wrong, "\n".join(wrong)


def too_wide(window: BrowserWindow) -> Any:
    """The innermost elements that stick out."""
    return window.page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
            .filter(one => !one.children.length)
            .slice(0, 3).map(one => one.outerHTML.slice(0, 90))"""
    )


def bare_numbers(window: BrowserWindow) -> Any:
    """Counts in a table whose cells stand below each other here, where no column's head explains.

    The number by which a row is called (class ``no``) needs no word.
    """
    return window.page.evaluate(
        """() => [...document.querySelectorAll(".stack-sm td:not([data-label], .no)")]
            .map(one => one.innerText.trim()).filter(text => /^\\d+$/.test(text))"""
    )


def violations(window: BrowserWindow, rules: list[str]) -> list[str]:
    # Without preload: it would copy imported style sheets into the page, which no page may carry.
    found = window.page.evaluate(
        """runOnly => axe.run(
            { runOnly, preload: false, resultTypes: ["violations"] }
        ).then(all => ({
            looked: all.passes.length,
            wrong: all.violations.map(one => `${one.id}: ` +
                one.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(" ")),
        }))""",
        rules,
    )
    assert found["looked"], window.path
    return [str(one) for one in found["wrong"]]


def test_a_turn_survives_a_reload(commune: Commune, window: OpenWindow) -> None:
    """The secretary's computer loses power while people speak."""
    dialogue = make_dialogue(commune, make_matter(commune), state="open")
    desk = window(RoleName.OFFICE, commune)
    desk.open(f"/ban-lam-viec/doi-thoai/{dialogue.pk}/phat-bieu/")
    words = desk.page.get_by_label("Nội dung ý kiến", exact=True)
    words.fill("Kênh tiêu bồi lắng.")
    desk.page.wait_for_timeout(600)  # milliseconds; the form keeps itself after 300
    desk.page.reload()
    assert words.input_value() == "Kênh tiêu bồi lắng."
    desk.page.get_by_label("Nạo vét kênh tiêu").check()
    desk.send("Lưu lượt này")
    assert words.input_value() == ""
    words.fill("Đèn đường không sáng.")
    desk.page.wait_for_timeout(600)
    desk.page.reload()
    assert words.input_value() == "Đèn đường không sáng."
