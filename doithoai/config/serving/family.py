"""The processes that serve: the web server, the worker and the clock, started and ended together.

They are forked from the process that has loaded everything, so that a start loads it once.
"""

import logging
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from doithoai.config.database.lease import Lease
from doithoai.config.environment import ConfigurationError, Environment
from doithoai.config.orphans import SUPERVISED, end_with_parent
from doithoai.config.serving.clock import tell
from doithoai.config.serving.web import serve_pages
from doithoai.config.serving.worker import work

HEARTBEAT = 2.0  # seconds between looks at the database
FAREWELL = 10.0  # seconds a request or a task may still take when we end

log = logging.getLogger(__name__)
FORK = sys.platform == "linux"  # elsewhere the systems' own libraries do not survive a fork


class Family:
    def __init__(self, environment: Environment, lease: Lease | None) -> None:
        self.environment = environment
        self.lease = lease
        os.environ[SUPERVISED] = "1"

    def __enter__(self) -> Self:
        self.web = self._start(serve_pages, self.environment)
        self.worker = self._start(work)
        self.clock = self._start(tell)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        deadline = time.monotonic() + FAREWELL
        for process in (self.web, self.worker, self.clock):
            process.terminate()
        for process in (self.web, self.worker, self.clock):
            process.join(max(0.1, deadline - time.monotonic()))
            process.kill()
            process.join()

    def watch(self) -> None:
        """Returns never; a signal ends it. Raises ConfigurationError when the pages stop."""
        while True:
            wait([self.web.sentinel, self.worker.sentinel], timeout=HEARTBEAT)
            self.check()
            if not self.worker.is_alive():
                log.error("The background worker ended (%s); starting it again", self.worker)
                time.sleep(1)  # whatever ended it may need a moment
                self.worker = self._start(work)
            if not self.clock.is_alive():
                log.error("The clock ended (%s); starting it again", self.clock)
                time.sleep(1)
                self.clock = self._start(tell)
            if self.lease and not self.lease.cluster.is_ready():
                log.error("The embedded database ended; starting it again")
                self.lease.renew()

    def check(self) -> None:
        if not self.web.is_alive():
            raise ConfigurationError(
                "Máy chủ web đã dừng ngoài dự kiến; xem các dòng phía trên.",
                "The web server ended unexpectedly; see the lines above.",
            )

    def _start(self, duty: Callable[..., None], *arguments: object) -> BaseProcess:
        context = multiprocessing.get_context("fork") if FORK else multiprocessing.get_context()
        process: BaseProcess = context.Process(target=_child, args=(duty, *arguments))
        process.start()
        return process


def _child(duty: Callable[..., None], *arguments: object) -> None:
    os.setsid()  # Ctrl-C reaches us through the parent, in order
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    end_with_parent()
    duty(*arguments)
