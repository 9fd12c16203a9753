"""The front door: reads a request whole before a thread is spent on it.

A body that comes slowly, as from four telephones in a hall with a bad network, costs a place in a
list here and nothing else. What is read goes to Django as a WSGI request; a public page that is
kept is answered at once, without a thread. Why: docs/decisions/0014.
"""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope

from doithoai.web.door.bodies import TOO_MANY, receive
from doithoai.web.door.environ import environ_of
from doithoai.web.door.handler import Handler, Request
from doithoai.web.middleware.page_cache import kept_page

PAGE_THREADS = 2
UPLOAD_THREADS = 1
"""For each web process; each thread holds one database connection. Files are looked into for
seconds: they have a thread of their own, so that no page waits for them.
"""
MOST_WAITING = 400
"""Requests that wait for a thread; more than that are told to come again."""
BUSY = (
    "Hiện có quá nhiều người gửi cùng lúc. Xin thử lại sau ít phút.\n"
    "Very much is coming in just now. Please try again in some minutes.\n"
).encode()
BUSY_HEADERS = [
    ("Retry-After", "10"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'"),
]
"""Said without Django: it has no thread to say it, or should spend none on it."""

SERVER = ("Server", "doithoai")
"""Else granian names itself, and whoever looks for its faults finds it by that."""

type Headers = list[tuple[str, str]]
type Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
"""A WSGI application (PEP 3333)."""
type Answer = tuple[int, Headers, bytes]


class Lane:
    """Threads that answer, and how many requests wait for them."""

    def __init__(self, django: Application, threads: int, name: str) -> None:
        self._django = django
        self._threads = ThreadPoolExecutor(threads, name)
        self._waiting = 0

    async def answer(self, environ: dict[str, Any]) -> Answer:
        if self._waiting >= MOST_WAITING:
            return 503, BUSY_HEADERS, BUSY
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, self._answered, environ)
        finally:
            self._waiting -= 1

    def _answered(self, environ: dict[str, Any]) -> Answer:
        """What Django answers, whole."""
        told: list[tuple[int, Headers]] = []

        def start(status: str, headers: Headers, _error: object = None) -> None:
            told.append((int(status[:3]), headers))

        content = self._django(environ, start)
        try:
            body = b"".join(content)
        finally:
            if close := getattr(content, "close", None):
                close()
        status, headers = told[-1]
        return status, headers, body


class Door:
    """An application of granian's interface RSGI."""

    def __init__(self) -> None:
        django = Handler()
        self._pages = Lane(django, PAGE_THREADS, "pages")
        self._uploads = Lane(django, UPLOAD_THREADS, "uploads")

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        environ = environ_of(scope)
        if not _has_body(environ) and (kept := kept_page(Request(environ))):
            page, told = kept
            _send(protocol, 200, list(told.items()), page)
            return
        try:
            body = await receive(environ, protocol)
        except ProtocolClosed:
            return  # who sent it is gone
        with body:
            if body.refused == TOO_MANY:
                _send(protocol, 503, BUSY_HEADERS, BUSY)
                return
            body.put_into(environ)
            lane = self._uploads if body.is_upload else self._pages
            status, headers, content = await lane.answer(environ)
        _send(protocol, status, headers, content)


def _send(protocol: HTTPProtocol, status: int, headers: Headers, content: bytes) -> None:
    protocol.response_bytes(status, [SERVER, *headers], content)


def _has_body(environ: dict[str, Any]) -> bool:
    return "CONTENT_LENGTH" in environ or "HTTP_TRANSFER_ENCODING" in environ
