"""Fixtures of every test: the embedded PostgreSQL, started when the first test needs it."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from doithoai.config.database import hold_database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    lease = hold_database(settings.ENVIRONMENT)
    yield
    if lease:
        lease.release()
