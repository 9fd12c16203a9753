"""A whole office as its operator meets it: the console in processes of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import psutil

CONSOLE = [str(Path(sys.executable).with_name("doithoai"))]
PATIENCE = 120.0  # seconds; a loaded machine may be slow, a broken one never finishes


@dataclass
class Office:
    home: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = field(default=None, repr=False)

    @property
    def surroundings(self) -> dict[str, str]:
        own = {"DOITHOAI_HOME": str(self.home), "DOITHOAI_PORT": str(self.port)}
        return {**os.environ, **own, **self.settings}

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*CONSOLE, *arguments],
            env=self.surroundings,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def running(self) -> subprocess.Popen[str]:
        """The process that serves this office already, or a new one."""
        if self.process and self.process.poll() is None:
            return self.process
        if self.process and self.process.stdout:
            self.process.stdout.close()
        self.process = self.open()
        return self.process

    def open(self) -> subprocess.Popen[str]:
        """``doithoai run --empty``, when its first page has been answered."""
        process = subprocess.Popen(
            [*CONSOLE, "run", "--empty"],
            env=self.surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert process.stdout is not None
        said = []
        for line in process.stdout:
            said.append(line)
            if f"http://127.0.0.1:{self.port}" in line and "Ctrl-C" in line:
                return process
        process.wait(PATIENCE)
        raise AssertionError("".join(said))

    def answer(self, path: str = "/") -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def postmaster(self) -> psutil.Process | None:
        try:
            number = int((self.home / "postgres" / "postmaster.pid").read_text().split()[0])
            process = psutil.Process(number)
            return None if process.status() == psutil.STATUS_ZOMBIE else process
        except (FileNotFoundError, psutil.NoSuchProcess):
            return None

    def processes(self, run: subprocess.Popen[str]) -> list[psutil.Process]:
        """Everything that serves this office."""
        postmaster = self.postmaster()
        assert postmaster is not None
        parents = [psutil.Process(run.pid), postmaster]
        return [one for parent in parents for one in [parent, *parent.children(recursive=True)]]


def new_office(folder: Path, **settings: str) -> Office:
    shutil.rmtree(folder, ignore_errors=True)
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return Office(folder, trial.getsockname()[1], settings)


def end(run: subprocess.Popen[str], number: signal.Signals) -> int:
    run.send_signal(number)
    try:
        return run.wait(PATIENCE)
    finally:
        assert run.stdout is not None
        run.stdout.close()


def all_gone(processes: list[psutil.Process], within: float) -> bool:
    deadline = time.monotonic() + within
    while any(is_alive(process) for process in processes):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def kill_all(processes: list[psutil.Process]) -> None:
    """At once, as when the power goes; what another one's end took along is gone already."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
