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

from doithoai.channels.actions import take_due
from doithoai.channels.models import Dispatch
from doithoai.jobs.deliver import deliver
from doithoai.kit.time import as_of, now
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.triage import refuse_opinion
from doithoai.opinions.author import Author
from doithoai.opinions.models import Opinion
from doithoai.people.actions.vault import erase_identity
from doithoai.people.actors import Visitor
from doithoai.people.contacts import Contact
from tests.factories import Commune, make_commune

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
