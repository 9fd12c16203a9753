"""Somebody with a telephone, from a loopback address that stands for a network."""

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any, Self
from urllib.parse import urlencode

UNIT = "kimthanh"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    said: dict[str, Any]
    retry_after: str


class Visitor:
    """One connection. Its methods raise OSError, HTTPException or ValueError."""

    def __init__(self, port: int, address: str) -> None:
        source = (address, 0)
        self._connection = HTTPConnection("127.0.0.1", port, timeout=30, source_address=source)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._connection.close()

    def read(self, path: str) -> int:
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status

    def send(self, text: str, client_key: str) -> Answer:
        """As the outbox does; without a proof, also where one is asked for."""
        query = urlencode({"unit": UNIT, "client_key": client_key})
        self._connection.request("GET", f"/gui-y-kien/cong/?{query}")
        answer = self._connection.getresponse()
        token = json.loads(answer.read()).get("csrf", "")
        cookie = (answer.headers["Set-Cookie"] or "").partition(";")[0]
        words = {"unit": UNIT, "kind": "opinion", "text": text, "client_key": client_key}
        body = urlencode({**words, "at": "check", "step": "send", "csrfmiddlewaretoken": token})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        headers = {**form, "Accept": "application/json", "Cookie": cookie}
        self._connection.request("POST", "/gui-y-kien/", body, headers)
        answer = self._connection.getresponse()
        retry_after = answer.headers["Retry-After"] or ""
        return Answer(answer.status, json.loads(answer.read()), retry_after)
