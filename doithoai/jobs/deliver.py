"""Tells authors who asked for it that there is news: read the history, send, mark.

The history is the outbox. After a restart some entries are read again; each is told once all the
same, since the key of a message is its entry and its opinion.
"""

import logging
from typing import Final

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from doithoai.channels.actions import (
    begin_reading,
    keep_dispatches,
    mark_sent,
    take_due,
    try_later,
)
from doithoai.channels.models import Dispatch
from doithoai.channels.sending import EMAIL, Message, NotTaken, open_ways, send
from doithoai.commitments.queries import public_commitments
from doithoai.kit.time import now
from doithoai.opinions.models import Opinion
from doithoai.opinions.queries.telling import opinions_to_tell, opinions_to_tell_about
from doithoai.people.actions.vault import opened_identity
from doithoai.people.queries import is_demo
from doithoai.record.following import Progress, read_on
from doithoai.record.models import Entry
from doithoai.record.queries import newest_entry, public_entries

NAME: Final = "authors"
TOLD: Final = {
    "opinion": {
        "release",
        "ask",
        "accept",
        "refer",
        "move_out",
        "refuse",
        "reconsider",
        "recall",
        "undo_accept",
        "pass_on",
        "pass_back",
    },
    "matter": {"take_up", "conclude", "reopen"},
    "commitment": {"assign", "extend", "report_done", "reopen"},
}
logger = logging.getLogger(__name__)
_reached: dict[int, Progress] = {}
"""By what was kept of it in the database: the gaps are known to this process alone."""


def deliver() -> int:
    """One round; answers how many messages went out."""
    _read_on()
    count = 0
    while one := take_due():
        count += _send(one)
    return count


def _read_on() -> None:
    after = begin_reading(NAME, newest_entry())
    steps, progress = read_on(_reached.get(after, Progress(after)))
    numbers = [step.number for step in steps if step.move in TOLD.get(step.life, ())]
    told = [one for entry in public_entries(numbers) for one in _dispatches(entry)]
    keep_dispatches(NAME, told, read_until=progress.settled)
    _reached.clear()
    _reached[progress.settled] = progress


def _dispatches(entry: Entry) -> list[Dispatch]:
    """A message for each author whom the entry is about and who asked to be told."""
    return [
        Dispatch(key=f"{entry.pk}:{pk}", way=way, addressee=pk, due_at=now())
        for pk, way in _opinions_about(entry).values_list("pk", "tell_by")
    ]


def _opinions_about(entry: Entry) -> QuerySet[Opinion]:
    if entry.life == "opinion":
        return opinions_to_tell().filter(pk=entry.thing)
    if entry.life == "commitment":
        promised = public_commitments().filter(pk=entry.thing)
        return opinions_to_tell_about(promised.values_list("matter_id", flat=True))
    return opinions_to_tell_about([entry.thing])


def _send(dispatch: Dispatch) -> bool:
    message = _message(dispatch)
    if message is None:
        return False
    try:
        send(message, is_demo=is_demo())
    except NotTaken as reason:
        if not try_later(dispatch):
            logger.warning("Message %s was given up: %s", dispatch.pk, reason)
        return False
    mark_sent(dispatch)
    return True


def _message(dispatch: Dispatch) -> Message | None:
    """None when the person has been erased, or no longer wants to be told, or cannot be."""
    opinion = opinions_to_tell().filter(pk=dispatch.addressee, tell_by=dispatch.way).first()
    if opinion is None or opinion.identity is None or opinion.identity.box is None:
        return None
    contact = opened_identity(opinion.identity)
    to = contact.email if dispatch.way == EMAIL else contact.phone
    if not to or dispatch.way not in open_ways(is_demo=is_demo()):
        return None
    origin = settings.ENVIRONMENT.origin or f"http://127.0.0.1:{settings.ENVIRONMENT.port}"
    link = f"{origin}{reverse('look_up')}"
    words = _("There is news about your opinion. See it with your receipt code: %(link)s")
    return Message(dispatch.way, to, _("News about your opinion"), words % {"link": link},
                   dispatch.key)  # fmt: skip
