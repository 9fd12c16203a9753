"""Children of ``doithoai run`` never outlive it, however it ended."""

import os
import threading
import time

SUPERVISED = "DOITHOAI_SUPERVISED"
INTERVAL = 0.3  # seconds


def end_with_parent() -> None:
    """Watches the parent, when started below ``doithoai run``, and ends at once after it.

    A killed parent can tell nobody; that the system gave us another one is what every Unix shows.
    """
    if SUPERVISED in os.environ:
        threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(INTERVAL)
    os._exit(1)
