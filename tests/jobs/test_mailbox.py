"""Letters of the office's mailbox wait at the desk: each once, sealed, and never lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import LazySettings

from doithoai.jobs import mailbox as job
from doithoai.jobs.mailbox import mailbox_unit, read_mailbox
from doithoai.kit.time import as_of, now
from doithoai.opinions.models import MailboxLetter, MailboxReading, Opinion
from doithoai.opinions.queries.mailbox import is_silent, mailbox_reading
from doithoai.people.models import SealedBox
from tests.channels.imap import Server, serving
from tests.factories import Commune, make_commune, make_rules
from tests.kit.letters.letters import HEAD, SAID, letter

pytestmark = pytest.mark.django_db
OTHER = HEAD.replace("<1@", "<2@")


@pytest.fixture
def commune(db: None) -> Commune:
    make_rules()
    return make_commune()


@pytest.fixture
def server(settings: LazySettings, commune: Commune) -> Iterator[Server]:
    with serving(Server([letter(SAID), letter(SAID, head=OTHER)])) as one:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, imap=one.place)
        yield one


def test_each_new_letter_waits_and_is_marked_as_read(server: Server, commune: Commune) -> None:
    assert read_mailbox() == 2
    assert server.seen == {1, 2}
    waiting = list(MailboxLetter.objects.order_by("id"))
    assert [(one.unit, one.state) for one in waiting] == [(commune.unit, "waiting")] * 2
    assert not Opinion.objects.exists()
    boxes = b"".join(bytes(one.sealed) for one in SealedBox.objects.all())
    assert SAID.encode() not in boxes
    assert b"hoa@example.vn" not in boxes


def test_a_letter_that_is_read_again_is_known(server: Server) -> None:
    read_mailbox()
    server.seen.clear()
    server.letters.append(b"Received: from b\n" + server.letters[0])  # came by two ways
    assert read_mailbox() == 0
    assert server.seen == {1, 2, 3}
    assert MailboxLetter.objects.count() == 2


def test_other_words_under_the_name_of_a_letter_are_another_letter(server: Server) -> None:
    read_mailbox()
    server.letters.append(letter("Lời khác.", head=HEAD))
    assert read_mailbox() == 1


def test_a_letter_without_a_name_is_known_by_its_content(server: Server) -> None:
    bare = HEAD.replace("Message-ID: <1@example.vn>\n", "")
    server.letters[:] = [letter(SAID, head=bare), letter(SAID, head=bare), letter("B", head=bare)]
    assert read_mailbox() == 2


def test_killed_before_it_is_marked_nothing_is_lost_or_twice(server: Server) -> None:
    server.breaks_at = "STORE"
    read_mailbox()
    assert MailboxLetter.objects.count() == 1
    server.breaks_at = ""
    assert read_mailbox() == 1
    assert server.seen == {1, 2}
    assert MailboxLetter.objects.count() == 2


@pytest.mark.parametrize("at", ["LOGIN", "SELECT", "SEARCH", "SIZE", "BODY"])
def test_a_line_that_breaks_is_noted_and_tried_again(server: Server, at: str) -> None:
    server.breaks_at = at
    assert read_mailbox() == 0
    assert MailboxReading.objects.get().fault
    server.breaks_at = ""
    assert read_mailbox() == 2
    assert MailboxReading.objects.get().fault == ""


def test_after_an_hour_of_silence_the_desk_is_told(server: Server) -> None:
    read_mailbox()
    server.breaks_at = "LOGIN"
    for minutes, told in ((50, False), (61, True)):
        with as_of(now() + timedelta(minutes=minutes)):
            read_mailbox()
            reading = mailbox_reading()
            assert reading
            assert is_silent(reading) == told


def test_a_wrong_password_and_a_missing_folder_are_faults_without_the_password(
    server: Server, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    for wrong in (server.place._replace(path="/Khac"),
                  server.place._replace(netloc=f"a:geheim@127.0.0.1:{server.port}")):  # fmt: skip
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, imap=wrong)
        assert read_mailbox() == 0
        assert MailboxReading.objects.get().fault
    assert "geheim" not in caplog.text
    assert "geheim" not in MailboxReading.objects.get().fault


def test_of_a_letter_that_is_too_large_the_head_is_taken(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "MAX_BYTES", 500)
    server.letters[:] = [letter("x" * 600)]
    assert read_mailbox() == 1
    kept = MailboxLetter.objects.get()
    assert kept.is_head_only
    assert kept.size > 600


def test_a_flood_stays_in_the_mailbox(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "MOST_WAITING", 1)
    assert read_mailbox() == 1
    assert server.seen == {1}
    assert MailboxReading.objects.get().is_full


def test_without_a_mailbox_nothing_is_read(commune: Commune) -> None:
    assert read_mailbox() == 0
    assert not MailboxReading.objects.exists()


def test_of_two_offices_the_one_that_is_named_gets_the_letters(
    server: Server, settings: LazySettings, commune: Commune
) -> None:
    other = make_commune("Xã Phú Thái", "10806")
    assert mailbox_unit() is None
    assert read_mailbox() == 0
    assert not server.seen
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, imap_unit=other.unit.key)
    assert read_mailbox() == 2
    assert set(MailboxLetter.objects.values_list("unit", flat=True)) == {other.unit.pk}
