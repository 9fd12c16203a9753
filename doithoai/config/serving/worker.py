"""The background worker: takes tasks from the database, one after the other."""

import django


def work() -> None:
    django.setup()  # no more than a look where the process was forked
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
