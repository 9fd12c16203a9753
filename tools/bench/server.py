"""One granian at a time, started the same way for the baseline and for the site."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from doithoai.config.serving.web import APPLICATION

PATIENCE_SECONDS = 30
WORKERS = 2


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(probe: str, **environment: str) -> Iterator[str]:
    """The origin of a server that answers ``probe``; ended afterwards."""
    port = free_port()
    given = {**os.environ, **environment, "DOITHOAI_PORT": str(port)}
    command = [sys.executable, "-m", "granian", "--interface", "rsgi", "--workers", str(WORKERS)]
    command += ["--port", str(port), APPLICATION]
    with Path(os.environ["DOITHOAI_HOME"], "server.log").open("ab") as log:
        process = subprocess.Popen(command, env=given, stdout=log, stderr=log)
        try:
            _wait(f"http://127.0.0.1:{port}{probe}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(address: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urlopen(address) as answer:  # noqa: S310 our own loopback server
                if answer.status == 200:
                    return
        except (URLError, ConnectionError):
            if time.monotonic() > deadline:
                print(f"{address} does not answer", file=sys.stderr)
                raise
        time.sleep(0.2)
