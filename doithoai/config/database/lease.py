"""Several commands share one embedded PostgreSQL; the last one out stops it.

Two lock files beside the data, both released by the kernel when a process dies in any way:
``door`` is held alone while somebody starts or stops the server, ``users`` is held in common by
everybody who uses it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Self

from doithoai.config.database.cluster import Cluster
from doithoai.config.environment import ConfigurationError

try:
    import fcntl
except ImportError as error:  # Windows
    raise ConfigurationError(
        "PostgreSQL đi kèm không chạy trên Windows; hãy đặt DATABASE_URL.",
        "The embedded PostgreSQL does not run on Windows; set DATABASE_URL.",
    ) from error


class Lease:
    def __init__(self, cluster: Cluster, users: IO[bytes]) -> None:
        self.cluster = cluster
        self._users = users
        self._holder = os.getpid()

    @classmethod
    def take(cls, cluster: Cluster) -> Self:
        """Raises ConfigurationError when the server cannot be started."""
        cluster.prepare_folder()
        with _alone(_lock_file(cluster, "door")):
            users = _open(_lock_file(cluster, "users"))
            fcntl.flock(users, fcntl.LOCK_SH)
        lease = cls(cluster, users)
        try:
            lease.renew()
        except BaseException:  # interrupted or refused: leave nothing half started
            lease.release()
            raise
        return lease

    def renew(self) -> None:
        """Starts the server when it does not run, or died under us."""
        with _alone(_lock_file(self.cluster, "door")):
            self.cluster.ensure_running()

    def release(self) -> None:
        if self._users.closed or os.getpid() != self._holder:
            return
        somebody_else_uses_it = suppress(BlockingIOError)
        with _alone(_lock_file(self.cluster, "door")), self._users, somebody_else_uses_it:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.cluster.stop()


def _lock_file(cluster: Cluster, name: str) -> Path:
    return cluster.folder.with_name(f"{cluster.folder.name}.{name}")


def _open(path: Path) -> IO[bytes]:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    return os.fdopen(handle, "r+b", buffering=0)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with _open(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
