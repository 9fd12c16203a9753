"""What happens by the clock: authors are told that there is news, what nobody needs is swept."""

import logging
import time
from typing import Final, NamedTuple

from django.db import OperationalError, connection

from doithoai.jobs.deliver import deliver
from doithoai.kit.uploads.orphans import sweep_orphans
from doithoai.opinions.actions.attachments import sweep_attachments
from doithoai.opinions.actions.referral import destroy_referred
from doithoai.opinions.actions.tables import sweep_tables
from doithoai.opinions.actions.voiding import destroy_void
from doithoai.people.actions.cards import sweep_cards
from doithoai.people.actions.security import sweep_security_log
from doithoai.people.actors import System
from doithoai.people.gate.tally import sweep_tallies
from doithoai.record.permissions import Permission

PAUSE: Final = 5
"""Seconds between two rounds of telling."""
SWEEPS_EVERY: Final = 60 * 60
"""Seconds between two sweeps."""
CLOCK: Final = System("clock", frozenset({Permission.TRIAGE_OPINION}))
logger = logging.getLogger(__name__)


def keep_time() -> None:
    """Goes on until it is ended; a database that is away for a while only delays it."""
    next_sweep = 0.0
    while True:
        try:
            deliver()
            if time.monotonic() >= next_sweep:
                sweep()
                next_sweep = time.monotonic() + SWEEPS_EVERY
        except OperationalError:
            logger.exception("The database does not answer; trying again")
            connection.close()
        time.sleep(PAUSE)


class Swept(NamedTuple):
    """How many were erased: complaints that were referred, entries made by mistake, files of
    opinions that were never sent, files without a row, tables that nobody took over, old counters,
    old lines of the security log, old sign-in cards.
    """

    complaints: int
    void: int
    unsent_files: int
    orphans: int
    tables: int
    tallies: int
    security_lines: int
    cards: int


def sweep() -> Swept:
    return Swept(
        complaints=destroy_referred(by=CLOCK),
        void=destroy_void(by=CLOCK),
        unsent_files=sweep_attachments(),
        orphans=sweep_orphans(),
        tables=sweep_tables(),
        tallies=sweep_tallies(),
        security_lines=sweep_security_log(),
        cards=sweep_cards(),
    )
