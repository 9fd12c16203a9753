"""Every setting that makes no sense is answered by one sentence that names it."""

from pathlib import Path

import pytest

from doithoai.config.environment import ConfigurationError, read_environment


def test_nothing_needs_to_be_set() -> None:
    environment = read_environment({})
    assert environment.home == Path.cwd() / "var"
    assert environment.database is None
    assert (environment.host, environment.port) == ("127.0.0.1", 8000)
    assert environment.origin is None
    assert environment.page_cache
    assert environment.workers == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOITHOAI_HOME", "a\0b"),
        ("DOITHOAI_HOST", "http://localhost"),
        ("DOITHOAI_PORT", "eighty"),
        ("DOITHOAI_PORT", "0"),
        ("DOITHOAI_PORT", "65536"),
        ("DOITHOAI_PORT", "٨٠"),
        ("DOITHOAI_PAGE_CACHE", "perhaps"),
        ("DOITHOAI_WORKERS", "-1"),
        ("DOITHOAI_WORKERS", "two"),
        ("DOITHOAI_ORIGIN", "http://x.example"),
        ("DOITHOAI_ORIGIN", "x.example"),
        ("DOITHOAI_ORIGIN", "https://x.example/path"),
        ("DOITHOAI_ORIGIN", "https://user@x.example"),
        ("DOITHOAI_ORIGIN", "https://*.example"),
        ("DOITHOAI_ORIGIN", "https://x.example:port"),
        ("DATABASE_URL", "mysql://root@localhost/x"),
        ("DATABASE_URL", "postgresql://localhost"),
        ("DATABASE_URL", "postgresql://localhost:port/x"),
        ("DATABASE_URL", "nonsense"),
    ],
)
def test_nonsense_is_named(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_environment({name: value})
    assert name in caught.value.vietnamese
    assert name in caught.value.english


def test_the_sentence_never_repeats_a_password() -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_environment({"DATABASE_URL": "postgresql://me:s3cret@host:port/x"})
    assert "s3cret" not in str(caught.value)


def test_a_database_url_keeps_its_options() -> None:
    url = "postgresql://me:p%40ss@db.example:6432/office?sslmode=require"
    assert read_environment({"DATABASE_URL": url}).database == {
        "user": "me",
        "password": "p@ss",
        "host": "db.example",
        "port": "6432",
        "dbname": "office",
        "sslmode": "require",
    }
