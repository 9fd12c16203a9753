"""A virus scanner of the office's own (ClamAV's ``clamd``), asked before a file is opened.

Protocol: ``zINSTREAM\\0``, then chunks of (length in 4 bytes, bytes) up to one of length 0; the
answer is ``stream: OK`` or ``stream: NAME FOUND``. With a scanner set nothing passes unscanned.
"""

import logging
import socket
import struct
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, Unavailable

PATIENCE: Final = 20.0  # seconds for each answer
CHUNK: Final = 256 * 1024
LONGEST_ANSWER: Final = 4096

logger = logging.getLogger(__name__)


def prove_clean(content: bytes, *, field: str) -> None:
    """Raises Invalid for a virus, Unavailable when the scanner gives no clear answer."""
    if not settings.CLAMAV:
        return
    try:
        answer = _asked(settings.CLAMAV, content)
    except OSError as error:
        logger.error("The virus scanner does not answer: %s", error)
        raise _away(field) from error
    if answer.endswith(" FOUND"):
        raise Invalid(_("A virus was found in this file. It was not kept."), field=field)
    if not answer.endswith(" OK"):
        logger.error("The virus scanner refused to scan")
        raise _away(field)


def _asked(address: str, content: bytes) -> str:
    with _connected(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        answer = b""
        while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
            if not (more := line.recv(LONGEST_ANSWER)):
                break
            answer += more
    return answer.partition(b"\0")[0].decode(errors="replace").strip()


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)


def _away(field: str) -> Unavailable:
    sentence = _("Files cannot be checked just now. Please try again in a few minutes.")
    return Unavailable(sentence, field=field)
