"""Opening strange bytes in a process that may die.

Whatever a file does to its decoder (memory, time, a crash, a panic) ends that process and nothing
else, and leaves the interpreter's lock to all others meanwhile. See ``__main__.py`` for its limits.
"""

import logging
import subprocess
import sys
from typing import Final

PATIENCE: Final = 30.0  # seconds
CPU_SECONDS: Final = 15
TOO_MUCH: Final = "large_inside"

logger = logging.getLogger(__name__)


class Wrong(Exception):
    """Why a file is refused, as one word: TOO_MUCH or one of the reader's own."""


def opened_apart(reader: str, content: bytes, *, cpu_seconds: int = CPU_SECONDS) -> bytes:
    """What the function ``reader`` (``module:name``, bytes to bytes) makes of the content.

    Raises Wrong when it refuses, and with TOO_MUCH when it dies or takes too long; OSError when no
    process can be started.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no word of the sender's
            [sys.executable, "-m", __name__, reader, str(cpu_seconds)],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Wrong(TOO_MUCH) from error
    if done.returncode:
        logger.warning("%s died of a file (%s)", reader, done.returncode)
        raise Wrong(TOO_MUCH)
    verdict, _end, made = done.stdout.partition(b"\n")
    if verdict:
        raise Wrong(verdict.decode())
    return made
