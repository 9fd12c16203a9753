"""The background worker: takes tasks from the database, one after the other.

Beside it, in threads of their own, tables are read, so that an office learns of its mistakes while
another one's table is taken over, the index of words follows the record, and the mailbox of the
office is read. Threads will do, for which a process of their own would hold 30 MB more: strange
bytes are opened in processes that may die, and most of the rest is waiting for the database.
"""

import logging
import threading
import time
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.core.management import call_command

if TYPE_CHECKING:
    from django_tasks_db.management.commands.db_worker import Worker

PAUSE = 1.0  # seconds after a fault that no task has caught, such as a database that went away

log = logging.getLogger(__name__)


def work() -> None:
    django.setup()  # no more than a look where the process was forked
    threading.Thread(target=call_command, args=("keep_index",), daemon=True).start()
    if settings.ENVIRONMENT.imap:
        reading_mail = ("read_mailbox", "--forever")
        threading.Thread(target=call_command, args=reading_mail, daemon=True).start()
    reader, taker = worker_of(settings.READING), worker_of("default")
    reading = threading.Thread(target=_take, args=(reader,), daemon=True)
    reading.start()
    taker.configure_signals()
    try:
        taker.run()
    finally:
        reader.running = False
        if reader.running_task:
            reading.join()


def worker_of(queue: str, *, until_empty: bool = False) -> "Worker":
    from django_tasks_db.management.commands.db_worker import Worker  # has models

    return Worker(
        queue_names=[queue],
        excluded_queue_names=[],
        interval=1,
        batch=until_empty,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="",
    )


def _take(worker: "Worker") -> None:
    while worker.running:
        try:
            worker.run()
        except Exception:
            log.exception("The reader of tables stumbled; going on")
            time.sleep(PAUSE)
