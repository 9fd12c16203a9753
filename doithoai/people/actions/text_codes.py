"""Signing in with a telephone number: a code in a text message, for who has no e-mail address.

The code is an HMAC of a number that lies in the database, made with a secret outside it: neither
the database nor the queue of the worker holds what opens a session.
"""

import hmac
import logging
import secrets
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.tasks import task
from django.utils.translation import gettext as _

from doithoai.channels.sending import SMS, Message, NotTaken, open_ways, send
from doithoai.kit.errors import WrongState
from doithoai.kit.time import now
from doithoai.people.actions.security import note_failure
from doithoai.people.contacts import normal_phone
from doithoai.people.gate.passing import pass_text_code, pass_text_message
from doithoai.people.models import SecurityKind, TextCode, User
from doithoai.people.queries import account_with_phone, comes_by_card, is_demo
from doithoai.record.actions import action

GOOD_FOR: Final = timedelta(minutes=10)
DIGITS: Final = 8
logger = logging.getLogger(__name__)


def offers_text_codes() -> bool:
    """Whether the office has a channel for text messages."""
    return SMS in open_ways(is_demo=is_demo())


def ask_for_text_code(phone: str, *, who: bytes, device: str = "") -> None:
    """A code goes to the number, if it is that of an account which codes let in; whether it is,
    nobody learns here. An earlier code works no more.

    ``who``: the mark of the network; ``device`` as in ``pass_sign_in``. Raises Invalid for what is
    no number, TryLater for too many, WrongState where no text message can be sent.
    """
    if not offers_text_codes():
        raise WrongState(_("This office sends no text messages."))
    number = normal_phone(phone)
    pass_text_message(who, number, device=device)
    user = account_with_phone(number)
    if user is not None and comes_by_card(user):
        _begin(user)


def use_text_code(phone: str, typed: str, *, who: bytes) -> User:
    """Whoever has the number, if the code is right; it works no more.

    Raises WrongState for a wrong one, one too old, or none, all alike; TryLater after too many.
    """
    user = account_with_phone(normal_phone(phone))
    held = TextCode.objects.filter(user=user).first() if user else None
    pass_text_code(who, bytes(held.nonce) if held else normal_phone(phone).encode())
    if user is None or held is None or not _takes(user, held, typed):
        note_failure(SecurityKind.SIGN_IN_FAILED, account=user, about="text_code")
        raise WrongState(
            _("This code is wrong or too old. Please ask for a new one."), field="code"
        )
    return user


@action
def _begin(user: User) -> None:
    given = {"nonce": secrets.token_bytes(16), "expires_at": now() + GOOD_FOR}
    TextCode.objects.update_or_create(user=user, defaults=given)
    send_text_code.enqueue(user.pk)


@action
def _takes(user: User, held: TextCode, typed: str) -> bool:
    digits = "".join(one for one in typed if one.isdecimal())
    if not hmac.compare_digest(code_of(held).encode(), digits.encode()) or not comes_by_card(user):
        return False
    rows = TextCode.objects.filter(pk=held.pk, nonce=held.nonce, expires_at__gt=now())
    return bool(rows.delete()[0])


def code_of(held: TextCode) -> str:
    """Eight digits."""
    text = f"text code:{held.user_id}:{bytes(held.nonce).hex()}".encode()
    number = int.from_bytes(hmac.digest(settings.SECRET_KEY.encode(), text, "sha256"))
    return f"{number % 10**DIGITS:0{DIGITS}}"


@task()
def send_text_code(account: int) -> None:
    """The worker sends the newest code; when the channel does not take it, the person asks anew."""
    rows = TextCode.objects.select_related("user").filter(user=account, expires_at__gt=now())
    held = rows.first()
    if held is None or not held.user.phone:
        return
    code = code_of(held)
    words = _("%(code)s is your code for signing in, good for 10 minutes. Tell it to nobody.")
    text = words % {"code": f"{code[:4]} {code[4:]}"}
    key = f"sign-in:{bytes(held.nonce).hex()}"
    try:
        send(Message(SMS, held.user.phone, "", text, key), is_demo=is_demo())
    except NotTaken as reason:
        logger.warning("A code for signing in was not sent: %s", reason)
