"""Nobody's words are lost: every form, at every moment at which it can be cut off.

Pages come from the resolver and forms from the pages, so that a new form is judged by itself.
"""

from collections.abc import Callable, Iterator
from itertools import count, islice
from typing import Final

import pytest
from django.urls import resolve, reverse
from playwright.sync_api import Page, Route

from doithoai.opinions.actions.inquiries import ask_author
from doithoai.opinions.models import Opinion
from doithoai.people.contacts import Contact
from doithoai.people.roles import RoleName as R
from doithoai.web.middleware.working import TAKEN
from tests.browser.conftest import OpenWindow
from tests.browser.test_desk_drafts import (
    KEPT,
    desk_pages,
    sign_in_again,
    sign_out_elsewhere,
)
from tests.browser.windows import BrowserWindow
from tests.factories import (
    Commune,
    enter_opinion,
    make_commitment,
    make_done,
    make_opinion,
    send_opinion,
)
from tests.web.public.conftest import raise_matter
from tests.web.test_every_address import make_everything
from tools.bench.fuzz_values import addresses

pytestmark = pytest.mark.browser

FORM: Final = "main form[method='post']"
TYPE: Final = """(form) => {
  const kinds = ["text", "textarea", "email", "tel", "password"];
  const boxes = [...form.elements].filter((one) => kinds.includes(one.type) && !one.readOnly);
  form.noValidate = true;
  boxes.forEach((one, at) => {
    one.value = `Loi${at}@go.example`;
    one.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return boxes.map((one) =>
    [one.name, one.value, one.type === "password" || Boolean(one.closest("[data-private]"))]);
}"""
"""Types into every box; answers (name, what was typed, whether it must not be kept)."""
READ: Final = "(form) => Object.fromEntries([...form.elements].map((one) => [one.name, one.value]))"
KEPT_HERE: Final = "() => JSON.stringify(Object.entries(localStorage))"
NEVER_KEPT: Final = {
    "opinion_identity",
    "opinion_original",
    "opinion_redact",
    "hand_over",
    "caller",
}
"""What opens the vault or is about a denunciation or a number."""

type Box = tuple[str, str, bool]
type Cut = Callable[[BrowserWindow, Commune], None]


def process_dies(office: BrowserWindow, _commune: Commune) -> None:
    """Between typing and sending."""
    context = office.page.context
    office.page.close()
    office.page = context.new_page()


def session_ends(office: BrowserWindow, commune: Commune) -> None:
    sign_out_elsewhere(office)
    send(office.page)
    assert "/login/" in office.path
    sign_in_again(office, commune)


def network_is_gone(office: BrowserWindow, _commune: Commune) -> None:
    """The form never reaches the server."""

    def drop(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    office.page.route("**/*", drop)
    send(office.page)
    office.page.unroute("**/*")


CUTS: Final[tuple[Cut, ...]] = (process_dies, session_ends, network_is_gone)


def send(page: Page) -> None:
    """Sends the form that was typed into, whatever its boxes ask for."""
    page.locator("[data-sent]").evaluate("(form) => form.requestSubmit()")
    page.wait_for_timeout(300)
    page.wait_for_load_state("domcontentloaded")


def typed_into(office: BrowserWindow, path: str, number: int) -> list[Box]:
    office.open(path)
    form = office.page.locator(FORM).nth(number)
    boxes = [tuple(one) for one in form.evaluate(TYPE)]
    form.evaluate("(form) => form.setAttribute('data-sent', '')")
    office.page.wait_for_timeout(KEPT if boxes else 0)
    return boxes


def nothing_is_lost(office: BrowserWindow, commune: Commune, path: str, number: int) -> int:
    """How many boxes there are whose words must come back, and do, however the form is cut off."""
    kept = 0
    for cut in CUTS:
        boxes = typed_into(office, path, number)
        if not boxes:
            return 0
        cut(office, commune)
        office.open(path)
        there = office.page.locator(FORM).nth(number).evaluate(READ)
        stored = office.page.evaluate(KEPT_HERE)
        for name, words, is_private in boxes:
            if is_private:
                assert there[name] != words, (path, name, cut.__name__)
                assert words not in stored, (path, name, cut.__name__)
            else:
                assert there[name] == words, (path, name, cut.__name__)
        kept = sum(not is_private for _name, _words, is_private in boxes)
        office.page.evaluate("() => localStorage.clear()")
    return kept


@pytest.fixture
def office(window: OpenWindow, commune: Commune) -> Iterator[BrowserWindow]:
    office = window(R.OFFICE, commune)
    yield office
    office.faults = [one for one in office.faults if "ERR_FAILED" not in one]


def test_a_decision_is_lost_at_no_moment(office: BrowserWindow, commune: Commune) -> None:
    """The first form with words on the page of an opinion; all forms are in the long run."""
    page = reverse("desk:opinion", args=[make_opinion(commune).pk])
    numbers = count()
    assert next(filter(None, (nothing_is_lost(office, commune, page, one) for one in numbers)))


def test_what_opens_the_vault_is_never_kept(office: BrowserWindow, commune: Commune) -> None:
    opinion = enter_opinion(commune, contact=Contact(phone="0912345678", consent=True))
    for name, args in (("opinion_identity", [opinion.pk]), ("caller", [])):
        assert nothing_is_lost(office, commune, reverse(f"desk:{name}", args=args), 0) == 0


def test_a_form_that_arrived_is_not_offered_again(office: BrowserWindow, commune: Commune) -> None:
    """The answer was lost on its way: the browser did not hear that the form was taken."""
    path = reverse("desk:opinion_new")
    office.open(path)
    office.page.locator("textarea[name=text]").fill("Đèn đường thôn Giữa hỏng ba bóng.")
    office.page.wait_for_timeout(KEPT)

    def swallow(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            office.page.context.clear_cookies(name=TAKEN)
            route.abort()
        else:
            route.continue_()

    office.page.route("**/*", swallow)
    office.page.get_by_role("button", name="Lưu").first.click()
    office.page.wait_for_timeout(KEPT)
    office.page.unroute("**/*")
    assert Opinion.objects.count() == 1
    office.open(path)
    assert office.page.locator("textarea[name=text]").input_value() == ""
    assert "Đèn đường" not in office.page.evaluate(KEPT_HERE)


@pytest.mark.long
def test_no_form_of_the_desk_loses_a_word(office: BrowserWindow, commune: Commune) -> None:
    make_opinion(commune)
    enter_opinion(commune, contact=Contact(phone="0912345678", consent=True))
    make_everything(commune)
    kept: dict[str, int] = {}
    for path in list(desk_pages(office.page.context.request, office.home)):
        office.open(path)
        name = resolve(path).url_name or path
        for number in range(office.page.locator(FORM).count()):
            found = nothing_is_lost(office, commune, path, number)
            kept[name] = kept.get(name, 0) + found
    assert {name for name in NEVER_KEPT if kept.get(name)} == set()
    assert sum(map(bool, kept.values())) > 15


@pytest.mark.long
def test_no_form_of_the_public_loses_a_word(window: OpenWindow, commune: Commune) -> None:
    """Those that send words; what only asks for a code or a word to find is typed again."""
    receipt, matter = raise_matter(commune, "Đèn đường hỏng")
    make_done(make_commitment(commune, matter), commune)
    asked, asked_receipt = send_opinion(commune)
    ask_author(asked, by=commune[R.OFFICE], question="Kênh nào?")
    make_everything(commune)
    phone, lost, seen = window(), [], 0
    codes = [receipt, asked_receipt, matter.code]
    for address in addresses():
        if address.path.startswith(("/ban-lam-viec/", "/tai-khoan/")):
            continue
        for path in islice(address.filled({"code": codes, "key": [commune.unit.key]}), 3):
            answer = phone.page.context.request.get(phone.home + path, max_redirects=0)
            if not answer.ok or "text/html" not in answer.headers.get("content-type", ""):
                continue
            phone.open(path)
            for number in range(phone.page.locator(FORM).count()):
                boxes = typed_into(phone, path, number)
                process_dies(phone, commune)
                phone.open(path)
                there = phone.page.locator(FORM).nth(number).evaluate(READ)
                lost += [(path, name) for name, words, is_private in boxes
                         if not is_private and there[name] != words]  # fmt: skip
                seen += bool(boxes)
    assert seen >= 2
    assert lost == []
