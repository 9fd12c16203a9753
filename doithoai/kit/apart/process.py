"""Starts the process that may die, and takes what it made."""

import logging
import subprocess
import sys
from typing import Final

from doithoai.kit import apart
from doithoai.kit.apart import TOO_MUCH, Wrong

PATIENCE: Final = 30.0  # seconds
CPU_SECONDS: Final = 15

logger = logging.getLogger(__name__)


def opened_apart(reader: str, content: bytes, *, cpu_seconds: int = CPU_SECONDS) -> bytes:
    """What the function ``reader`` (``module:name``, bytes to bytes) makes of the content.

    Raises Wrong when it refuses, and with TOO_MUCH when it dies or takes too long; OSError when no
    process can be started.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no word of the sender's
            [sys.executable, "-m", apart.__name__, reader, str(cpu_seconds)],
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
