"""A village head of 62 signs in with a cheap phone; nobody else gets in by that way."""

import json
import re
import threading
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from doithoai.kit.errors import Invalid, NotAllowed, WrongState
from doithoai.kit.time import as_of, now, today
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.models import Channel
from doithoai.people.actions import appoint, appoint_person, end_appointment
from doithoai.people.actions.cards import GOOD_FOR, change_phone, end_cards, make_cards
from doithoai.people.actions.text_codes import code_of, send_text_code
from doithoai.people.gate import limits
from doithoai.people.invitations import make_password_link
from doithoai.people.models import Appointment, SecurityEvent, SignInCard, TextCode, User
from doithoai.people.queries import official
from doithoai.people.roles import RoleName
from tests.factories import Commune, make_commune

pytestmark = pytest.mark.django_db

PHONE = "0912345678"


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def head(commune: Commune) -> User:
    """Without an e-mail address."""
    return appoint_person(
        by=commune[RoleName.ADMINISTRATOR],
        email="",
        phone="0912 345 678",
        display_name="Trưởng thôn Phương Duệ",
        role=RoleName.VILLAGE_HEAD,
        unit=commune.unit,
        village=commune.village,
    ).user


@pytest.fixture
def messages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office has a gateway for text messages, and nobody answers there."""
    reach = replace(settings.ENVIRONMENT, sms_url="http://127.0.0.1:9/sms")
    monkeypatch.setattr(settings, "ENVIRONMENT", reach)


def cards_for(user: User, commune: Commune, count: int = 2) -> list[str]:
    return make_cards(user, by=commune[RoleName.OFFICE], count=count)


def press(client: Client, card: str, **where: str) -> int:
    page = client.post(reverse("sign_in_card"), {"card": card}, **where)  # type: ignore[arg-type]
    return page.status_code


def is_in(client: Client) -> bool:
    return client.get(reverse("desk:village")).status_code == 200


def test_a_card_signs_in_once_however_it_is_typed(commune: Commune, head: User) -> None:
    first, second = cards_for(head, commune)
    phone = Client()
    assert phone.get(reverse("sign_in_with_card", args=[first])).status_code == 200
    assert not is_in(phone)  # looking at the address uses nothing up
    assert press(phone, first.lower().replace("-", " ")) == 302
    assert is_in(phone)
    assert press(Client(), first) == 409
    assert press(Client(), second) == 302


def test_no_card_stands_in_the_database_or_in_the_log(commune: Commune, head: User) -> None:
    card = cards_for(head, commune)[0]
    press(Client(), card)
    press(Client(), card)
    told = [*SecurityEvent.objects.values_list("kind", flat=True)]
    assert {"cards_made", "sign_in", "sign_in_failed"} <= set(told)
    kept = [bytes(one) for one in SignInCard.objects.values_list("digest", flat=True)]
    assert not any(card.encode() in one for one in kept)


def test_cards_end_with_a_new_sheet_by_the_office_and_by_time(commune: Commune, head: User) -> None:
    old = cards_for(head, commune)[0]
    new = cards_for(head, commune)
    assert press(Client(), old) == 409
    end_cards(head, by=commune[RoleName.OFFICE])
    assert press(Client(), new[0]) == 409
    last = cards_for(head, commune)[0]
    with as_of(now() + GOOD_FOR + timedelta(minutes=1)):
        assert press(Client(), last) == 409


def test_a_card_is_worth_nothing_after_the_role(commune: Commune, head: User) -> None:
    card = cards_for(head, commune)[0]
    held = Appointment.objects.get(user=head)
    Appointment.objects.filter(pk=held.pk).update(starts_on=today() - timedelta(days=9))
    held.refresh_from_db()
    signed_in = Client()
    assert press(signed_in, cards_for(head, commune)[1]) == 302
    end_appointment(held, by=commune[RoleName.ADMINISTRATOR])
    assert press(Client(), card) == 409
    assert signed_in.get(reverse("desk:village")).status_code == 302  # the session ended too
    assert not SignInCard.objects.exists()


def test_whoever_reads_opinions_comes_in_by_no_card(commune: Commune, head: User) -> None:
    card = cards_for(head, commune)[0]
    signed_in = Client()
    assert press(signed_in, cards_for(head, commune)[0]) == 302
    head.email = "truong.thon@kimthanh.example"
    head.save()
    appoint(by=commune[RoleName.ADMINISTRATOR], user=head, role=RoleName.FRONT, unit=commune.unit)
    assert press(Client(), card) == 409
    assert signed_in.get(reverse("desk:opinions")).status_code == 302
    assert not is_in(signed_in)
    clerk = commune[RoleName.OFFICE].user
    with pytest.raises(WrongState):
        make_cards(clerk, by=commune[RoleName.ADMINISTRATOR], count=1)
    with pytest.raises(WrongState):
        change_phone(clerk, by=commune[RoleName.ADMINISTRATOR], phone=PHONE)


def test_a_number_is_enough_for_a_village_head_alone(commune: Commune, head: User) -> None:
    admin = commune[RoleName.ADMINISTRATOR]
    for role in (RoleName.OFFICE, RoleName.FRONT, RoleName.ADMINISTRATOR):
        with pytest.raises(Invalid):
            appoint(by=admin, user=head, role=role, unit=commune.unit)
    with pytest.raises(WrongState):
        make_password_link(head, by=admin)
    assert Client().post(reverse("account_login"), {"login": "", "password": ""}).status_code == 200


def test_another_communes_office_makes_no_card(commune: Commune, head: User) -> None:
    other = make_commune("Xã Phú Thái", "10805")
    held = Appointment.objects.get(user=head)
    clerk = Client()
    clerk.force_login(other[RoleName.OFFICE].user)
    for name in ("cards_make", "cards_end", "cards_phone"):
        page = clerk.post(reverse(f"desk:{name}", args=[held.pk]), {"count": 1, "phone": PHONE})
        assert page.status_code == 404
    with pytest.raises(NotAllowed):
        make_cards(head, by=other[RoleName.OFFICE], count=1)
    assert not SignInCard.objects.exists()


def test_guessing_at_cards_is_slowed_and_locks_nobody_out(
    commune: Commune, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CARD_MISS", replace(limits.CARD_MISS, most=3))
    card = cards_for(head, commune)[0]
    there = {"REMOTE_ADDR": "198.51.100.4"}
    answers = [press(Client(), f"TH-2222-3333-444{number}", **there) for number in range(5)]
    assert answers == [409, 409, 409, 429, 429]
    assert press(Client(), card, **there) == 302


def test_the_session_opens_no_page_of_the_account(commune: Commune, head: User) -> None:
    phone = Client()
    press(phone, cards_for(head, commune)[0])
    for page in ("password/set/", "password/change/", "2fa/", "2fa/webauthn/add/", "email/"):
        assert phone.get(f"/tai-khoan/{page}").status_code == 404, page
    assert phone.post(reverse("account_logout")).status_code == 302
    assert not is_in(phone)


def test_without_a_gateway_no_text_message_is_offered(head: User) -> None:
    assert reverse("text_code") not in Client().get(reverse("account_login")).text
    assert Client().get(reverse("text_code")).status_code == 404
    assert Client().post(reverse("text_code"), {"phone": PHONE}).status_code == 404


@pytest.mark.usefixtures("messages")
def test_a_code_in_a_text_message_signs_in_once(head: User) -> None:
    assert reverse("text_code") in Client().get(reverse("account_login")).text
    phone = Client()
    page = phone.post(reverse("text_code"), {"phone": "+84 912.345.678"})
    assert page.status_code == 200
    code = code_of(TextCode.objects.get(user=head))
    given = {"phone": "+84 912.345.678", "code": f"{code[:4]} {code[4:]}"}
    assert phone.post(reverse("text_code_use"), given).status_code == 302
    assert is_in(phone)
    assert Client().post(reverse("text_code_use"), given).status_code == 409


@pytest.mark.usefixtures("messages")
def test_nobody_learns_whose_number_it_is(commune: Commune, head: User) -> None:
    """Of a stranger, of a clerk whose roles read, and of the head the page says the same."""
    User.objects.filter(pk=commune[RoleName.OFFICE].user.pk).update(phone="0987654321")
    pages = [
        Client().post(reverse("text_code"), {"phone": number}).text
        for number in (PHONE, "0987654321", "0333333333")
    ]
    bare = {re.sub(r'value="[^"]*"', "", one) for one in pages}
    assert len(bare) == 1
    assert [one.user for one in TextCode.objects.all()] == [head]


@pytest.mark.usefixtures("messages")
def test_guessing_at_a_code_ends_it(head: User) -> None:
    Client().post(reverse("text_code"), {"phone": PHONE})
    code = code_of(TextCode.objects.get(user=head))
    wrong = [f"{(int(code) + number) % 10**8:08}" for number in range(1, 6)]
    answers = [
        Client().post(reverse("text_code_use"), {"phone": PHONE, "code": one}).status_code
        for one in wrong
    ]
    assert answers == [409] * 5
    given = {"phone": PHONE, "code": code}
    assert Client().post(reverse("text_code_use"), given).status_code == 429


@pytest.mark.usefixtures("messages")
def test_a_stranger_cannot_use_up_the_messages_of_the_owner(head: User) -> None:
    own = Client()
    own.post(reverse("text_code"), {"phone": PHONE})
    code = code_of(TextCode.objects.get(user=head))
    assert own.post(reverse("text_code_use"), {"phone": PHONE, "code": code}).status_code == 302
    own.post(reverse("account_logout"))
    answers = [
        Client().post(reverse("text_code"), {"phone": PHONE}, REMOTE_ADDR=f"198.51.{n}.4")
        for n in range(9)
    ]
    assert answers[-1].status_code == 429
    assert own.post(reverse("text_code"), {"phone": PHONE}).status_code == 200


class Gateway(BaseHTTPRequestHandler):
    """Stands in for who sends text messages."""

    taken: ClassVar[list[dict[str, str]]] = []

    def do_POST(self) -> None:
        self.taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        pass


def test_the_code_goes_to_the_number_and_stands_nowhere(
    head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HTTPServer(("127.0.0.1", 0), Gateway) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/sms"
        monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, sms_url=url))
        Client().post(reverse("text_code"), {"phone": PHONE})
        send_text_code.call(head.pk)
        server.shutdown()
        thread.join()
    code = code_of(TextCode.objects.get(user=head))
    assert [one["to"] for one in Gateway.taken] == [PHONE]
    assert f"{code[:4]} {code[4:]}" in Gateway.taken[0]["text"]
    assert code not in str(DBTaskResult.objects.values())
    assert code.encode() not in bytes(TextCode.objects.get().nonce)


def test_the_office_prints_cards_and_hears_when_they_are_wanted(
    commune: Commune, head: User
) -> None:
    held = Appointment.objects.get(user=head)
    clerk = Client()
    clerk.force_login(commune[RoleName.OFFICE].user)
    sheet = clerk.post(reverse("desk:cards_make", args=[held.pk]), {"count": 4})
    codes = re.findall(r"TH(?:-[0-9A-Z]{4}){3}", sheet.text)
    assert len(set(codes)) == 4
    assert "no-store" in sheet.headers["Cache-Control"]
    phone = Client()
    press(phone, codes[0])
    assert phone.post(reverse("desk:cards_ask")).status_code == 302
    head.refresh_from_db()
    assert head.cards_wanted_at is not None
    assert official(head).user == head
    page = clerk.get(reverse("desk:cards")).text
    assert "3 thẻ" in page
    assert clerk.post(reverse("desk:cards_make", args=[held.pk]), {"count": 1}).status_code == 200
    head.refresh_from_db()
    assert head.cards_wanted_at is None


def test_a_card_shows_its_own_village_alone(commune: Commune, head: User) -> None:
    other = make_commune("Xã Phú Thái", "10805")
    [card] = make_cards(other[RoleName.VILLAGE_HEAD].user, by=other[RoleName.OFFICE], count=1)
    said, _receipt = record_opinion(
        by=official(head), client_key=uuid4(), unit=commune.unit, village=commune.village,
        text="Cột điện đầu thôn nghiêng.", channel=Channel.VILLAGE_HEAD,
    )  # fmt: skip
    phone = Client()
    press(phone, card)
    assert said.text not in phone.get(reverse("desk:village")).text
    assert phone.get(reverse("desk:opinion", args=[said.pk])).status_code == 403
    sent = {"unit": commune.unit.pk, "village": commune.village.pk, "text": "Của thôn khác."}
    page = phone.post(
        reverse("desk:opinion_new"),
        {**sent, "channel": "village_head", "client_key": str(uuid4()), "tell_by": ""},
    )
    assert page.status_code == 422
