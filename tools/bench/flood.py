"""One network sends 50,000 opinions in ten minutes while others read and send.

Each sending is there for good or was told when to come again; what others read and send goes on.
``bin/bench flood`` runs this alone, for a minute at that pace; the whole with
BENCH_FLOOD_SECONDS=600 in the environment.
"""

import os
import threading
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import cycle
from pathlib import Path
from statistics import quantiles

from tools.bench.crash import Office
from tools.bench.server import free_port
from tools.bench.visitor import Visitor

SECONDS = int(os.environ.get("BENCH_FLOOD_SECONDS", "60"))
PER_SECOND = 50_000 / 600
SENDERS = 24
CALM_SECONDS = 15
FLOODER = "127.9.9.9"
READER = "127.8.8.8"
PAGES = ("/", "/doi-thoai/", "/loi-hua/", "/noi-dung/")
"""What somebody reads who prepares for a dialogue."""
REST = 0.05
EVERY = 1.0
"""Seconds between two pages, and between two of the others' opinions."""


def print_figures() -> None:
    office = Office(Path(os.environ["DOITHOAI_HOME"]) / "flood", free_port())
    with office.open():
        calm, flooded = Others(office.port), Others(office.port)
        calm.watch(CALM_SECONDS)
        flood = Flood(office.port)
        flooding = threading.Thread(target=flood.run)
        flooding.start()
        flooded.watch(SECONDS)
        flooding.join()
        there = Counter(office.texts(flood.prefix))
    told = len(flood.told)
    dropped = flood.number - len(flood.received & there.keys()) - told
    print(
        f"{'one network sends':44}{flood.number:6,} in {flood.took:.0f} s: "
        f"{len(flood.received):,} received, {told:,} told when to come again, {dropped} dropped, "
        f"{sum(there.values()) - len(there)} twice"
    )
    for name, others in (("calm", calm), ("flood", flooded)):
        print(
            f"{f'others, {name}':44}page p95 {others.page_p95:.0f} ms, "
            f"receipt p95 {others.receipt_p95:.0f} ms, {others.refused} refused"
        )


@dataclass
class Flood:
    port: int
    prefix: str = field(default_factory=lambda: f"Tràn {uuid.uuid4().hex[:8]} ")
    number: int = 0
    took: float = 0.0
    received: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)

    def run(self) -> None:
        """At the pace; when the server is slower, the senders wait for their answers."""
        total, began = round(SECONDS * PER_SECOND), time.monotonic()
        with ThreadPoolExecutor(SENDERS) as senders:
            for at in range(total):
                time.sleep(max(0.0, began + at / PER_SECOND - time.monotonic()))
                senders.submit(self._send, f"{self.prefix}{at}: kênh tiêu bồi lắng.")
        self.number, self.took = total, time.monotonic() - began

    def _send(self, text: str) -> None:
        try:
            with Visitor(self.port, FLOODER) as visitor:
                answer = visitor.send(text, str(uuid.uuid4()))
        except (OSError, HTTPException, ValueError):
            return
        if answer.said.get("code"):
            self.received.add(text)
        elif answer.status == 429 and answer.retry_after.isdigit():
            self.told.add(text)


@dataclass
class Others:
    """One who reads page after page, and one who comes each second from another network."""

    port: int
    pages: list[float] = field(default_factory=list)
    receipts: list[float] = field(default_factory=list)
    refused: int = 0

    def watch(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        reading = threading.Thread(target=self._read, args=[until])
        reading.start()
        number = 0
        while time.monotonic() < until:
            began = time.monotonic()
            self._send(number)
            number += 1
            time.sleep(max(0.0, EVERY - (time.monotonic() - began)))
        reading.join()

    @property
    def page_p95(self) -> float:
        return _p95(self.pages)

    @property
    def receipt_p95(self) -> float:
        return _p95(self.receipts)

    def _read(self, until: float) -> None:
        for path in cycle(PAGES):
            if time.monotonic() > until:
                return
            began, status = time.monotonic(), 0
            with suppress(OSError, HTTPException), Visitor(self.port, READER) as visitor:
                status = visitor.read(path)
            self.refused += status != 200
            self.pages.append(time.monotonic() - began)
            time.sleep(REST)

    def _send(self, number: int) -> None:
        began, code = time.monotonic(), ""
        address = f"127.{20 + number // 250}.{1 + number % 250}.1"
        with suppress(OSError, HTTPException, ValueError), Visitor(self.port, address) as visitor:
            code = visitor.send(f"Ý kiến của người khác {number}", str(uuid.uuid4())).said["code"]
        self.refused += not code
        self.receipts.append(time.monotonic() - began)


def _p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1] * 1000


if __name__ == "__main__":
    print_figures()
