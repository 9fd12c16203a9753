"""One number for "has anything public changed?", readable in a microsecond by every process.

Public pages are kept in each web process under the current generation. ``changing()`` stands
around every COMMIT of an action: it moves the generation before the commit and again after it, so
a page rendered while a commit was under way is never kept, and one rendered before it is never
served after it. A process killed in between leaves ``pending`` above zero; pages are then not
kept until the pause is over, when the commit has long ended one way or the other.

Shape of the file: three unsigned 64-bit numbers: generation, pending, last begin
(nanoseconds since 1970, so that a restart of the machine does not matter).
It serves the processes of one machine; with several web machines set DOITHOAI_PAGE_CACHE=off.
"""

import fcntl
import mmap
import os
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings

NUMBERS = struct.Struct("=QQQ")
GENERATION = struct.Struct("=Q")
ABANDONED_AFTER = 30_000_000_000  # nanoseconds; a COMMIT of a dead client ends long before


class Freshness:
    """The shared numbers in ``path`` (made when it is missing)."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        with self._locked():
            if os.fstat(self._file).st_size < NUMBERS.size:
                os.ftruncate(self._file, NUMBERS.size)
        self._map = mmap.mmap(self._file, NUMBERS.size)

    def generation(self) -> int:
        """Pages kept under this number are the present state."""
        number: int = GENERATION.unpack_from(self._map)[0]
        return number

    def is_quiet(self) -> bool:
        """Whether no commit is under way; only then may a page be kept."""
        generation, pending, begun = NUMBERS.unpack_from(self._map)
        if not pending:
            return True
        if abs(time.time_ns() - begun) > ABANDONED_AFTER:  # also when the clock was set back
            with self._locked():
                if NUMBERS.unpack_from(self._map) == (generation, pending, begun):
                    NUMBERS.pack_into(self._map, 0, generation + 1, 0, begun)
        return False

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Stands around a commit, whether it succeeds or not."""
        self._step(+1)
        try:
            yield
        finally:
            self._step(-1)

    def _step(self, pending: int) -> None:
        with self._locked():
            generation, before, begun = NUMBERS.unpack_from(self._map)
            begun = time.time_ns() if pending > 0 else begun
            NUMBERS.pack_into(self._map, 0, generation + 1, max(0, before + pending), begun)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)


@cache
def freshness() -> Freshness:
    return Freshness(Path(settings.FRESHNESS_FILE))
