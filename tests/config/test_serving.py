"""One office from its first start, through every way of ending, to the next start."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from typing import LiteralString

import psycopg
import pytest
from django.conf import settings

from doithoai.config.database.cluster import Cluster
from tests.config.offices import PATIENCE, Office, all_gone, end, kill_all, new_office

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    office = new_office(settings.HOME / "office")
    (office.home / "static").mkdir(parents=True)
    (office.home / "static" / "staticfiles.json").write_text("{}")  # of an earlier version
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


def test_an_office_shows_neither_its_list_of_files_nor_its_web_server(
    office: Office, run: subprocess.Popen[str]
) -> None:
    assert office.answer("/static/staticfiles.json") == 404
    for path in ("/", "/", "/khong-co/", "/static/css/none.css"):
        with closing(HTTPConnection("127.0.0.1", office.port, timeout=30)) as connection:
            connection.request("GET", path)
            assert connection.getresponse().getheader("Server") == "doithoai"


def test_slow_senders_hold_up_nobody(office: Office, run: subprocess.Popen[str]) -> None:
    """More of them than there are threads, each with a body of which the rest never comes."""
    head = b"POST /gui-y-kien/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nunit="
    with ExitStack() as still_open:
        for _sender in range(40):
            sender = still_open.enter_context(
                socket.create_connection(("127.0.0.1", office.port), timeout=30)
            )
            sender.sendall(head)
        assert [office.answer(f"/?page={number}") < 500 for number in range(8)] == [True] * 8


@pytest.mark.parametrize(
    ("path", "kind", "size", "status"),
    [
        ("/gui-y-kien/", "application/x-www-form-urlencoded", 65_537, 413),
        ("/ban-lam-viec/y-kien/", "application/x-www-form-urlencoded", 262_145, 413),
        ("/khong-co/", "multipart/form-data; boundary=x", 65_537, 413),
        ("/tai-khoan/login/", "multipart/form-data; boundary=x", 65_537, 413),
        ("/gui-y-kien/", "multipart/form-data; boundary=x", 31_457_281, 413),
        ("/gui-y-kien/", "multipart/form-data; boundary=x", 3_000_000, 400),
        ("/gui-y-kien/", "multipart/form-data; boundary=x", 300_000_000_000, 413),
    ],
)
def test_a_body_has_a_limit_where_it_goes(
    office: Office, run: subprocess.Popen[str], path: str, kind: str, size: int, status: int
) -> None:
    """400: read whole, and then found to be no form."""
    connection = HTTPConnection("127.0.0.1", office.port, timeout=30)
    connection.putrequest("POST", path)
    connection.putheader("Content-Type", kind)
    connection.putheader("Content-Length", str(size))
    connection.endheaders()
    if size < 100_000_000:
        connection.send(b"a" * size)
    answer = connection.getresponse()
    assert answer.status == status
    assert "<h1" in answer.read().decode()
    connection.close()


@pytest.mark.parametrize(
    ("told", "status"),
    [(b"Content-Length: 1000", 400), (b"Transfer-Encoding: chunked", 411)],
)
def test_what_the_network_cut_off_is_not_taken_for_whole(
    office: Office, run: subprocess.Popen[str], told: bytes, status: int
) -> None:
    form = b"Content-Type: application/x-www-form-urlencoded"
    head = b"\r\n".join([b"POST /gui-y-kien/ HTTP/1.1", b"Host: 127.0.0.1", form, told, b"", b""])
    with socket.create_connection(("127.0.0.1", office.port), timeout=30) as sender:
        sender.sendall(head + b"9\r\ntext=Keng\r\n")
        sender.shutdown(socket.SHUT_WR)
        assert sender.recv(12) == b"HTTP/1.1 %d" % status


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


@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE record_entry DISABLE TRIGGER USER",
        "ALTER TABLE commitments_commitment DISABLE TRIGGER USER",
        "TRUNCATE record_entry",
        "DROP TABLE record_entry",
        "CREATE OR REPLACE FUNCTION record_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN RETURN NEW; END'",
        "SET session_replication_role = replica",
        "SET ROLE doithoai_owner",
    ],
)
def test_the_offices_role_cannot_switch_off_what_keeps_the_history(
    office: Office, run: subprocess.Popen[str], sql: LiteralString
) -> None:
    with psycopg.connect(**Cluster(office.home / "postgres").parameters) as connection:
        assert connection.execute("SELECT count(*) FROM record_entry").fetchone()
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(sql)


def test_killing_everything_loses_nothing(office: Office, run: subprocess.Popen[str]) -> None:
    cluster = Cluster(office.home / "postgres")
    with psycopg.connect(**cluster.owner_parameters) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS number")
    kill_all(office.processes(run))
    run.wait(PATIENCE)
    office.running()
    with psycopg.connect(**cluster.parameters) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (1,)
