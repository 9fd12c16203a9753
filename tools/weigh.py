"""``python -m tools.weigh ADDRESS``: what a first visit to a page loads, in bytes.

A real Chromium with nothing kept opens the page of a running office: each file as it went over
the wire (compressed, with its headers) and as it is. Ends with 1 above ``LIMIT`` on the wire.
"""

import os
import sys
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import sync_playwright

LIMIT = 180_000


@dataclass
class Answer:
    address: str
    wire: int = 0
    whole: int = 0


def weigh(address: str) -> list[Answer]:
    answers: dict[str, Answer] = {}

    def begun(event: dict[str, Any]) -> None:
        answers[event["requestId"]] = Answer(event["response"]["url"])

    def grown(event: dict[str, Any]) -> None:
        if answer := answers.get(event["requestId"]):
            answer.whole += event["dataLength"]

    def done(event: dict[str, Any]) -> None:
        if answer := answers.get(event["requestId"]):
            answer.wire = int(event["encodedDataLength"])

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"]
        )
        page = browser.new_page(locale="vi-VN")
        protocol = page.context.new_cdp_session(page)
        protocol.send("Network.enable")
        protocol.on("Network.responseReceived", begun)
        protocol.on("Network.dataReceived", grown)
        protocol.on("Network.loadingFinished", done)
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(500)  # the last letters' events
        browser.close()
    return list(answers.values())


def main() -> int:
    answers = weigh(sys.argv[1])
    for one in answers:
        print(f"{one.wire:8,} {one.whole:8,}  {one.address}")
    wire, whole = sum(one.wire for one in answers), sum(one.whole for one in answers)
    print(f"{wire:8,} {whole:8,}  {len(answers)} requests")
    return 1 if wire > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
