"""Whoever has a copy of the database, with the office running, opens nothing (decisions 3 and 7).

Every column of every table is read, so that a new one is judged too.
"""

import io
import logging
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from doithoai.config.logs import ReticentFormatter
from doithoai.finding.index.folder import IndexFolder
from doithoai.finding.index.follow import rebuild
from doithoai.jobs.foundation import TERMINAL
from doithoai.jobs.mailbox import MAILBOX
from doithoai.kit.time import today
from doithoai.opinions.actions.mailbox import discard_letter, open_letter, receive_letter
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.tables import bring_table, check_table, import_table
from doithoai.opinions.codes import letter_key, letter_mark
from doithoai.opinions.models import MailboxLetter, Opinion
from doithoai.opinions.queries import opinion_by_receipt
from doithoai.opinions.table.lines import read_table
from doithoai.opinions.table.preview import preview_table
from doithoai.people.actions import begin_installation, make_setup_link
from doithoai.people.actors import Visitor
from doithoai.people.invitations import make_password_link
from doithoai.people.models import Installation
from doithoai.people.queries import _mode_once_set, live_setup_link
from doithoai.people.sessions import SessionStore
from tests.factories import Commune, make_commune, make_rules
from tests.opinions.table.test_tables import HEADER, book

pytestmark = pytest.mark.django_db

SAID = "Bờ mương sau chợ lở hết rồi."
IN_TABLE = "Đèn đường xóm Đông không sáng."
SENDER = {"name": "Nguyễn Thị Zúy", "phone": "0987654321", "email": "zuy@example.vn"}
LINE = (1, "Vũ Thị Zịu", "thôn Phương Duệ", IN_TABLE, "0912000777", "05/01/2026")
WAITING = (1, "Bà Zạng", "thôn Nơi Khác", "Mất nước.", "0933000888", "hôm qua")
PERSONS = ("Zúy", "987654321", "zuy@example.vn", "Zịu", "912000777", "Zạng", "933000888", "CCCD-Z",
           "Zuyến", "zuyen@example.vn", "944000999")  # fmt: skip


@dataclass
class Office:
    """An office after a working day; ``secrets``: what opens something, and for whom."""

    commune: Commune
    log: io.StringIO
    secrets: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that would be written to the operator."""
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(ReticentFormatter("{levelname} {name}: {message}", style="{"))
    for name in ("", "django"):
        logging.getLogger(name).addHandler(handler)
    yield told
    for name in ("", "django"):
        logging.getLogger(name).removeHandler(handler)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A folder of its own: an index that is left behind would answer other tests."""
    return tmp_path / "index"


@pytest.fixture
def office(db: None, log: io.StringIO, index: Path) -> Iterator[Office]:
    make_rules()
    _mode_once_set.cache_clear()
    begin_installation(Installation.Mode.REAL, by=TERMINAL)
    token = make_setup_link(by=TERMINAL)
    office = Office(make_commune(), log, {"setup link": token})
    _somebody_sends(office)
    _the_front_brings_tables(office)
    _letters_come(office)
    _officials_sign_in(office)
    rebuild(IndexFolder(index))
    yield office
    _mode_once_set.cache_clear()


def _somebody_sends(office: Office) -> None:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "green").save(drawn, "JPEG")
    photo = SimpleUploadedFile("CCCD-Zúy-0987654321.jpg", drawn.getvalue(), "image/jpeg")
    visitor, key = Client(enforce_csrf_checks=False), str(uuid.uuid4())
    sent = {
        "unit": office.commune.unit.key,
        "kind": "opinion",
        "text": SAID,
        "client_key": key,
        "consent": "True",
        "asked": "opinion",
        **SENDER,
    }
    visitor.post(reverse("send"), sent | {"at": "files", "step": "files", "file": photo})
    answer = visitor.post(
        reverse("send"), sent | {"at": "check", "step": "send", "with_files": "on"},
        headers={"Accept": "application/json"},
    )  # fmt: skip
    code = answer.json()["code"]
    office.secrets |= {"client key": key.replace("-", ""), "receipt": code.replace("-", "")}
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("withdraw", args=[code])).status_code == 403  # Django logs where


def _the_front_brings_tables(office: Office) -> None:
    commune = office.commune
    table = preview_table(
        read_table(book(HEADER, LINE), today=today()), commune.unit, with_contacts=True
    )
    import_table(table, unit=commune.unit, by=commune["front"])
    waiting = bring_table(
        by=commune["front"], unit=commune.unit, content=book(HEADER, WAITING),
        name="CCCD-Zạng.xlsx", with_contacts=True,
    )  # fmt: skip
    check_table.call(waiting.pk)


def _letters_come(office: Office) -> None:
    """One waits; of another, which was discarded, nothing is left."""
    for number in (1, 2):
        name = f"<{number}.944000999@example.vn>"
        content = f"From: Zuyến <zuyen@example.vn>\nMessage-ID: {name}\n\nMất nước. 0944000999"
        receive_letter(
            by=MAILBOX, unit=office.commune.unit, mark=letter_mark(name),
            content=content.encode(), size=len(content),
        )  # fmt: skip
        office.secrets[f"letter {number}"] = letter_key(letter_mark(name)).hex
    letter = MailboxLetter.objects.latest("id")
    open_letter(letter, by=office.commune["office"])
    discard_letter(letter, by=office.commune["office"], note="Gửi nhầm cơ quan")


def _officials_sign_in(office: Office) -> None:
    user, secret = office.commune["office"].user, generate_totp_secret()
    TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user).generate_codes()
    desk = Client()
    desk.force_login(user)
    desk.get(reverse("desk:my_work"))
    _uid, link = make_password_link(user, by=office.commune["administrator"])
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(
        reverse("beginning:account", args=[office.secrets["setup link"]])
    ).status_code in (403, 404)
    office.secrets |= {
        "second factor": secret,
        "recovery code": codes[0],
        "session": desk.cookies[settings.SESSION_COOKIE_NAME].value,
        "password link": link,
    }


def values() -> Iterator[tuple[str, str]]:
    """(column, value) of every row of every table, as a thief reads them; bytes in hexadecimal."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            names = [column.name for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if value is not None:
                        yield f"{table}.{name}", _written(value)


def _written(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)


def files(index: Path) -> Iterator[Path]:
    for folder in (settings.MEDIA_ROOT, index):
        yield from (path for path in Path(folder).rglob("*") if path.is_file())


def test_nothing_that_opens_or_names_somebody_lies_anywhere(office: Office, index: Path) -> None:
    wanted = [*PERSONS, *office.secrets.values()]
    patterns = {word: (word, word.encode().hex(), ascii(word)[1:-1]) for word in wanted}
    found = {
        f"{where}: {word}"
        for where, value in values()
        for word, spellings in patterns.items()
        if any(one.lower() in value.replace("-", "").lower() or one in value for one in spellings)
    }
    for path in files(index):
        content = path.read_bytes()
        found |= {f"{path}: {word}" for word in wanted if word.encode() in content}
        found |= {f"{path}: {word}" for word in wanted if word in str(path)}
    told = office.log.getvalue()
    assert "Forbidden" in told  # something was written at all
    found |= {f"log: {word}" for word in wanted if word in told.replace("-", "")}
    assert not found


def test_no_value_of_the_database_opens_anything(office: Office) -> None:
    known = {one.pk: one for one in Opinion.objects.select_related("unit", "village")}
    opened = []
    for where, value in list(values()):
        if opinion_by_receipt(value[:200]) or live_setup_link(value):
            opened.append(where)
        if SessionStore(value).load():
            opened.append(f"{where}, as a session")
        for key in _keys(value):
            opened += [f"{where}, as a key" for one in known.values() if _is_found(one, key, known)]
    assert not opened


def _keys(value: str) -> Iterator[uuid.UUID]:
    """Client keys that may be read out of a value."""
    bare = value.replace("-", "").lower()
    if len(bare) in (32, 64) and all(letter in "0123456789abcdef" for letter in bare):
        yield from (uuid.UUID(bare[at : at + 32]) for at in range(0, len(bare), 32))


def _is_found(opinion: Opinion, key: uuid.UUID, known: dict[int, Opinion]) -> bool:
    """Whether the same words under this key are taken for the opinion sent again."""
    unit, village, text = opinion.unit, opinion.village, opinion.text
    with transaction.atomic():
        same, _code = record_opinion(
            by=Visitor(), client_key=key, unit=unit, village=village, text=text
        )
        transaction.set_rollback(True)
    return same.pk in known


def test_whoever_reads_the_words_of_a_table_does_not_get_its_receipt(office: Office) -> None:
    """The name of a line is made of what anybody may read; under it nothing is found."""
    table = preview_table(read_table(book(HEADER, LINE), today=today()), office.commune.unit)
    (line,) = table.known
    brought = Opinion.objects.get(text=IN_TABLE)
    assert not _is_found(brought, line.key, {brought.pk: brought})
