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
        ("DOITHOAI_DATABASE_OWNER_URL", "nonsense"),
        ("DOITHOAI_DATABASE_OWNER_URL", "postgresql://owner@host/of_nobody"),
        ("DOITHOAI_CLAMAV", "clamd"),
        ("DOITHOAI_CLAMAV", "localhost:0"),
        ("DOITHOAI_SMTP", "mail.example:587"),
        ("DOITHOAI_SMTP", "http://mail.example"),
        ("DOITHOAI_MAIL_FROM", "văn phòng"),
        ("DOITHOAI_MAIL_FROM", "@kim-thanh.example"),
        ("DOITHOAI_SMS_URL", "ftp://sms.example"),
        ("DOITHOAI_SMS_URL", "http://sms.example"),
        ("DOITHOAI_SMS_URL", "https://[sms"),
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


def test_letters_need_the_address_of_the_office_and_its_password_is_not_repeated() -> None:
    server = {"DOITHOAI_SMTP": "smtp://me:s3cret@mail.example:587"}
    with pytest.raises(ConfigurationError, match="DOITHOAI_MAIL_FROM") as caught:
        read_environment(server)
    assert "s3cret" not in str(caught.value)
    environment = read_environment({**server, "DOITHOAI_MAIL_FROM": "vp@kim-thanh.example"})
    assert environment.smtp
    assert (environment.smtp.hostname, environment.smtp.password) == ("mail.example", "s3cret")


@pytest.mark.parametrize(
    "text",
    [
        "imap://me:s3cret@mail.example/INBOX",
        "imaps://mail.example/INBOX",
        "imaps://me@mail.example",
        "https://me:s3cret@mail.example",
        "imaps://me:s3cret@mail.example/Hộp",
        "imaps://me:s3cret@mail.example/a%22b",
    ],
)
def test_a_mailbox_is_read_over_tls_with_a_password_that_nobody_is_told(text: str) -> None:
    with pytest.raises(ConfigurationError, match="DOITHOAI_IMAP") as caught:
        read_environment({"DOITHOAI_IMAP": text})
    assert "s3cret" not in str(caught.value)
    for right in ("imaps://me:s3cret@mail.example/INBOX", "imap://me:s3cret@127.0.0.1:1143"):
        assert read_environment({"DOITHOAI_IMAP": right}).imap


def test_text_messages_may_go_to_a_gateway_of_this_machine() -> None:
    url = "http://127.0.0.1:8081/send"
    assert read_environment({"DOITHOAI_SMS_URL": url}).sms_url == url


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
