"""Takes letters from the mailbox of the office: at least once, and none twice.

A letter is kept before it is marked as read there. Killed between the two, it is read again and
known by its Message-ID and its words. Nothing is deleted from the mailbox.
"""

import logging
import time
from email import message_from_bytes
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db import connection

from doithoai.channels.mailbox import Mailbox, NotRead, opened_mailbox
from doithoai.kit.letters.letter import MAX_BYTES
from doithoai.opinions.actions.mailbox import MOST_WAITING, note_mailbox, receive_letter
from doithoai.opinions.codes import letter_mark
from doithoai.opinions.queries.mailbox import waiting_count
from doithoai.people.actors import System
from doithoai.people.queries import offices
from doithoai.places.models import Unit
from doithoai.record.permissions import Permission

PAUSE: Final = 60
"""Seconds between two readings."""
MAILBOX: Final = System("mailbox", frozenset({Permission.ENTER_OPINION}))
LONGEST_HEAD: Final = 256 * 1024
logger = logging.getLogger(__name__)


def keep_reading() -> None:
    """Goes on until it is ended; what goes wrong is said and tried again."""
    while True:
        try:
            read_mailbox()
        except Exception:
            logger.exception("Reading the mailbox broke off; trying again")
            connection.close()
        time.sleep(PAUSE)


def read_mailbox() -> int:
    """One reading; how many letters are new here. A fault is noted where the desk sees it."""
    place, unit = settings.ENVIRONMENT.imap, mailbox_unit()
    if place is None:
        return 0
    if unit is None:
        logger.warning("No unit is known whose mailbox it is: set DOITHOAI_IMAP_UNIT")
        note_mailbox(fault="no unit")
        return 0
    count = 0
    try:
        with opened_mailbox(place) as box:
            for uid in box.unread():
                if waiting_count() >= MOST_WAITING:
                    note_mailbox(is_full=True)
                    return count
                count += _take(box, uid, unit)
    except NotRead as fault:
        logger.warning("The mailbox cannot be read: %s", fault)
        note_mailbox(fault=str(fault))
        return count
    note_mailbox()
    return count


def mailbox_unit() -> Unit | None:
    """The one that is named, or the only one that has an office."""
    key = settings.ENVIRONMENT.imap_unit
    found = [one for one in offices() if not key or one.key == key]
    return found[0] if len(found) == 1 else None


def _take(box: Mailbox, uid: str, unit: Unit) -> bool:
    size = box.size(uid)
    is_head_only = size > MAX_BYTES
    content = box.head(uid)[:LONGEST_HEAD] if is_head_only else box.content(uid)
    is_new = receive_letter(
        by=MAILBOX,
        unit=unit,
        mark=letter_mark(_name(content)),
        content=content,
        size=size,
        is_head_only=is_head_only,
    )
    box.mark_read(uid)
    return is_new


def _name(content: bytes) -> str:
    """Its Message-ID and what it says: neither a program that gives two letters one name nor
    somebody who knows a name hides a letter. What was added on the way is not asked.
    """
    head, _blank, body = content.replace(b"\r\n", b"\n").partition(b"\n\n")
    name = str(message_from_bytes(head[:LONGEST_HEAD]).get("Message-ID", "")).strip()
    return f"{name} {sha256(body if name else content).hexdigest()}"
