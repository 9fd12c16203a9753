"""Putting every box of the vault, and every second factor, under a new outer key."""

from collections.abc import Iterator
from typing import Final

from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from doithoai.kit.errors import NotAllowed
from doithoai.kit.sealing import Keyring, Sealed, rewrapped
from doithoai.people.actions.vault import SEALING, keyring
from doithoai.people.models import SealedBox
from doithoai.people.second_factors import outer_keys_of, rewrapped_factors
from doithoai.record.moves import Actor
from doithoai.record.notes import note
from doithoai.record.permissions import Permission

BATCH: Final = 500


def rotate_outer_key(*, by: Actor) -> Iterator[int]:
    """Make a new outer key and wrap every box's key anew; gives how many are done so far.

    Each batch is a transaction of its own. Killed halfway, the next call goes on with the key that
    was made: every box opens at any moment, under the old key or the new one. An old key is put
    aside only when no box and no second factor needs it and nobody is just sealing with it.
    """
    if not by.may(Permission.ROTATE_OUTER_KEY, None):
        raise NotAllowed(_("Your role does not open this page."))
    ring = keyring()
    active = ring.active if len(ring.names) > 1 else ring.add()
    done = 0
    while True:
        while count := _rewrap(ring, active):
            done += count
            yield done
        yield done + _rewrap_factors(ring, active)
        if _retire(ring, active, by=by):
            return


@transaction.atomic
def _rewrap(ring: Keyring, active: str) -> int:
    rows = SealedBox.objects.select_for_update(skip_locked=True).exclude(outer_key=active)
    boxes = list(rows.order_by("pk").defer("sealed")[:BATCH])  # a box may hold a whole sheet
    for box in boxes:
        anew = rewrapped(Sealed(box.outer_key, bytes(box.wrapped_key), b""), ring)
        box.outer_key, box.wrapped_key = anew.outer_key, anew.wrapped_key
    SealedBox.objects.bulk_update(boxes, ["outer_key", "wrapped_key"])
    return len(boxes)


@transaction.atomic
def _rewrap_factors(ring: Keyring, active: str) -> int:
    """The second factors of officials, which are few."""
    old = [one for one in _factors().select_for_update() if outer_keys_of(one.data) - {active}]
    for one in old:
        one.data = rewrapped_factors(one.data, ring)
        one.save(update_fields=["data"])
    return len(old)


def _factors() -> "QuerySet[Authenticator]":
    kept: QuerySet[Authenticator] = Authenticator.objects.all()
    return kept.exclude(type=Authenticator.Type.WEBAUTHN)


@transaction.atomic
def _retire(ring: Keyring, active: str, *, by: Actor) -> bool:
    """False when somebody sealed with an old key meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING])
    if SealedBox.objects.exclude(outer_key=active).exists():
        return False
    if any(outer_keys_of(one.data) - {active} for one in _factors()):
        return False
    note("vault", "rotate", 0, by=by, target="sealed", facts={"outer_key": active})
    for name in ring.names:
        if name != active:
            ring.retire(name)
    return True
