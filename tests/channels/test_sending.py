"""What leaves the office: to the address alone, by the ways set, refused in one manner."""

import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_string
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings

from doithoai.channels.sending import EMAIL, SMS, Message, NotTaken, open_ways, send

LETTER = Message(EMAIL, "lua@nguoi-dan.example", "Có tin mới", "Xem tại trang ý kiến.", "news:7:1")
TEXT = Message(SMS, "0912345678", "", "Xem tại trang ý kiến.", "news:8:1")


class MailServer(socketserver.ThreadingTCPServer):
    """An SMTP server that keeps what it is handed; ``answer`` is its word on a recipient."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.got: list[str] = []
        self.answer = "250 ok"


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        for line in self.rfile:
            verb = line.strip().upper().split(b":")[0].split(b" ")[0]
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.got.append(b"".join(lines).decode())
            answer = self.server.answer if verb == b"RCPT" else "250 ok"
            self.wfile.write(f"{answer}\r\n".encode())
            if verb == b"QUIT":
                return


@pytest.fixture
def mail(settings: LazySettings) -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = urlsplit(f"smtp://127.0.0.1:{server.server_address[1]}")
        office = "van-phong@kim-thanh.example"
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, smtp=address, mail_from=office)
        yield server
        server.shutdown()
        thread.join()


def test_a_letter_goes_to_its_addressee_under_the_name_of_the_message(mail: MailServer) -> None:
    send(LETTER, is_demo=False)
    (raw,) = mail.got
    letter = message_from_string(raw)
    assert letter["To"] == "lua@nguoi-dan.example"
    assert letter["From"] == "van-phong@kim-thanh.example"
    assert letter["Message-ID"] == "<news.7.1@kim-thanh.example>"


def test_a_letter_that_the_server_refuses_may_be_tried_again(mail: MailServer) -> None:
    mail.answer = "451 try later"
    with pytest.raises(NotTaken) as refusal:
        send(LETTER, is_demo=False)
    assert "lua@" not in str(refusal.value)  # what is logged tells no address
    assert mail.got == []


def test_without_a_server_no_letter_leaves(settings: LazySettings) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, smtp=None)
    with pytest.raises(NotTaken):
        send(LETTER, is_demo=False)


def test_a_way_is_open_when_it_was_set(settings: LazySettings, mail: MailServer) -> None:
    here = replace(settings.ENVIRONMENT, sms_url="")
    settings.ENVIRONMENT = here
    assert open_ways(is_demo=False) == {EMAIL}
    settings.ENVIRONMENT = replace(here, mail_from="", sms_url="https://sms.example/")
    assert open_ways(is_demo=False) == {SMS}
    assert open_ways(is_demo=True) == {EMAIL, SMS}


def test_a_demonstration_sends_nothing_and_notes_no_address(
    mail: MailServer, settings: LazySettings, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    send(LETTER, is_demo=True)
    send(TEXT, is_demo=True)
    noted = (tmp_path / "log" / "would-be-sent.log").read_text(encoding="utf-8")
    assert noted.count("Xem tại trang ý kiến.") == 2
    assert "lua@" not in noted
    assert "0912345678" not in noted
    assert mail.got == []


class Elsewhere(BaseHTTPRequestHandler):
    """A gateway that sends us to another address."""

    asked: list[Any] = []

    def do_POST(self) -> None:
        self.asked.append(self.path)
        self.send_response(307)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *_words: object) -> None:
        pass


def test_the_token_follows_nobody_elsewhere(settings: LazySettings) -> None:
    with HTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/send"
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, sms_url=url, sms_token="x")
        with pytest.raises(NotTaken):
            send(TEXT, is_demo=False)
        server.shutdown()
        thread.join()
    assert Elsewhere.asked == ["/send"]
