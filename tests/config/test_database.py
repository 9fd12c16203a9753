"""The embedded PostgreSQL: shared by several, stopped by the last, recovered after a kill."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator

import psutil
import psycopg
import pytest
from django.conf import settings

from doithoai.config.database.cluster import Cluster
from doithoai.config.database.lease import Lease
from doithoai.config.database.owner import programs


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """Made once and kept: what is tested is how it starts and stops."""
    cluster = Cluster(settings.HOME / "shared" / "postgres")
    yield cluster
    cluster.stop()


def test_the_last_one_out_stops_it(cluster: Cluster) -> None:
    first = Lease.take(cluster)
    second = Lease.take(cluster)
    first.release()
    assert cluster.is_ready()
    second.release()
    assert not cluster.is_ready()


def test_the_office_is_no_superuser_of_its_database(cluster: Cluster) -> None:
    lease = Lease.take(cluster)
    with psycopg.connect(**cluster.parameters) as connection:
        row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert row.fetchone() == (False,)
        assert connection.execute("SHOW fsync").fetchone() == ("on",)
        assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    lease.release()


def test_text_is_sorted_and_folded_alike_on_every_machine(cluster: Cluster) -> None:
    lease = Lease.take(cluster)
    with psycopg.connect(**cluster.parameters) as connection:
        assert connection.execute("SELECT upper('đối thoại')").fetchone() == ("ĐỐI THOẠI",)
        row = connection.execute("SELECT datlocprovider FROM pg_database WHERE datname='doithoai'")
        assert row.fetchone() == ("b",)
    lease.release()


def test_an_interrupted_creation_is_begun_again() -> None:
    home = settings.HOME / "interrupted"
    shutil.rmtree(home, ignore_errors=True)
    (home / "postgres.new" / "base").mkdir(parents=True)
    lease = Lease.take(Cluster(home / "postgres"))
    assert lease.cluster.is_ready()
    lease.release()


def test_a_killed_server_that_nobody_reaps_is_recovered(cluster: Cluster) -> None:
    """As in a container without init: the zombie keeps its number for ever."""
    Lease.take(cluster).release()
    owner = cluster.owner
    program = programs(cluster.folder.parent, owner) / "postgres"
    sockets = f"unix_socket_directories={cluster.socket_folder}"
    server = subprocess.Popen(
        [program, "-D", cluster.folder, "-c", sockets, "-c", "listen_addresses="],
        cwd="/",
        stderr=subprocess.DEVNULL,
        **owner.as_user,
    )
    while not cluster.is_ready():
        time.sleep(0.05)
    process = psutil.Process(server.pid)
    process.kill()  # its children notice and end by themselves
    lease = Lease.take(cluster)
    assert process.status() == psutil.STATUS_ZOMBIE
    assert cluster.is_ready()
    lease.release()
    server.wait()


def test_a_long_path_still_has_a_socket() -> None:
    deep = Cluster(settings.HOME / ("x" * 120) / "postgres")
    assert len(os.fsencode(deep.socket_folder)) < 80
    assert deep.socket_folder != deep.folder
