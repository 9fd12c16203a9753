"""A letter of the mailbox is opened, then entered or discarded, and then erased."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from doithoai.jobs.mailbox import MAILBOX
from doithoai.kit.time import as_of, now
from doithoai.opinions.actions.hand_over import print_denunciation
from doithoai.opinions.actions.mailbox import note_mailbox, receive_letter
from doithoai.opinions.actions.referral import move_out_opinion
from doithoai.opinions.codes import letter_mark
from doithoai.opinions.models import Attachment, MailboxLetter, Opinion
from doithoai.people.models import SealedBox
from doithoai.people.roles import RoleName as R
from doithoai.record.models import Entry
from tests.channels.imap import Server
from tests.factories import Commune
from tests.kit.letters.letters import HEAD, SAID, enclosed, part, several
from tests.kit.test_uploads import photo
from tests.web.desk.conftest import SignIn
from tests.web.desk.test_mail import shown

type Arrive = Callable[..., MailboxLetter]
WITH_PHOTO = several(
    "mixed", part(SAID, "text/plain; charset=utf-8"), enclosed(photo(), "image/jpeg", "1.jpg"),
    head=HEAD,
)  # fmt: skip


@pytest.fixture
def office(commune: Commune, sign_in: SignIn, settings: LazySettings) -> Client:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, imap=Server(port=1).place)
    return sign_in(commune, R.OFFICE)


@pytest.fixture
def arrive(commune: Commune) -> Arrive:
    def arrive(content: bytes = WITH_PHOTO) -> MailboxLetter:
        receive_letter(
            by=MAILBOX, unit=commune.unit, mark=letter_mark(str(uuid4())),
            content=content, size=len(content),
        )  # fmt: skip
        return MailboxLetter.objects.latest("id")

    return arrive


def go(letter: MailboxLetter, verb: str) -> str:
    return reverse(f"desk:letter_{verb}", args=[letter.pk])


def opened(office: Client, letter: MailboxLetter) -> dict[str, list[str]]:
    page = office.post(go(letter, "open")).content.decode()
    return shown(page, go(letter, "enter")) | {"name": [], "email": []}


def test_it_is_opened_entered_and_erased(commune: Commune, office: Client, arrive: Arrive) -> None:
    with as_of(now() - timedelta(days=3)):
        waiting = arrive()
    assert go(waiting, "open") in office.get(reverse("desk:waiting_letters")).content.decode()
    sent = opened(office, waiting)
    assert sent["text"][0].endswith(SAID)
    for _time in range(2):
        assert office.post(go(waiting, "enter"), sent).status_code == 200
    opinion, entered = Opinion.objects.get(), MailboxLetter.objects.get()
    assert (opinion.channel, opinion.unit) == ("email", commune.unit)
    assert opinion.received_at == entered.arrived_at
    assert opinion.attachments.count() == 1
    assert (entered.state, entered.content) == ("entered", None)
    assert not SealedBox.objects.exists()


def test_who_opened_it_is_in_the_history(commune: Commune, office: Client, arrive: Arrive) -> None:
    opened(office, arrive())
    step = Entry.objects.get(life="mailboxletter", move="open")
    assert step.facts == {"account": commune[R.OFFICE].user.pk}
    assert not step.is_public


def test_opened_by_two_it_is_one_opinion(office: Client, arrive: Arrive) -> None:
    waiting = arrive()
    one, other = opened(office, waiting), opened(office, waiting)
    office.post(go(waiting, "enter"), one)
    again = office.post(go(waiting, "enter"), other | {"client_key": [str(uuid4())]})
    assert again.status_code == 200
    changed = office.post(go(waiting, "enter"), other | {"text": ["Lời khác."]})
    assert changed.status_code == 422
    assert Opinion.objects.count() == 1
    assert Attachment.objects.count() == 1


def test_it_is_discarded_with_a_reason_and_erased(office: Client, arrive: Arrive) -> None:
    waiting = arrive()
    sent = opened(office, waiting)
    assert office.post(go(waiting, "discard"), {"discard-note": " "}).status_code == 422
    assert office.post(go(waiting, "discard"), {"discard-note": "Quảng cáo"}).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.content) == ("discarded", None)
    assert not SealedBox.objects.exists()
    assert not Attachment.objects.exists()
    assert office.post(go(waiting, "enter"), sent).status_code == 409
    assert office.post(go(waiting, "discard"), {"discard-note": "Nữa"}).status_code == 409
    assert office.post(go(waiting, "open")).status_code == 404
    assert not Opinion.objects.exists()


def test_what_cannot_be_read_can_be_discarded(office: Client, arrive: Arrive) -> None:
    waiting = arrive(b"\x00\x01\x02")
    page = office.post(go(waiting, "open"))
    assert page.status_code == 422
    assert go(waiting, "discard") in page.content.decode()


def test_nobody_else_opens_it(
    commune: Commune, other: Commune, office: Client, arrive: Arrive, sign_in: SignIn
) -> None:
    waiting = arrive()
    for client in (sign_in(other, R.OFFICE), sign_in(commune, R.FRONT)):
        for verb in ("open", "enter", "discard"):
            assert client.post(go(waiting, verb), {"discard-note": "x"}).status_code == 404
        assert (
            go(waiting, "open") not in client.get(reverse("desk:waiting_letters")).content.decode()
        )
    assert sign_in(commune, R.PARTY_HEAD).post(go(waiting, "open")).status_code == 403
    waiting.refresh_from_db()
    assert waiting.content
    assert not Entry.objects.filter(life="mailboxletter", move="open").exists()


def test_the_first_page_tells_what_waits_and_that_the_mailbox_is_silent(
    office: Client, arrive: Arrive
) -> None:
    arrive()
    with as_of(now() - timedelta(hours=2)):
        note_mailbox()
    work, box = reverse("desk:my_work"), reverse("desk:waiting_letters")
    page = office.get(work).content.decode()
    assert "1 thư" in page
    assert "Không đọc được hộp thư" in page
    assert "Hộp thư được đọc lần cuối" in office.get(box).content.decode()
    note_mailbox()
    assert "Không đọc được hộp thư" not in office.get(work).content.decode()


def test_a_denunciation_is_handed_over(commune: Commune, office: Client, arrive: Arrive) -> None:
    denounced = "Tôi tố cáo cán bộ địa chính nhận tiền của dân để làm sổ đỏ."
    content = part(denounced, "text/plain; charset=utf-8")
    evidence = enclosed(photo(), "image/jpeg", "1.jpg")
    waiting = arrive(several("mixed", content, evidence, head=HEAD))
    sent = opened(office, waiting)
    asked = office.post(go(waiting, "enter"), sent)
    assert asked.status_code == 422
    assert "dấu hiệu tố cáo" in asked.content.decode()
    assert office.post(go(waiting, "enter"), sent | {"signs_seen": ["on"]}).status_code == 200
    handed = move_out_opinion(Opinion.objects.get(), by=commune[R.OFFICE])
    assert handed
    assert print_denunciation(handed, by=commune[R.OFFICE]).files == 1
    assert denounced not in Opinion.objects.get().text
