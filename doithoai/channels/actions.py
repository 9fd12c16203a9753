"""Keeping messages until they are out. Each leaves once; when that is in doubt, not again."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from doithoai.channels.models import Dispatch, Reading
from doithoai.channels.queries import untold_dispatches
from doithoai.kit.time import now

PAUSES = (1, 5, 30, 120, 720)  # minutes before another try
MOST_AT_ONCE = 100


def begin_reading(name: str, newest: int) -> int:
    """The entry after which ``name`` reads on; at the very first time from the newest one."""
    return Reading.objects.get_or_create(name=name, defaults={"entry": newest})[0].entry


@transaction.atomic
def keep_dispatches(name: str, dispatches: Iterable[Dispatch], *, read_until: int) -> None:
    """Keep each message once, whoever else keeps it too, and remember how far was read."""
    Dispatch.objects.bulk_create(dispatches, ignore_conflicts=True)
    Reading.objects.filter(name=name, entry__lt=read_until).update(entry=read_until)


@transaction.atomic
def take_due() -> Dispatch | None:
    """The next message that is due, marked as begun before it leaves; nobody else gets it."""
    rows = Dispatch.objects.select_for_update(skip_locked=True).filter(due_at__lte=now())
    one = rows.order_by("due_at", "id").first()
    if one:
        one.due_at, one.begun_at, one.tries = None, now(), one.tries + 1
        one.save(update_fields=["due_at", "begun_at", "tries"])
    return one


def mark_sent(dispatch: Dispatch) -> None:
    Dispatch.objects.filter(pk=dispatch.pk).update(sent_at=now())


def try_later(dispatch: Dispatch) -> bool:
    """The channel said that it did not take the message. False: it was tried often enough."""
    if dispatch.tries > len(PAUSES):
        return False
    due = now() + timedelta(minutes=PAUSES[dispatch.tries - 1])
    Dispatch.objects.filter(pk=dispatch.pk).update(due_at=due, begun_at=None)
    return True


def send_anew(addressee: int, way: str) -> bool:
    """The newest of the addressee's messages that perhaps never arrived is due again; the others
    are not missed, since it says the same. Within an action; False: there is none.

    It keeps its key, by which a channel knows a message that it has taken.
    """
    newest = untold_dispatches().filter(addressee=addressee, way=way).order_by("-id").first()
    if newest is None:
        return False
    settle_untold(addressee, way)
    Dispatch.objects.filter(pk=newest.pk).update(due_at=now(), tries=0)
    return True


def settle_untold(addressee: int, way: str) -> int:
    """Nobody need tell the addressee of these messages any more; how many there were."""
    return untold_dispatches().filter(addressee=addressee, way=way).update(begun_at=None)
