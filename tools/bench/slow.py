"""Slow and costly senders, and what others notice of them: ``bin/bench slow``.

200 connections that send one byte every two seconds; twelve telephones that send a photograph of
6 MB each at 80 kB/s; six clients that send the costliest files that we know, one after the other.
Each is set against a calm time just before it: others' p95 may be twice as much and 50 ms.
"""

import json
import os
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection, HTTPException
from io import BytesIO
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode

from PIL import Image

from tests.kit.costly import DEAR, PAPERS, PICTURES
from tools.bench.crash import Office
from tools.bench.flood import Others
from tools.bench.server import free_port
from tools.bench.visitor import UNIT

CALM_SECONDS = 20
SECONDS = 60
TRICKLES = 200
TRICKLE_EVERY = 2.0  # seconds
TELEPHONES = 12
PHOTOGRAPH = 6_000_000  # bytes
PACE = 80_000  # bytes a second
CLIENTS = 6
SLACK = 50.0  # milliseconds


def print_figures() -> None:
    office = Office(Path(os.environ["DOITHOAI_HOME"]) / "slow", free_port())
    with office.open():
        for name, begin in (
            (f"{TRICKLES} connections, a byte each {TRICKLE_EVERY:.0f} s", trickles),
            (f"{TELEPHONES} telephones, 6 MB at 80 kB/s", telephones),
            (f"{CLIENTS} clients with the costliest files", costly_clients),
        ):
            calm = Others(office.port)
            calm.watch(CALM_SECONDS)
            over = threading.Event()
            told = begin(office.port, over)
            time.sleep(2)
            busy = Others(office.port)
            busy.watch(SECONDS)
            over.set()
            most = 2 * calm.page_p95 + SLACK
            print(
                f"{name:44}others' page p95 {busy.page_p95:.0f} ms (calm {calm.page_p95:.0f}, "
                f"at most {most:.0f}), receipt p95 {busy.receipt_p95:.0f} ms "
                f"(calm {calm.receipt_p95:.0f}), {busy.refused} refused; {told()}",
                flush=True,
            )


def trickles(port: int, over: threading.Event) -> Callable[[], str]:
    """A form of which a byte comes now and then."""
    answered: list[bytes] = []

    def trickle() -> None:
        head = b"POST /gui-y-kien/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\r\n"
        while not over.is_set():
            with suppress(OSError), ExitStack() as still_open:
                one = socket.create_connection(("127.0.0.1", port), timeout=30)
                still_open.enter_context(one)
                one.sendall(head)
                one.settimeout(TRICKLE_EVERY)
                while not over.is_set():
                    one.sendall(b"a")
                    with suppress(TimeoutError):
                        answered.append(one.recv(16))
                        over.wait(TRICKLE_EVERY)
                        break

    for _each in range(TRICKLES):
        threading.Thread(target=trickle, daemon=True).start()
    return lambda: f"{len(answered)} answered in that time"


def telephones(port: int, over: threading.Event) -> Callable[[], str]:
    statuses: list[int] = []
    photograph = noisy_photograph()

    def send(number: int) -> None:
        with suppress(OSError, HTTPException):
            statuses.append(upload(port, f"127.40.{number}.1", photograph, pace=PACE))

    sending = [
        threading.Thread(target=send, args=[number], daemon=True)
        for number in range(1, TELEPHONES + 1)
    ]
    for one in sending:
        one.start()

    def arrived() -> str:
        for one in sending:
            one.join()
        return f"{statuses.count(200)} of {TELEPHONES} arrived"

    return arrived


def noisy_photograph() -> bytes:
    """12 megapixels as a telephone's camera sends them, filled up to the size."""
    drawn = BytesIO()
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(drawn, "JPEG", quality=70)
    return drawn.getvalue()[:PHOTOGRAPH].ljust(PHOTOGRAPH, b"\0")


def costly_clients(port: int, over: threading.Event) -> Callable[[], str]:
    statuses: list[int] = []
    dear = {name: one for name, one in {**PICTURES, **PAPERS}.items() if name in DEAR}
    files = [one.content() for one in dear.values()]

    def send(number: int) -> None:
        mine: Iterator[bytes] = cycle(files[number::CLIENTS])
        for content in mine:
            if over.is_set():
                return
            with suppress(OSError, HTTPException):
                statuses.append(upload(port, f"127.50.{number}.1", content))

    for number in range(CLIENTS):
        threading.Thread(target=send, args=[number], daemon=True).start()
    return lambda: (
        f"{len(statuses)} files: "
        + ", ".join(
            f"{statuses.count(status)} answered {status}" for status in sorted(set(statuses))
        )
    )


def upload(port: int, address: str, content: bytes, *, pace: int = 0) -> int:
    """The status with which a file is taken at the step of files; ``pace``: bytes a second."""
    key, mark = str(uuid.uuid4()), uuid.uuid4().hex
    connection = HTTPConnection("127.0.0.1", port, timeout=240, source_address=(address, 0))
    try:
        query = urlencode({"unit": UNIT, "client_key": key})
        connection.request("GET", f"/gui-y-kien/cong/?{query}")
        answer = connection.getresponse()
        token = json.loads(answer.read())["csrf"]
        cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0]
        fields = {
            "csrfmiddlewaretoken": token, "unit": UNIT, "kind": "opinion", "client_key": key,
            "text": "Cống tắc.", "at": "files", "step": "files",
        }  # fmt: skip
        parts = "".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        )
        file = f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        body = f"{parts}{file}".encode() + content + f"\r\n--{mark}--\r\n".encode()
        connection.putrequest("POST", "/gui-y-kien/")
        connection.putheader("Content-Type", f"multipart/form-data; boundary={mark}")
        connection.putheader("Content-Length", str(len(body)))
        connection.putheader("Cookie", cookie)
        connection.endheaders()
        step = pace // 10 or len(body)
        for at in range(0, len(body), step):
            connection.send(body[at : at + step])
            if pace:
                time.sleep(0.1)
        status = connection.getresponse().status
    finally:
        connection.close()
    return status


if __name__ == "__main__":
    print_figures()
