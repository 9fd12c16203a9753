"""What differs between offices, read from the environment and checked before anything starts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


class ConfigurationError(Exception):
    """Something outside the program must be put right before it can start.

    Settings, and with them the catalogues, may not be loaded yet: so the sentence is given in both
    languages and shown without a traceback.
    """

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(vietnamese, english)
        self.vietnamese = vietnamese
        self.english = english

    def __str__(self) -> str:
        return f"{self.vietnamese}\n({self.english})"


@dataclass(frozen=True)
class Environment:
    home: Path
    is_home_named: bool
    database: dict[str, Any] | None
    """libpq parameters of DATABASE_URL; None for the embedded PostgreSQL."""
    database_owner: dict[str, Any] | None
    """The same of the role that changes tables; None: the office's own does."""
    host: str
    port: int
    origin: str | None
    """Public https origin without a trailing slash; its presence means production behind TLS."""
    page_cache: bool
    workers: int
    clamav: str
    """Where clamd listens: a socket's path or host:port; empty for no scanner."""
    smtp: SplitResult | None
    """Where letters are handed over; None: this office sends none."""
    mail_from: str
    imap: SplitResult | None
    """The mailbox from which letters are taken; None: none is read."""
    imap_unit: str
    """Key of the unit whose mailbox it is; needed where several have an office."""
    sms_url: str
    sms_token: str


def read_environment(source: Mapping[str, str] = os.environ) -> Environment:
    """Raises ConfigurationError for the first setting that makes no sense."""
    database = _database("DATABASE_URL", source)
    return Environment(
        home=_home(source.get("DOITHOAI_HOME", "")),
        is_home_named=bool(source.get("DOITHOAI_HOME", "").strip()),
        database=database,
        database_owner=_owner(database, source),
        host=_host(source.get("DOITHOAI_HOST", "")),
        port=_number("DOITHOAI_PORT", source.get("DOITHOAI_PORT", ""), 8000, 1, 65535),
        origin=_origin(source.get("DOITHOAI_ORIGIN", "")),
        page_cache=_switch("DOITHOAI_PAGE_CACHE", source.get("DOITHOAI_PAGE_CACHE", "")),
        workers=_number("DOITHOAI_WORKERS", source.get("DOITHOAI_WORKERS", ""), 2, 1, 64),
        clamav=_scanner(source.get("DOITHOAI_CLAMAV", "")),
        smtp=_smtp(source.get("DOITHOAI_SMTP", "")),
        mail_from=_sender(source),
        imap=_mailbox(source.get("DOITHOAI_IMAP", "")),
        imap_unit=source.get("DOITHOAI_IMAP_UNIT", "").strip(),
        sms_url=_gateway(source.get("DOITHOAI_SMS_URL", "")),
        sms_token=source.get("DOITHOAI_SMS_TOKEN", "").strip(),
    )


def _home(text: str) -> Path:
    if "\0" in text:
        raise ConfigurationError(
            "DOITHOAI_HOME không phải là tên thư mục.", "DOITHOAI_HOME is not a folder's name."
        )
    return Path(text.strip() or "var").expanduser().absolute()


def _host(text: str) -> str:
    host = text.strip() or "127.0.0.1"
    if any(mark in host for mark in " /?#@"):
        raise ConfigurationError(
            f"DOITHOAI_HOST phải là địa chỉ hoặc tên máy, không phải “{text}”.",
            f"DOITHOAI_HOST must be an address or a host name, not “{text}”.",
        )
    return host


def _number(name: str, text: str, default: int, lowest: int, highest: int) -> int:
    text = text.strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and lowest <= int(text) <= highest):
        raise ConfigurationError(
            f"{name} phải là số nguyên từ {lowest} đến {highest}, không phải “{text}”.",
            f"{name} must be a whole number from {lowest} to {highest}, not “{text}”.",
        )
    return int(text)


def _switch(name: str, text: str) -> bool:
    word = text.strip().lower() or "on"
    if word not in {"on", "off"}:
        raise ConfigurationError(
            f"{name} phải là on hoặc off, không phải “{text}”.",
            f"{name} must be on or off, not “{text}”.",
        )
    return word == "on"


def _scanner(text: str) -> str:
    address = text.strip()
    host, _colon, port = address.rpartition(":")
    is_port = port.isascii() and port.isdigit() and 0 < int(port) < 65536
    if address and not address.startswith("/") and not (host and is_port):
        raise ConfigurationError(
            f"DOITHOAI_CLAMAV phải là đường dẫn socket hoặc máy:cổng, không phải “{text}”.",
            f"DOITHOAI_CLAMAV must be a socket's path or host:port, not “{text}”.",
        )
    return address


def _origin(text: str) -> str | None:
    text = text.strip().rstrip("/")
    if not text:
        return None
    try:
        parts = urlsplit(text)
        is_origin = bool(
            parts.scheme == "https" and parts.hostname and text == f"https://{parts.netloc}"
        )
        is_origin = is_origin and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        is_origin = False
    if not is_origin or any(mark.isspace() or mark == "*" for mark in text):
        raise ConfigurationError(
            "DOITHOAI_ORIGIN phải là địa chỉ công khai dạng https://ten.mien, "
            f"không phải “{text}”.",
            f"DOITHOAI_ORIGIN must be a public address like https://host.name, not “{text}”.",
        )
    return text


def _database(name: str, source: Mapping[str, str]) -> dict[str, Any] | None:
    text = source.get(name, "").strip()
    if not text:
        return None
    try:
        parameters = conninfo_to_dict(text) if text.startswith(("postgres:", "postgresql:")) else {}
    except ProgrammingError:  # its message may hold the password
        parameters = {}
    ports = str(parameters.get("port", "5432")).split(",")  # libpq takes several hosts
    if not parameters.get("dbname") or not all(port.isdigit() for port in ports):
        raise ConfigurationError(
            f"{name} phải có dạng postgresql://người_dùng:mật_khẩu@máy:5432/tên_cơ_sở_dữ_liệu.",
            f"{name} must look like postgresql://user:password@host:5432/database.",
        )
    return parameters


def _owner(database: dict[str, Any] | None, source: Mapping[str, str]) -> dict[str, Any] | None:
    owner = _database("DOITHOAI_DATABASE_OWNER_URL", source)
    if owner and owner["dbname"] != (database or {}).get("dbname"):
        raise ConfigurationError(
            "DOITHOAI_DATABASE_OWNER_URL phải chỉ cùng một cơ sở dữ liệu với DATABASE_URL.",
            "DOITHOAI_DATABASE_OWNER_URL must name the database of DATABASE_URL.",
        )
    return owner


def _smtp(text: str) -> SplitResult | None:
    """Its value holds a password, so that no sentence repeats it."""
    if not text.strip():
        return None
    if not (parts := _address(text, {"smtp", "smtps"})):
        raise ConfigurationError(
            "DOITHOAI_SMTP phải có dạng smtp://người_dùng:mật_khẩu@máy:587 hoặc smtps://….",
            "DOITHOAI_SMTP must look like smtp://user:password@host:587 or smtps://….",
        )
    return parts


def _sender(source: Mapping[str, str]) -> str:
    address = source.get("DOITHOAI_MAIL_FROM", "").strip()
    name, at, host = address.rpartition("@")
    is_address = bool(name and at and host) and not any(mark.isspace() for mark in address)
    if not is_address and (address or source.get("DOITHOAI_SMTP", "").strip()):
        raise ConfigurationError(
            "DOITHOAI_MAIL_FROM phải là địa chỉ thư của cơ quan khi có DOITHOAI_SMTP.",
            "DOITHOAI_MAIL_FROM must be the office's e-mail address when DOITHOAI_SMTP is set.",
        )
    return address


def _mailbox(text: str) -> SplitResult | None:
    """Over imap only to this machine. Its value holds a password: no sentence repeats it."""
    if not text.strip():
        return None
    parts = _address(text, {"imaps", "imap"})
    is_open = bool(parts and parts.username and parts.password and parts.path.isascii())
    is_safe = parts and (parts.scheme == "imaps" or parts.hostname in THIS_MACHINE)
    if not (parts and is_open and is_safe and '"' not in unquote(parts.path)):
        raise ConfigurationError(
            "DOITHOAI_IMAP phải có dạng imaps://người_dùng:mật_khẩu@máy:993/INBOX "
            "(imap:// chỉ cho chính máy này).",
            "DOITHOAI_IMAP must look like imaps://user:password@host:993/INBOX "
            "(imap:// only for this machine itself).",
        )
    return parts


def _gateway(text: str) -> str:
    """Over http only to this machine: telephone numbers go there."""
    text = text.strip()
    parts = _address(text, {"https", "http"})
    is_safe = parts and (parts.scheme == "https" or parts.hostname in THIS_MACHINE)
    if text and not is_safe:
        raise ConfigurationError(
            "DOITHOAI_SMS_URL phải bắt đầu bằng https:// (http:// chỉ cho chính máy này).",
            "DOITHOAI_SMS_URL must begin with https:// (http:// only for this machine itself).",
        )
    return text


def _address(text: str, schemes: set[str]) -> SplitResult | None:
    try:
        parts = urlsplit(text.strip())
        is_address = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if is_address else None
