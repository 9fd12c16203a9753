"""A thousand opinions in flight while everything that serves them is killed five times.

Each is sent as the outbox of a telephone sends it: with a client key of its own, again and again
until its receipt is there. A control that never tries again shows that the kills do hit opinions
in flight. ``bin/bench crash`` runs this alone.
"""

import os
import shutil
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

import psutil
import psycopg

from doithoai.config.database.cluster import Cluster
from tools.bench.server import free_port
from tools.bench.visitor import Visitor

OPINIONS = 1_000
KILLS = 5
SENDERS = 20
PATIENCE = 300.0  # seconds
CONSOLE = str(Path(sys.executable).with_name("doithoai"))


def print_figures() -> None:
    office = Office(Path(os.environ["DOITHOAI_HOME"]) / "crash", free_port())
    with office.open():
        _print("opinions sent until their receipt is there", Trial(office, tries_again=True))
        _print("control: sent once and given up", Trial(office, tries_again=False))


def _print(name: str, trial: "Trial") -> None:
    trial.run()
    lost, twice = trial.lost_and_twice()
    print(f"{name:44}{OPINIONS:6,} sent, {KILLS} kills: {lost} lost, {twice} twice", flush=True)


@dataclass
class Office:
    """``doithoai run`` with the illustration, killed and started again."""

    home: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def open(self) -> "Office":
        shutil.rmtree(self.home, ignore_errors=True)
        self.start()
        return self

    def __enter__(self) -> "Office":
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()

    def start(self) -> None:
        own = {"DOITHOAI_HOME": str(self.home), "DOITHOAI_PORT": str(self.port)}
        quiet = subprocess.DEVNULL
        command = [CONSOLE, "run"]
        self.process = subprocess.Popen(
            command, env={**os.environ, **own}, stdout=quiet, stderr=quiet
        )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(OSError), urlopen(f"http://127.0.0.1:{self.port}/", timeout=5):
                return
            time.sleep(0.1)
        raise TimeoutError("the office does not answer")

    def kill(self) -> None:
        """Everything at once, the database too, as when the power goes."""
        if self.process is None:
            return
        postmaster = int((self.home / "postgres" / "postmaster.pid").read_text().split()[0])
        for parent in (psutil.Process(self.process.pid), psutil.Process(postmaster)):
            for one in [parent, *parent.children(recursive=True)]:
                with suppress(psutil.NoSuchProcess):
                    one.kill()
        self.process.wait()

    def texts(self, prefix: str) -> list[str]:
        """Of the opinions that begin so."""
        with psycopg.connect(**Cluster(self.home / "postgres").parameters) as connection:
            rows = connection.execute(
                "SELECT text FROM opinions_opinion WHERE text LIKE %s", [f"{prefix}%"]
            )
            return [text for (text,) in rows]


@dataclass
class Trial:
    """``OPINIONS`` sent by ``SENDERS`` at a time, each from a network of its own."""

    office: Office
    tries_again: bool
    prefix: str = field(default_factory=lambda: f"Thử {uuid.uuid4().hex[:8]} ")
    ended: int = 0
    receipts: dict[int, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> None:
        marks = iter([OPINIONS * (n + 1) // (KILLS + 1) for n in range(KILLS)])
        with ThreadPoolExecutor(SENDERS) as senders:
            for number in range(OPINIONS):
                senders.submit(self._send, number)
            self._kill_at(marks)

    def _kill_at(self, marks: Iterator[int]) -> None:
        for mark in marks:
            while self.ended < mark:
                time.sleep(0.01)
            self.office.kill()
            self.office.start()

    def _send(self, number: int) -> None:
        key, deadline = str(uuid.uuid4()), time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                self.receipts[number] = _sent(self.office.port, self._text(number), key, number)
                break
            except (OSError, HTTPException, ValueError):
                if not self.tries_again:
                    break
                time.sleep(0.2)
        with self.lock:
            self.ended += 1

    def _text(self, number: int) -> str:
        return f"{self.prefix}{number}: kênh tiêu bồi lắng, cứ mưa to là ngập."

    def lost_and_twice(self) -> tuple[int, int]:
        """How many are not there or have no receipt, and how many are there more than once."""
        found = self.office.texts(self.prefix)
        missing = {self._text(number) for number in range(OPINIONS)} - set(found)
        told = sum(number not in self.receipts for number in range(OPINIONS))
        return max(len(missing), told), len(found) - len(set(found))


def _sent(port: int, text: str, key: str, number: int) -> str:
    """The receipt's code. Raises OSError, HTTPException or ValueError when none came."""
    with Visitor(port, f"127.{1 + number // 250}.{1 + number % 250}.1") as visitor:
        code: str = visitor.send(text, key).said.get("code", "")
    if not code:
        raise ValueError("no receipt")
    return code


if __name__ == "__main__":
    print_figures()
