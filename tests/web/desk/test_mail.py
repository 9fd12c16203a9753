"""The office enters what came by e-mail: a saved file, or what was copied from a page."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from doithoai.kit.time import noon
from doithoai.opinions.models import Attachment, Opinion
from doithoai.people.roles import RoleName
from tests.factories import Commune
from tests.kit.letters.letters import CALENDAR, HEAD, SAID, SENDER, enclosed, letter, part, several
from tests.kit.test_uploads import paper, photo, saved
from tests.web.desk.conftest import SignIn

READ, SAVE = "desk:opinion_mail", "desk:opinion_new"


@pytest.fixture
def office(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, RoleName.OFFICE)


def read(client: Client, content: bytes) -> Any:
    return client.post(reverse(READ), {"file": SimpleUploadedFile("thu", content)})


def shown(page: str, action: str = "") -> dict[str, list[str]]:
    """What the form of the opinion would send."""
    form = page[page.index(f'action="{action or reverse(SAVE)}"') :].partition("</form>")[0]
    sent: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        about = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        is_ticked = about.get("type") not in ("radio", "checkbox") or " checked" in tag
        if is_ticked and about.get("name"):
            sent.setdefault(about["name"], []).append(unescape(about.get("value", "")))
    text = re.search(r'<textarea name="text"[^>]*>\s*(.*?)</textarea>', form, re.DOTALL)
    village = re.search(r'<option value="(\d+)" selected', form)
    assert text
    sent["text"] = [unescape(text[1])]
    sent["village"] = [village[1]] if village else []
    return sent


WITH_FILES = several(
    "mixed",
    part(f"{SAID}\n\nSent from my iPhone", "text/plain; charset=utf-8"),
    enclosed(photo(), "image/jpeg", "IMG_1.jpg"),
    enclosed(saved(paper()), "application/pdf", "don.pdf"),
    enclosed(b"PK\x03\x04" + bytes(50), "application/zip", "bom.zip"),
    part(CALENDAR, "text/calendar"),
    head=HEAD,
)


def test_the_form_begins_with_all_that_the_letter_tells(commune: Commune, office: Client) -> None:
    page = read(office, WITH_FILES).content.decode()
    sent = shown(page)
    assert sent["text"][0].endswith(SAID)
    assert (sent["name"], sent["email"]) == ([SENDER], ["hoa@example.vn"])
    assert sent["received_on"] == ["2026-11-26"]
    assert sent["village"] == [str(commune.village.pk)]
    assert sent["channel"] == ["email"]
    assert len(sent["enclosed"]) == 2
    for told in ("bom.zip", "ZIP", "text-calendar.ics", "Sent from my iPhone"):
        assert told in page
    assert not Opinion.objects.exists()


def test_what_is_saved_is_the_opinion_with_its_files_once(commune: Commune, office: Client) -> None:
    sent = shown(read(office, WITH_FILES).content.decode()) | {"name": [], "email": []}
    for _time in range(2):
        assert office.post(reverse(SAVE), sent).status_code == 200
    opinion = Opinion.objects.get()
    assert (opinion.channel, opinion.village) == ("email", commune.village)
    assert opinion.received_at == noon(date(2026, 11, 26))
    assert sorted(opinion.attachments.values_list("kind", flat=True)) == ["document", "photo"]


def test_a_file_whose_tick_is_taken_away_is_gone(commune: Commune, office: Client) -> None:
    sent = shown(read(office, WITH_FILES).content.decode()) | {"name": [], "email": []}
    kept = sent["enclosed"][:1]
    office.post(reverse(SAVE), sent | {"enclosed": kept})
    assert [str(one.pk) for one in Attachment.objects.all()] == kept


def test_the_files_stay_when_the_form_is_shown_again(commune: Commune, office: Client) -> None:
    sent = shown(read(office, WITH_FILES).content.decode()) | {"name": [], "email": []}
    again = office.post(reverse(SAVE), sent | {"text": ["Tôi tố cáo cán bộ nhận hối lộ."]})
    assert again.status_code == 422
    assert shown(again.content.decode())["enclosed"] == sent["enclosed"]


def test_a_letter_may_be_copied(commune: Commune, office: Client) -> None:
    copied = f"Từ: {SENDER} <hoa@example.vn>\nNgày: 26/11/2026\nChủ đề: Rác\n\n{SAID}"
    sent = shown(office.post(reverse(READ), {"pasted": copied}).content.decode())
    assert sent["text"] == [f"Rác\n\n{SAID}"]
    assert (sent["email"], sent["received_on"]) == (["hoa@example.vn"], ["2026-11-26"])


@pytest.mark.parametrize("given", [{}, {"pasted": "  "}, {"pasted": "x" * 50_001}])
def test_nothing_or_too_much_is_refused(
    commune: Commune, office: Client, given: dict[str, str]
) -> None:
    assert office.post(reverse(READ), given).status_code == 422


@pytest.mark.parametrize(
    "content", [b"\x00\xff\xfe" * 100, b"   ", b"", b"From: a\n\n", "Xin chào".encode()]
)
def test_what_is_no_email_is_refused(commune: Commune, office: Client, content: bytes) -> None:
    assert read(office, content).status_code == 422


def test_whoever_gets_no_email_reads_none(commune: Commune, sign_in: SignIn) -> None:
    front = sign_in(commune, RoleName.FRONT)
    assert read(front, letter(SAID)).status_code == 403
    assert not Attachment.objects.exists()
