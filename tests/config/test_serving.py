"""One office from its first start, through every way of ending, to the next start."""

import signal
import subprocess
import time
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings

from doithoai.config.database.cluster import Cluster
from tests.config.offices import PATIENCE, Office, all_gone, end, kill_all, new_office

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    office = new_office(settings.HOME / "office")
    yield office
    end(office.running(), signal.SIGTERM)


@pytest.fixture
def run(office: Office) -> subprocess.Popen[str]:
    return office.running()


def test_the_first_start_serves_pages_with_their_assets(
    office: Office, run: subprocess.Popen[str]
) -> None:
    assert office.answer() < 500
    collected = next((office.home / "static" / "css").glob("common.*.css"))
    assert office.answer(f"/static/css/{collected.name}") == 200
    assert "@import" not in collected.read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_orderly_end_ends_everything(
    office: Office, run: subprocess.Popen[str], number: signal.Signals
) -> None:
    processes = office.processes(run)
    assert end(run, number) == 0
    assert all_gone(processes, within=1)


def test_a_running_office_is_left_alone(office: Office, run: subprocess.Popen[str]) -> None:
    postmaster = office.postmaster()
    second = office.command("run")
    assert second.returncode == 2
    assert str(office.port) in second.stderr
    assert "Traceback" not in second.stderr
    assert office.command("showmigrations", "sessions").returncode == 0
    assert office.postmaster() == postmaster
    assert office.answer() < 500


def test_a_killed_database_comes_back_beneath(office: Office, run: subprocess.Popen[str]) -> None:
    postmaster = office.postmaster()
    assert postmaster is not None
    postmaster.kill()
    deadline = time.monotonic() + 30
    while office.postmaster() is None and time.monotonic() < deadline:
        time.sleep(0.2)
    assert office.command("showmigrations", "sessions").returncode == 0
    assert office.answer() < 500


def test_children_do_not_outlive_a_killed_parent(
    office: Office, run: subprocess.Popen[str]
) -> None:
    processes = [one for one in office.processes(run) if one.name() != "postgres"]
    run.kill()
    assert all_gone(processes, within=5)
    assert office.running() is not run


def test_killing_everything_loses_nothing(office: Office, run: subprocess.Popen[str]) -> None:
    cluster = Cluster(office.home / "postgres")
    with psycopg.connect(**cluster.parameters) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
    kill_all(office.processes(run))
    run.wait(PATIENCE)
    office.running()
    with psycopg.connect(**cluster.parameters) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (1,)
