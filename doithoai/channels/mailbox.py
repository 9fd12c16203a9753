"""A mailbox over IMAP4rev1 (RFC 3501): what nobody has read yet, and a mark on what was taken.

The standard library's client does: a handful of commands, and bytes that are not looked into here.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final
from urllib.parse import SplitResult, unquote

TIMEOUT: Final = 60  # seconds for each answer
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d+)")


class NotRead(Exception):
    """The mailbox did not answer, or not as it should."""


class Mailbox:
    """A folder that is open. Every method raises NotRead."""

    def __init__(self, link: imaplib.IMAP4) -> None:
        self._link = link

    def unread(self) -> list[str]:
        """The numbers (UID) of letters that nobody has read, the oldest first."""
        (found,) = self._ask("SEARCH", "UNSEEN", "UNDELETED")[:1] or [b""]
        return (found or b"").decode("ascii", "ignore").split()

    def size(self, uid: str) -> int:
        """Bytes."""
        told = _SIZE.search(b" ".join(map(_flat, self._ask("FETCH", uid, "(RFC822.SIZE)"))))
        if told is None:
            raise NotRead("no size")
        return int(told[1])

    def content(self, uid: str) -> bytes:
        return self._part(uid, "(BODY.PEEK[])")

    def head(self, uid: str) -> bytes:
        """Only the headers."""
        return self._part(uid, "(BODY.PEEK[HEADER])")

    def mark_read(self, uid: str) -> None:
        self._ask("STORE", uid, "+FLAGS.SILENT", "(\\Seen)")

    def _part(self, uid: str, wanted: str) -> bytes:
        found = [one[1] for one in self._ask("FETCH", uid, wanted) if isinstance(one, tuple)]
        if not found:
            raise NotRead("no letter")
        return bytes(found[0])

    def _ask(self, *command: str) -> list[Any]:
        try:
            answer, told = self._link.uid(*command)
        except (imaplib.IMAP4.error, OSError) as error:
            raise NotRead(type(error).__name__) from error
        if answer != "OK":
            raise NotRead(answer)
        return told


@contextmanager
def opened_mailbox(place: SplitResult) -> Iterator[Mailbox]:
    """``place``: imaps://user:password@host:port/folder, or imap:// on this machine itself.

    Raises NotRead.
    """
    try:
        link = _connected(place)
    except (imaplib.IMAP4.error, OSError) as error:
        raise NotRead(type(error).__name__) from error
    try:
        _enter(link, place)
        yield Mailbox(link)
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            link.logout()
        with suppress(OSError):
            link.shutdown()  # a line that broke keeps its socket


def _enter(link: imaplib.IMAP4, place: SplitResult) -> None:
    folder = unquote(place.path.strip("/")) or "INBOX"
    try:
        link.login(unquote(place.username or ""), unquote(place.password or ""))
        answer, _told = link.select(f'"{folder}"')
    except (imaplib.IMAP4.error, OSError) as error:  # its words may hold the password
        raise NotRead(type(error).__name__) from None
    if answer != "OK":
        raise NotRead("no such folder")


def _connected(place: SplitResult) -> imaplib.IMAP4:
    host = place.hostname or ""
    if place.scheme == "imap":
        return imaplib.IMAP4(host, place.port or 143, timeout=TIMEOUT)
    trusted = ssl.create_default_context()
    return imaplib.IMAP4_SSL(host, place.port or 993, ssl_context=trusted, timeout=TIMEOUT)


def _flat(told: Any) -> bytes:
    return b" ".join(told) if isinstance(told, tuple) else bytes(told or b"")
