"""The background worker: takes tasks from the database, one after the other.

Beside it, in a thread of its own, the index of words follows the record: it waits for the database
and the disk, so that it takes no time from the tasks.
"""

import logging
import threading
import time
from typing import Final

import django
from django.core.management import call_command

PAUSE: Final = 5
"""Seconds before an index that could not be kept is tried again."""
logger = logging.getLogger(__name__)


def work() -> None:
    django.setup()  # no more than a look where the process was forked
    threading.Thread(target=_keep_index, daemon=True).start()
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="",
    )
    worker.configure_signals()
    worker.run()


def _keep_index() -> None:
    """For as long as the worker lives: what was recorded meanwhile is read the next time."""
    while True:
        try:
            call_command("keep_index")
        except Exception:
            logger.exception("The index of words stopped following the record; trying again")
        time.sleep(PAUSE)
