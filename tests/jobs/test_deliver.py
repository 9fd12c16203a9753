"""An author who asked for it is told that there is news: once, and nothing of what it is about."""

import json
import threading
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from doithoai.channels.actions import take_due
from doithoai.channels.models import Dispatch
from doithoai.jobs.deliver import deliver
from doithoai.kit.time import as_of, now
from doithoai.opinions.actions.inquiries import ask_author
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.triage import refuse_opinion
from doithoai.opinions.author import Author
from doithoai.opinions.models import Opinion
from doithoai.people.actions.vault import erase_identity
from doithoai.people.actors import Visitor
from doithoai.people.contacts import Contact
from doithoai.people.roles import RoleName as R
from doithoai.record.models import Entry
from tests.factories import Commune, make_commune, make_rules

pytestmark = pytest.mark.django_db
PHONE, TEXT = "0912345678", "Kênh tiêu bồi lắng."


class Gateway(HTTPServer):
    """What an SMS gateway was handed; ``status`` is what it answers."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[dict[str, Any]] = []
        self.status = 200


class _Handler(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.got.append({**body, "token": self.headers["Authorization"]})
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def gateway(settings: LazySettings) -> Iterator[Gateway]:
    server = Gateway()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.ENVIRONMENT = replace(
        settings.ENVIRONMENT, sms_url=f"http://127.0.0.1:{server.server_port}/", sms_token="x"
    )
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def told(gateway: Gateway) -> tuple[Commune, Opinion]:
    """Somebody who wants a text message; what happened before the first round is not told."""
    commune = make_commune()
    opinion, _receipt = record_opinion(
        by=Visitor(), client_key=uuid.uuid4(), unit=commune.unit, text=TEXT,
        contact=Contact(phone=PHONE, consent=True), tell_by="sms",
    )  # fmt: skip
    assert deliver() == 0
    return commune, opinion


def refuse(told: tuple[Commune, Opinion]) -> None:
    refuse_opinion(told[1], by=told[0]["office"], reason="Đã trả lời ở nơi khác.")


def test_news_is_told_once_without_its_content(
    told: tuple[Commune, Opinion], gateway: Gateway
) -> None:
    refuse(told)
    assert (deliver(), deliver()) == (1, 0)
    with as_of(now() + timedelta(hours=2)):
        assert deliver() == 0
    (message,) = gateway.got
    assert (message["to"], message["token"]) == (PHONE, "Bearer x")
    assert TEXT not in message["text"]
    assert "YK-" not in message["text"]
    assert "Đã trả lời" not in message["text"]


def test_a_message_cut_short_is_not_sent_again(
    told: tuple[Commune, Opinion], gateway: Gateway
) -> None:
    refuse(told)
    gateway.status = 503
    assert deliver() == 0
    with as_of(now() + timedelta(minutes=2)):
        assert take_due() is not None  # and the process is killed before it marks anything
    gateway.status = 200
    with as_of(now() + timedelta(days=2)):
        assert deliver() == 0
    assert len(gateway.got) == 1


def test_what_the_gateway_refused_is_tried_again(
    told: tuple[Commune, Opinion], gateway: Gateway
) -> None:
    refuse(told)
    gateway.status = 503
    assert (deliver(), deliver()) == (0, 0)
    gateway.status = 200
    with as_of(now() + timedelta(minutes=2)):
        assert (deliver(), deliver()) == (1, 0)
    assert len(gateway.got) == 2
    assert Dispatch.objects.get().sent_at


def test_who_was_erased_is_not_told(told: tuple[Commune, Opinion], gateway: Gateway) -> None:
    refuse(told)
    opinion = Opinion.objects.select_related("identity").get()
    assert opinion.identity
    erase_identity(opinion.identity, by=Author(opinion))
    assert deliver() == 0
    assert gateway.got == []


UNTOLD, TASK = "có thể người gửi chưa được báo", "Có thể người gửi chưa nhận được tin"


@pytest.fixture
def untold(told: tuple[Commune, Opinion], gateway: Gateway) -> tuple[Commune, Opinion]:
    """Two answers are told to nobody: the process is killed while each letter leaves."""
    make_rules()
    commune, opinion = told
    gateway.status = 503
    with as_of(now() - timedelta(minutes=20)):
        ask_author(opinion, by=commune[R.OFFICE], question="Kênh nào?")
        refuse(told)
        deliver()
    with as_of(now() - timedelta(minutes=10)):
        assert take_due()
        assert take_due()
    gateway.status = 200
    gateway.got.clear()
    return told


def desk(commune: Commune, role: str, opinion: Opinion | None = None) -> str:
    """The page of the opinion, or the first page of the desk."""
    client = Client()
    client.force_login(commune[role].user)
    name, args = ("desk:opinion", [opinion.pk]) if opinion else ("desk:my_work", [])
    return client.get(reverse(name, args=args)).content.decode()


def press(commune: Commune, opinion: Opinion, button: str, role: str = R.OFFICE) -> int:
    client = Client()
    client.force_login(commune[role].user)
    return client.post(reverse(f"desk:opinion_{button}", args=[opinion.pk])).status_code


def test_the_office_sees_who_was_perhaps_not_told(untold: tuple[Commune, Opinion]) -> None:
    commune, opinion = untold
    assert UNTOLD in desk(commune, R.OFFICE, opinion)
    assert desk(commune, R.OFFICE).count(TASK) == 1
    assert UNTOLD not in desk(commune, R.INSPECTION, opinion)
    assert TASK not in desk(commune, R.INSPECTION)
    assert TASK not in desk(make_commune("Xã Phú Thái", "10806"), R.OFFICE)


def test_a_letter_that_is_just_leaving_or_waits_is_not_missed(
    told: tuple[Commune, Opinion], gateway: Gateway
) -> None:
    make_rules()
    gateway.status = 503
    refuse(told)
    deliver()
    assert UNTOLD not in desk(told[0], R.OFFICE, told[1])
    with as_of(now() + timedelta(minutes=2)):
        assert take_due()
        assert UNTOLD not in desk(told[0], R.OFFICE, told[1])
    with as_of(now() + timedelta(minutes=8)):
        assert UNTOLD in desk(told[0], R.OFFICE, told[1])


def test_one_touch_sends_one_letter_and_the_history_tells_of_it(
    untold: tuple[Commune, Opinion], gateway: Gateway
) -> None:
    commune, opinion = untold
    assert press(commune, opinion, "send_again") == 302
    assert press(commune, opinion, "send_again") == 409
    assert UNTOLD not in desk(commune, R.OFFICE, opinion)
    assert (deliver(), deliver()) == (1, 0)
    assert [one["to"] for one in gateway.got] == [PHONE]
    noted = Entry.objects.get(life="opinion", thing=opinion.pk, move="send_again")
    assert not noted.is_public
    with as_of(now() + timedelta(days=1)):
        assert deliver() == 0
        assert TASK not in desk(commune, R.OFFICE)


def test_a_letter_that_is_sent_again_is_tried_as_often_as_a_new_one(
    untold: tuple[Commune, Opinion], gateway: Gateway
) -> None:
    press(*untold, "send_again")
    gateway.status = 503
    assert deliver() == 0
    gateway.status = 200
    with as_of(now() + timedelta(minutes=2)):
        assert deliver() == 1


def test_who_was_called_is_told_and_gets_no_letter(
    untold: tuple[Commune, Opinion], gateway: Gateway
) -> None:
    commune, opinion = untold
    assert press(commune, opinion, "note_told") == 302
    assert press(commune, opinion, "note_told") == 409
    assert TASK not in desk(commune, R.OFFICE)
    assert deliver() == 0
    assert gateway.got == []
    assert Entry.objects.filter(thing=opinion.pk, move="note_told").count() == 1


def test_only_the_office_of_the_unit_sends_again(
    untold: tuple[Commune, Opinion], gateway: Gateway
) -> None:
    commune, opinion = untold
    stranger = make_commune("Xã Phú Thái", "10806")
    for button in ("send_again", "note_told"):
        assert press(commune, opinion, button, R.INSPECTION) == 403
        assert press(stranger, opinion, button) == 404
    assert deliver() == 0
    assert UNTOLD in desk(commune, R.OFFICE, opinion)


def test_nothing_leaves_again_that_was_told(
    told: tuple[Commune, Opinion], gateway: Gateway
) -> None:
    make_rules()
    refuse(told)
    assert deliver() == 1
    with as_of(now() + timedelta(hours=1)):
        assert press(*told, "send_again") == 409
        assert press(*told, "note_told") == 409
        assert deliver() == 0
    assert not Entry.objects.filter(move__in=["send_again", "note_told"]).exists()


def test_by_a_closed_way_nothing_is_sent_again(
    untold: tuple[Commune, Opinion], settings: LazySettings
) -> None:
    commune, opinion = untold
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, sms_url="")
    assert press(commune, opinion, "send_again") == 409
    assert UNTOLD in desk(commune, R.OFFICE, opinion)


def test_what_was_given_up_is_seen_and_who_was_erased_is_not_missed(
    told: tuple[Commune, Opinion], gateway: Gateway
) -> None:
    make_rules()
    gateway.status = 503
    refuse(told)
    for hours in range(0, 91, 13):
        with as_of(now() + timedelta(hours=hours)):
            assert deliver() == 0
    with as_of(now() + timedelta(hours=100)):
        assert UNTOLD in desk(told[0], R.OFFICE, told[1])
        opinion = Opinion.objects.select_related("identity").get()
        assert opinion.identity
        erase_identity(opinion.identity, by=Author(opinion))
        assert UNTOLD not in desk(told[0], R.OFFICE, opinion)
        assert TASK not in desk(told[0], R.OFFICE)
