"""How fast opinions are kept for good, beside a single-row INSERT with fsync."""

import multiprocessing
import statistics
import time
import uuid
from collections.abc import Callable
from multiprocessing.pool import Pool
from typing import Any

import django
import psycopg
from django.conf import settings

from doithoai.config.database import owner_settings

CONNECTIONS = 4
ROUNDS = 7
SECONDS = 2.0
INSERT = "INSERT INTO bench_rows (body) VALUES (%s)"


def rates() -> tuple[float, float]:
    """(rows inserted, opinions received) per second by the same number of connections.

    Each connection is a process of its own; each row and each opinion is committed, with
    synchronous_commit on, before the next. The two take turns, and of each the median round
    counts, after one to warm up: what else the machine does for a moment weighs on neither.
    """
    with _connect(owner_settings(settings.ENVIRONMENT)) as connection:
        connection.execute("DROP TABLE IF EXISTS bench_rows")
        connection.execute("CREATE TABLE bench_rows (id bigserial PRIMARY KEY, body text)")
    inserted, received = [], []
    with multiprocessing.get_context("spawn").Pool(CONNECTIONS) as pool:
        for _ in range(ROUNDS):
            inserted.append(_rate(pool, _insert_rows))
            received.append(_rate(pool, _receive_opinions))
    return statistics.median(inserted[1:]), statistics.median(received[1:])


def _rate(pool: Pool, work: Callable[[float], int]) -> float:
    return sum(pool.map(work, [SECONDS] * CONNECTIONS, chunksize=1)) / SECONDS


def _connect(database: dict[str, Any] | None = None) -> psycopg.Connection:
    database = database or settings.DATABASES["default"]
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
    from doithoai.opinions.actions.receiving import record_opinion
    from doithoai.people.actors import Visitor
    from doithoai.places.models import Unit

    unit = Unit.objects.filter(key__startswith="bench-").earliest("id")
    text = "Kênh tiêu bồi lắng, cứ mưa to là nước vào sân nhà."
    done, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        record_opinion(by=Visitor(), client_key=uuid.uuid4(), unit=unit, text=text)
        done += 1
    return done
