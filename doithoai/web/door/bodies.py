"""Bodies of requests: read as they come, within limits of size and time, by nobody's thread."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final, Self

from django.urls import Resolver404, resolve
from granian.rsgi import HTTPProtocol

from doithoai.web.visitors import network_of

FORM: Final = 64 * 1024
"""Bytes of a form. An opinion of 5,000 letters takes at most 45,000, each byte of a Vietnamese
letter written as ``%E1``.
"""
FORM_OF_DESK: Final = 256 * 1024
"""A turn has the words of who spoke, the answer and several matters."""
FILES: Final = 30 * 1024 * 1024
DRAINED: Final = 100 * 1024 * 1024
"""Of what is too large, so much is read and thrown away: whoever sends hears why it was refused."""
IN_MEMORY: Final = 1024 * 1024
PATIENCE: Final = 20.0  # seconds
SLOWEST: Final = 8 * 1024  # bytes a second, after that
MOST_FORMS: Final = 500
MOST_FILES: Final = 64
"""Bodies at once from one network: a hall of people behind one connection."""
MOST_FILES_OF_ALL: Final = 200
"""Each may take 30 MB of the disk while it comes."""

TOO_LARGE, TOO_SLOW, TOO_MANY = 413, 408, 503
CUT_OFF, NO_LENGTH = 400, 411
REFUSED: Final = "doithoai.refused"
"""In the environment of a request whose body was not taken: one of the five."""


def takes_files[View](view: View) -> View:
    """Decorates a view to which files may be sent; to all others only forms."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


class Body:
    """A body as far as it was taken; ``refused`` is 0, or why it was not."""

    def __init__(self, *, is_upload: bool, refused: int = 0) -> None:
        self.is_upload = is_upload
        self.refused = refused
        self.size = 0
        self.content: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.content.close()

    def add(self, part: bytes, most: int) -> None:
        """Notes that it is too large when it is; what is over the limit is not kept."""
        self.size += len(part)
        if self.size > most:
            self.refused = TOO_LARGE
        else:
            self.content.write(part)

    def refuse(self, why: int) -> None:
        self.refused = self.refused or why

    def put_into(self, environ: dict[str, Any]) -> None:
        if self.refused:
            self.content.seek(0)
            self.content.truncate()
            environ[REFUSED] = self.refused
            environ["CONTENT_TYPE"] = ""
        environ["CONTENT_LENGTH"] = str(0 if self.refused else self.size)
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        self.content.seek(0)
        environ["wsgi.input"] = self.content


class Coming:
    """How many bodies come just now, in this process."""

    def __init__(self) -> None:
        self._networks: Counter[tuple[bytes, bool]] = Counter()
        self._uploads = 0

    @contextmanager
    def one_more(self, network: bytes, *, is_upload: bool) -> Iterator[bool]:
        """Whether there is room for it."""
        place = network, is_upload
        is_room = self._networks[place] < (MOST_FILES if is_upload else MOST_FORMS)
        is_room = is_room and not (is_upload and self._uploads >= MOST_FILES_OF_ALL)
        if not is_room:
            yield False
            return
        self._networks[place] += 1
        self._uploads += is_upload
        try:
            yield True
        finally:
            self._uploads -= is_upload
            self._networks[place] -= 1
            if not self._networks[place]:
                del self._networks[place]


_coming = Coming()


async def receive(environ: dict[str, Any], protocol: HTTPProtocol) -> Body:
    """The body of the request, empty when there is none. Raises ProtocolClosed.

    What the network cut off is refused: half an opinion must not be taken for a whole one. Where no
    length is told nobody could know, so that every body must have one, as browsers send it.
    """
    told = environ.get("CONTENT_LENGTH", "")
    if "HTTP_TRANSFER_ENCODING" in environ:
        return Body(is_upload=False, refused=NO_LENGTH)
    if not told:
        return Body(is_upload=False)
    length = int(told) if told.isascii() and told.isdigit() and len(told) < 16 else DRAINED
    most = _most(environ)
    is_upload = most == FILES and length > FORM
    body = Body(is_upload=is_upload)
    if length > DRAINED:
        body.refuse(TOO_LARGE)
        return body
    network = network_of(environ)
    with _coming.one_more(network, is_upload=is_upload) as is_room:
        if not is_room:
            body.refuse(TOO_MANY)
            return body
        try:
            async with asyncio.timeout(PATIENCE + min(length, DRAINED) / SLOWEST):
                async for part in protocol:
                    body.add(bytes(part), most)
                    if body.size > DRAINED:
                        break
        except TimeoutError:
            body.refuse(TOO_SLOW)
    if body.size != length:
        body.refuse(CUT_OFF)
    return body


def _most(environ: dict[str, Any]) -> int:
    """Bytes that may be sent to this address."""
    path: str = environ["PATH_INFO"]
    form = FORM_OF_DESK if path.startswith("/ban-lam-viec/") else FORM
    if not environ.get("CONTENT_TYPE", "").startswith("multipart/form-data"):
        return form
    try:
        view = resolve(path.encode("latin-1").decode()).func
    except (Resolver404, UnicodeDecodeError):
        return form
    return FILES if getattr(view, "takes_files", False) else form
