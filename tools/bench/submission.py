"""How fast opinions are kept for good, beside a single-row INSERT with fsync."""

import multiprocessing
import time
import uuid
from collections.abc import Callable

import django
import psycopg
from django.conf import settings

CONNECTIONS = 4
SECONDS = 5.0
INSERT = "INSERT INTO bench_rows (body) VALUES (%s)"


def rates() -> tuple[float, float]:
    """(rows inserted, opinions received) per second by the same number of connections.

    Each connection is a process of its own; each row and each opinion is committed, with
    synchronous_commit on, before the next.
    """
    with _connect() as connection:
        connection.execute("DROP TABLE IF EXISTS bench_rows")
        connection.execute("CREATE TABLE bench_rows (id bigserial PRIMARY KEY, body text)")
    return _rate(_insert_rows), _rate(_receive_opinions)


def _rate(work: Callable[[float], int]) -> float:
    context = multiprocessing.get_context("spawn")
    with context.Pool(CONNECTIONS) as pool:
        pool.map(work, [0.3] * CONNECTIONS)
        return sum(pool.map(work, [SECONDS] * CONNECTIONS)) / SECONDS


def _connect() -> psycopg.Connection:
    database = settings.DATABASES["default"]
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    given = {ours: database[theirs] for ours, theirs in names.items() if database[theirs]}
    return psycopg.connect(**given, port=database["PORT"] or None, autocommit=True)


def _insert_rows(seconds: float) -> int:
    done, end = 0, time.monotonic() + seconds
    with _connect() as connection:
        while time.monotonic() < end:
            connection.execute(INSERT, ["Kênh tiêu bồi lắng, cứ mưa to là nước vào sân nhà."])
            done += 1
    return done


def _receive_opinions(seconds: float) -> int:
    django.setup()
    from doithoai.opinions.actions import record_opinion
    from doithoai.people.queries import Visitor
    from doithoai.places.models import Unit

    unit = Unit.objects.filter(key__startswith="bench-").earliest("id")
    text = "Kênh tiêu bồi lắng, cứ mưa to là nước vào sân nhà."
    done, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        record_opinion(by=Visitor(), client_key=uuid.uuid4(), unit=unit, text=text)
        done += 1
    return done
