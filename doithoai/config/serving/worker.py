"""The background worker: takes tasks from the database, one after the other.

Beside it, in a thread of its own, the index of words follows the record: it waits for the database
and the disk, so that it takes no time from the tasks.
"""

import threading

import django
from django.core.management import call_command


def work() -> None:
    django.setup()  # no more than a look where the process was forked
    threading.Thread(target=call_command, args=("keep_index",), daemon=True).start()
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
