"""Writing the security log.

None of it is public: unlike an action, it does not make the kept public pages old.
"""

from datetime import timedelta
from typing import Final

from doithoai.kit.errors import TryLater
from doithoai.kit.time import now, today
from doithoai.people.actors import Official
from doithoai.people.gate import limits
from doithoai.people.gate.networks import mark, network_here
from doithoai.people.gate.tally import count
from doithoai.people.models import Appointment, SecurityEvent, SecurityKind, User
from doithoai.people.queries import appointments_on
from doithoai.record.moves import Actor

KEEP: Final = timedelta(days=365)
"""What an inspection of the whole year can still be asked to explain."""
LONGEST_FILTER: Final = 300


def note_security(
    kind: SecurityKind,
    *,
    account: User | None = None,
    whom: User | None = None,
    unit: int | None = None,
    about: str = "",
) -> None:
    """Write what happened, within the transaction in which it happens if there is one.

    Without ``unit`` into the log of each unit that the account (``whom``, else ``account``) works
    for, or worked for.
    """
    units = [unit] if unit else _units_of(whom) or _units_of(account) or [None]
    network, at = network_here(), now()
    SecurityEvent.objects.bulk_create(
        SecurityEvent(
            at=at, kind=kind, account=account, whom=whom, unit_id=one, about=about, network=network
        )
        for one in units
    )


def note_failure(kind: SecurityKind, *, account: User | None, about: str = "") -> None:
    """As ``note_security``, so many in an hour of one account, or of one network, and no more.

    Whoever tries without end is told of and does not fill the disk.
    """
    try:
        if account:
            count((limits.LOG_ACCOUNT, mark(f"{kind}:{account.pk}")))
        else:
            network = network_here() or mark("unknown network")
            count((limits.LOG_NETWORK, network), (limits.LOG_NOBODY, mark("nobody")))
    except TryLater:
        return
    note_security(kind, account=account, about=about)


def note_list_taken(*, by: Official, about: str, asked: str, number: int) -> None:
    """Write that an official took a list out of the desk.

    ``about``: the name of its page; ``asked``: the filter as the address has it; ``number``: rows.
    """
    units = _units_of(by.user) or [None]
    network, at = network_here(), now()
    SecurityEvent.objects.bulk_create(
        SecurityEvent(
            at=at,
            kind=SecurityKind.LIST_TAKEN,
            account=by.user,
            unit_id=one,
            about=about,
            asked=asked[:LONGEST_FILTER],
            number=number,
            network=network,
        )
        for one in units
    )


def account_of(by: Actor) -> User | None:
    """The account of an official; None for the terminal and the clock."""
    return by.user if isinstance(by, Official) else None


def sweep_security_log() -> int:
    """Forgets what is older than a year; how many rows."""
    return SecurityEvent.objects.filter(at__lt=now() - KEEP).delete()[0]


def _units_of(account: User | None) -> list[int | None]:
    """The units for which it holds a role today; when it holds none, those for which it did."""
    if account is None:
        return []
    for rows in (appointments_on(today()), Appointment.objects.all()):
        held = rows.filter(user=account).order_by("unit_id").values_list("unit_id", flat=True)
        units: list[int | None] = [*held.distinct()]
        if units:
            return units
    return []
