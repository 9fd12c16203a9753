"""The web server: granian's workers around the WSGI application."""

import os

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from doithoai.config.environment import Environment
from doithoai.config.orphans import end_with_parent

THREADS = 2  # per worker; each holds one database connection


def serve_pages(environment: Environment) -> None:
    os.register_at_fork(after_in_child=end_with_parent)
    Server(
        "doithoai.config.wsgi:application",
        address=environment.host,
        port=environment.port,
        interface=Interfaces.WSGI,
        workers=environment.workers,
        blocking_threads=THREADS,
        backlog=2048,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=8,
    ).serve()
