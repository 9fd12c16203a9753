"""E-mail and text messages behind one shape."""

import json
import logging
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from smtplib import SMTPException
from typing import Final
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

EMAIL: Final = "email"
SMS: Final = "sms"
TIMEOUT: Final = 20  # seconds
logger = logging.getLogger(__name__)


class NotTaken(Exception):
    """The channel did not take the message; it may be tried again."""


@dataclass(frozen=True, slots=True, repr=False)
class Message:
    """``key`` is the same at every try of the same message."""

    way: str
    to: str
    subject: str
    text: str
    key: str


def open_ways(*, is_demo: bool) -> frozenset[str]:
    """The ways by which this office can tell people; a demonstration only says that it would."""
    if is_demo:
        return frozenset({EMAIL, SMS})
    reach = settings.ENVIRONMENT
    found = {EMAIL: bool(reach.smtp and reach.mail_from), SMS: bool(reach.sms_url)}
    return frozenset(way for way, is_open in found.items() if is_open)


def send(message: Message, *, is_demo: bool) -> None:
    """Hand the message over. Raises NotTaken when the channel has not taken it."""
    if is_demo:
        _note(message)
        return
    try:
        _send_mail(message) if message.way == EMAIL else _send_sms(message)
    except (OSError, SMTPException, HTTPException, ValueError) as error:
        raise NotTaken(type(error).__name__) from error


def _note(message: Message) -> None:
    folder = settings.HOME / "log"
    folder.mkdir(parents=True, exist_ok=True)
    line = f"{datetime.now().astimezone():%Y-%m-%dT%H:%M:%S%z} would be sent by {message.way}: "
    with (folder / "would-be-sent.log").open("a", encoding="utf-8") as log:
        log.write(f"{line}{message.text}\n")


def _send_mail(message: Message) -> None:
    reach, sender = settings.ENVIRONMENT.smtp, settings.ENVIRONMENT.mail_from
    if reach is None:
        raise NotTaken("no SMTP server is set")
    link = EmailBackend(
        alias="office",
        host=reach.hostname,
        port=reach.port or (465 if reach.scheme == "smtps" else 587),
        username=reach.username or "",
        password=reach.password or "",
        use_ssl=reach.scheme == "smtps",
        use_tls=reach.scheme == "smtp" and bool(reach.username),
        timeout=TIMEOUT,
    )
    stamp = {"Message-ID": f"<{message.key.replace(':', '.')}@{sender.rpartition('@')[2]}>"}
    letter = EmailMessage(message.subject, message.text, sender, [message.to], headers=stamp)
    link.send_messages([letter])


class _StayHere(HTTPRedirectHandler):
    """A gateway that sends us elsewhere would be handed the token there."""

    def redirect_request(self, *_where: object) -> None:
        return None


def _send_sms(message: Message) -> None:
    reach = settings.ENVIRONMENT
    body = json.dumps({"to": message.to, "text": message.text}, ensure_ascii=False).encode()
    head = {"Content-Type": "application/json", "Idempotency-Key": message.key}
    if reach.sms_token:
        head["Authorization"] = f"Bearer {reach.sms_token}"
    request = Request(reach.sms_url, body, head, method="POST")  # noqa: S310  checked at the start
    with build_opener(_StayHere).open(request, timeout=TIMEOUT):
        return
