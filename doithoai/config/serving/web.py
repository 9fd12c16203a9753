"""The web server: granian's workers around the front door."""

import os

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from doithoai.config.environment import Environment
from doithoai.config.orphans import end_with_parent

APPLICATION = "doithoai.config.rsgi:application"
BACKLOG = 8192
"""Connections that are taken before more are kept out: slow ones cost little."""


def serve_pages(environment: Environment) -> None:
    os.register_at_fork(after_in_child=end_with_parent)
    Server(
        APPLICATION,
        address=environment.host,
        port=environment.port,
        interface=Interfaces.RSGI,
        workers=environment.workers,
        backlog=BACKLOG,
        backpressure=BACKLOG,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=8,
    ).serve()
