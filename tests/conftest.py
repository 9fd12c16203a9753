"""Fixtures of every test: the embedded PostgreSQL, started when the first test needs it."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection

from doithoai.config.database import hold_database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    lease = hold_database(settings.ENVIRONMENT)
    yield
    if lease:
        lease.release()


@pytest.fixture(autouse=True)
def _may_empty_after_committing(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits is cleaned by TRUNCATE, which the history refuses outside of tests."""
    if "transactional_db" not in request.fixturenames and not _commits(request):
        yield
        return
    request.getfixturevalue("transactional_db")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_entry ENABLE TRIGGER record_entry_never_emptied")
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_entry DISABLE TRIGGER record_entry_never_emptied")


def _commits(request: pytest.FixtureRequest) -> bool:
    marker = request.node.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))
