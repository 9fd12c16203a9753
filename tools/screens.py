"""``bin/screens OUT``: pictures of every page as every role, narrow and wide, light and dark.

Walks the links of a running demonstration office as each persona and pictures the first pages of
every route; what is the same for everybody only as a visitor. A picture's name is
``persona/route-n-width-scheme.png``.
"""

import os
import sys
from collections import Counter, deque
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import django
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PER_ROUTE = 3
OF_OFFICIALS = ("desk:", "account_", "mfa_")
"""Routes whose pages differ by persona; the others are the same for everybody."""
LEFT_ALONE = ("/static/", "/hien-thi/", "/tai-khoan/logout")
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main() -> None:
    origin, out = sys.argv[1], Path(sys.argv[2])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doithoai.config.settings")
    django.setup()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=CHROMIUM_FLAGS
        )
        for persona in ("visitor", *_demo_accounts(browser, origin)):
            _picture_all(browser, origin, persona, out)
        browser.close()


def _demo_accounts(browser: Browser, origin: str) -> list[str]:
    """E-mail addresses of the accounts on the sign-in page."""
    page = browser.new_page()
    page.goto(f"{origin}/tai-khoan/login/")
    inputs = page.locator("input[name=email][type=hidden]").all()
    emails = [one.get_attribute("value") or "" for one in inputs]
    page.close()
    return emails


def _picture_all(browser: Browser, origin: str, persona: str, out: Path) -> None:
    context = browser.new_context(locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    start = _sign_in(page, origin, persona) if persona != "visitor" else "/"
    folder = out / persona.split("@")[0]
    folder.mkdir(parents=True, exist_ok=True)
    addresses = _walk(page, origin, start, OF_OFFICIALS if persona != "visitor" else ("",))
    for name, address in addresses:
        _picture(context, origin + address, folder / name)
    print(f"{persona}: {len(addresses)} pages", flush=True)
    context.close()


def _sign_in(page: Page, origin: str, email: str) -> str:
    page.goto(f"{origin}/tai-khoan/login/")
    form = page.locator("form", has=page.locator(f"input[value='{email}']"))
    form.locator("button").click()
    return urlsplit(page.url).path


def _walk(page: Page, origin: str, start: str, wanted: tuple[str, ...]) -> list[tuple[str, str]]:
    """(file name, address) of the first pages of every wanted route that links lead to."""
    from django.urls import Resolver404, resolve

    seen, routes, found = {start}, Counter[str](), []
    queue = deque([start])
    while queue:
        address = queue.popleft()
        try:
            route = resolve(urlsplit(address).path).view_name
        except Resolver404:
            continue
        routes[route] += 1
        if routes[route] > PER_ROUTE or not route.startswith(wanted):
            continue
        answer = page.request.get(origin + address)
        if not answer.headers["content-type"].startswith("text/html"):
            continue  # a calendar, a photograph, a table to download
        page.goto(origin + address)
        found.append((f"{route.replace(':', '-')}-{routes[route]}", address))
        for link in page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)"):
            path = link.removeprefix(origin).partition("#")[0]
            if link.startswith(origin) and path not in seen and not path.startswith(LEFT_ALONE):
                seen.add(path)
                queue.append(path)
    return found


def _picture(context: BrowserContext, address: str, target: Path) -> None:
    page = context.new_page()
    page.goto(address)
    for width in WIDTHS:
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=f"{target}-{width}-{scheme}.png", full_page=True)
    page.close()


if __name__ == "__main__":
    main()
