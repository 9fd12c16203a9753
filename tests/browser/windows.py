"""A real Chromium as one person's window."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response

from tests.journeys.windows import OPTIONAL, Answers, Value


@dataclass
class BrowserWindow:
    """Finds everything by role and name, as somebody does who does not see the page.

    ``faults`` gathers what must not happen: a message of the console (a blocked style or script
    among them), an error of a script, a request to another host.
    """

    page: Page
    home: str
    faults: list[str] = field(default_factory=list)
    status: int = 0

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)

    def _heard(self, message: ConsoleMessage) -> None:
        # Chromium also reports a refused form (422) here, which is an answer and no fault.
        is_answer = "Failed to load resource" in message.text and self.status < 500
        if message.type in ("error", "warning") and not is_answer:
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:")):
            self.faults.append(f"request: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status
        elif response.status >= 400:
            self.faults.append(f"{response.status}: {response.url}")

    def open(self, path: str) -> int:
        self.page.goto(self.home + path, wait_until="domcontentloaded")
        return self.status

    def follow(self, link: str) -> None:
        with self._going():
            self.page.get_by_role("link", name=re.compile(re.escape(link))).first.click()

    def send(self, button: str, answers: Answers | None = None) -> int:
        pressed = self.page.locator("button", has_text=re.compile(rf"^\s*{re.escape(button)}\s*$"))
        form = self.page.locator("form").filter(has=pressed).first
        self._unfold(form)
        for label, value in (answers or {}).items():
            fill(form, label, value)
        with self._going():
            form.get_by_role("button", name=button, exact=True).click()
        return self.status

    def _unfold(self, form: Locator) -> None:
        folded = form.locator("xpath=ancestor::details[not(@open)]/summary")
        for summary in folded.all():
            summary.click()

    @contextmanager
    def _going(self) -> Iterator[None]:
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            yield

    def lines(self, name: str) -> list[str]:
        rows = self.page.get_by_role("list", name=name).get_by_role("listitem")
        return [" ".join(one.split()) for one in rows.all_text_contents()]

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def text(self) -> str:
        return " ".join((self.page.locator("main").text_content() or "").split())


def fill(form: Locator, label: str, value: Value) -> None:
    name = re.compile(rf"^\s*{re.escape(label)}{OPTIONAL}\s*$")
    if (group := form.get_by_role("group", name=name)).count():
        assert not isinstance(value, Path)
        for choice in [value] if isinstance(value, str) else value:
            group.get_by_label(choice).first.check()
        return
    box = form.get_by_label(name).first
    if isinstance(value, Path):
        box.set_input_files(value)
    elif box.evaluate("box => box.tagName") == "SELECT":
        box.select_option(label=str(value))
    else:
        box.fill(str(value))
