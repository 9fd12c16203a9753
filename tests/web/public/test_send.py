"""Sending an opinion: one question a screen without script, nothing lost, nothing twice."""

import re
import unicodedata
import uuid
from html import unescape
from io import BytesIO
from itertools import pairwise

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from doithoai.kit.time import now, today
from doithoai.opinions.models import Attachment, Opinion
from doithoai.people.actions.vault import opened_identity
from doithoai.places.models import Succession, Unit
from tests.factories import Commune, make_commune, make_unit

TEXT = "Đường vào thôn mưa là ngập."


def form(commune: Commune, **changes: str) -> dict[str, str]:
    return {
        "unit": commune.unit.key,
        "kind": "opinion",
        "text": TEXT,
        "village": str(commune.village.pk),
        "client_key": str(uuid.uuid4()),
        "written_at": "",
        "step": "send",
        **changes,
    }


def hidden(content: str) -> dict[str, str]:
    """What the page carries of the other screens."""
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", content):
        name = re.findall(r'name="([^"]*)"', tag)[0]
        found[name] = unescape("".join(re.findall(r'value="([^"]*)"', tag)))
    return found


def test_one_question_a_screen(commune: Commune, visitor: Client) -> None:
    """Each screen carries the answers of those before; nothing is stored before the last."""
    send = reverse("send")
    assert f"?unit={commune.unit.key}" in visitor.get(send).content.decode()
    page = visitor.get(send, {"unit": commune.unit.key}).content.decode()
    assert "tố cáo" in page
    answers = {
        "kind": {"kind": "opinion"},
        "village": {"village": str(commune.village.pk)},
        "text": {"text": TEXT},
        "files": {},
        "contact": {"name": "", "phone": "", "email": "", "tell_by": ""},
    }
    steps = [*answers, "check"]
    for step, onward in pairwise(steps):
        carried = hidden(page)
        assert carried["at"] == step
        page = visitor.post(send, carried | answers[step] | {"step": onward}).content.decode()
    assert TEXT in page
    assert not Opinion.objects.exists()
    back = visitor.post(send, hidden(page) | {"step": "text"}).content.decode()
    assert TEXT in back
    answer = visitor.post(send, hidden(page) | {"step": "send"})
    assert answer.status_code == 302
    opinion = Opinion.objects.get()
    assert (opinion.text, opinion.village, opinion.channel) == (TEXT, commune.village, "web")
    receipt = visitor.get(answer.headers["Location"])
    assert receipt.status_code == 200
    assert receipt.headers["Cache-Control"] == "no-store"


def test_an_answer_is_asked_for_only_when_its_turn_has_come(
    commune: Commune, visitor: Client
) -> None:
    early = form(commune, text="", at="kind", step="village")
    assert visitor.post(reverse("send"), early).status_code == 200
    late = form(commune, text="", at="text", step="check")
    answer = visitor.post(reverse("send"), late)
    assert answer.status_code == 422
    assert hidden(answer.content.decode())["at"] == "text"


@pytest.mark.parametrize("changes", [{"step": "x"}, {"at": "place"}, {"at": "x"}])
def test_a_step_that_there_is_not_is_refused(
    commune: Commune, visitor: Client, changes: dict[str, str]
) -> None:
    assert visitor.post(reverse("send"), form(commune, **changes)).status_code == 422


DENUNCIATION = "Tôi tố cáo ông trưởng phòng nhận hối lộ 20 triệu đồng để cấp sổ đỏ sai quy định."


def test_words_that_read_like_a_denunciation_are_asked_about(
    commune: Commune, visitor: Client
) -> None:
    """It only asks: the author decides, and is not asked again."""
    sent = form(commune, text=DENUNCIATION, at="text", step="files")
    asked = visitor.post(reverse("send"), sent).content.decode()
    assert 'value="denunciation"' in asked
    assert "hối lộ" in asked
    yes = visitor.post(reverse("send"), hidden(asked) | {"kind": "denunciation"})
    assert "tiếp công dân" in yes.content.decode()
    assert DENUNCIATION not in yes.content.decode()
    no = visitor.post(reverse("send"), hidden(asked) | {"asked": "opinion"}).content.decode()
    assert hidden(no)["at"] == "files"
    assert not Opinion.objects.exists()
    visitor.post(reverse("send"), hidden(no) | {"step": "send"})
    assert Opinion.objects.get().text == DENUNCIATION


def test_who_it_is_goes_to_the_vault_only_with_consent(commune: Commune, visitor: Client) -> None:
    given = {"name": "Nguyễn Thị Hoa", "phone": "0912 345 678", "email": "", "tell_by": ""}
    refused = visitor.post(reverse("send"), form(commune, **given))
    assert refused.status_code == 422
    assert not Opinion.objects.exists()
    visitor.post(reverse("send"), form(commune, **given, consent="True"))
    identity = Opinion.objects.get().identity
    assert identity is not None
    contact = opened_identity(identity)
    assert contact is not None
    assert (contact.name, contact.phone) == ("Nguyễn Thị Hoa", "0912345678")


def test_files_go_with_the_opinion(commune: Commune, visitor: Client) -> None:
    send, answers = reverse("send"), form(commune, at="files", step="files")
    photo = SimpleUploadedFile("CCCD-bac-Zuy.jpg", picture(), content_type="image/jpeg")
    page = visitor.post(send, {**answers, "file": photo}).content.decode()
    assert "Ảnh 1" in page
    assert "Zuy" not in page
    taken = re.findall(r'name="remove" value="(\d+)"', page)[0]
    page = visitor.post(send, hidden(page) | {"remove": taken, "step": "files"}).content.decode()
    assert "Ảnh 1" not in page
    again = SimpleUploadedFile("cong.jpg", picture(), content_type="image/jpeg")
    page = visitor.post(send, hidden(page) | {"file": again, "step": "check"}).content.decode()
    assert "Ảnh 1" in " ".join(page.split())
    receipt = visitor.post(send, hidden(page) | {"step": "send"}).headers["Location"]
    assert "Ảnh 1" in visitor.get(receipt).content.decode()


def test_a_file_of_nothing_is_refused_in_words(commune: Commune, visitor: Client) -> None:
    empty = SimpleUploadedFile("don.pdf", b"", content_type="application/pdf")
    page = visitor.post(reverse("send"), {**form(commune, at="files", step="files"), "file": empty})
    assert page.status_code == 422
    assert "Tệp này không có dữ liệu. Xin chọn tệp khác." in page.content.decode()


def test_a_file_that_is_none_is_refused_and_nothing_typed_is_lost(
    commune: Commune, visitor: Client
) -> None:
    bad = SimpleUploadedFile("don.jpg", b"<script>alert(1)</script>", content_type="image/jpeg")
    answers = {**form(commune, at="files", step="contact"), "file": bad}
    answer = visitor.post(reverse("send"), answers)
    assert answer.status_code == 422
    assert hidden(answer.content.decode())["text"] == TEXT


@pytest.mark.parametrize(
    "name", ["../../x.jpg", "ả" * 300 + ".jpg", "a\u202egpj.exe", "<b>x</b>.jpg"]
)
def test_a_file_is_stored_under_a_name_of_our_own(
    commune: Commune, visitor: Client, name: str
) -> None:
    file = SimpleUploadedFile("x.jpg", picture(), content_type="image/jpeg")
    file._name = name  # type: ignore[attr-defined]  # as sent by a program, not by a browser
    page = visitor.post(
        reverse("send"), {**form(commune, at="files", step="files"), "file": file}
    ).content.decode()
    kept = Attachment.objects.get()
    assert re.fullmatch(r"opinions/\d{4}/\d\d/[0-9a-f]{32}(_\w+)?\.jpg", str(kept.file.name))
    assert "\u202e" not in page
    assert "<b>x" not in page


def picture() -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "green").save(drawn, "JPEG")
    return drawn.getvalue()


def test_a_program_is_answered_in_its_own_words(commune: Commune, visitor: Client) -> None:
    """The outbox of a telephone: the same opinion twice is one, with the same receipt."""
    sent, json = form(commune), {"Accept": "application/json"}
    first, again = (visitor.post(reverse("send"), sent, headers=json).json() for _ in range(2))
    assert first == again
    assert first["code"] in first["receipt"]
    assert Opinion.objects.count() == 1
    refused = visitor.post(reverse("send"), {**sent, "text": "Khác."}, headers=json)
    assert refused.status_code == 422
    assert refused.json()["errors"]


def test_a_program_gets_a_token_and_what_it_has_to_prove(commune: Commune) -> None:
    phone = Client(enforce_csrf_checks=True)
    sent = form(commune)
    asked = {"unit": commune.unit.key, "client_key": sent["client_key"]}
    given = phone.get(reverse("challenge"), asked).json()
    assert given["challenge"] == ""
    token = {"csrfmiddlewaretoken": given["csrf"]}
    answer = phone.post(reverse("send"), sent | token, headers={"Accept": "application/json"})
    assert answer.status_code == 200


def test_the_same_form_sent_twice_is_one_opinion(commune: Commune, visitor: Client) -> None:
    sent = form(commune)
    first, second = (visitor.post(reverse("send"), sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Opinion.objects.count() == 1


def test_the_same_key_with_other_words_is_refused(commune: Commune, visitor: Client) -> None:
    sent = form(commune)
    visitor.post(reverse("send"), sent)
    answer = visitor.post(reverse("send"), {**sent, "text": "Điều khác."})
    assert answer.status_code == 422
    assert "Điều khác." in answer.content.decode()
    assert Opinion.objects.count() == 1


def test_an_empty_text_is_said_beside_the_field(commune: Commune, visitor: Client) -> None:
    answer = visitor.post(reverse("send"), form(commune, text="   ", step="check"))
    assert answer.status_code == 422
    content = answer.content.decode()
    assert 'id="id_text_error"' in content
    assert 'href="#id_text"' in content


@pytest.mark.parametrize("kind", ["denunciation", "complaint"])
@pytest.mark.parametrize("step", ["check", "send", "text"])
def test_denunciations_and_complaints_are_not_stored(
    commune: Commune, visitor: Client, kind: str, step: str
) -> None:
    answer = visitor.post(reverse("send"), form(commune, kind=kind, step=step))
    assert not Opinion.objects.exists()
    assert TEXT not in answer.content.decode()
    assert "tiếp công dân" in answer.content.decode()


def test_words_of_an_old_font_are_stored_in_unicode_and_lost_letters_are_asked_for(
    commune: Commune, visitor: Client
) -> None:
    old = "§Ò nghÞ söa ®\xadêng vµo th«n, ngËp n\xadíc sau m\xada"
    visitor.post(reverse("send"), form(commune, text=old))
    assert Opinion.objects.get().text == "Đề nghị sửa đường vào thôn, ngập nước sau mưa"
    lost = visitor.post(reverse("send"), form(commune, text="?? ngh? s?a ???ng"))
    assert "bị mất chữ" in lost.content.decode()
    assert Opinion.objects.count() == 1


def test_what_is_typed_is_stored_in_one_spelling(commune: Commune, visitor: Client) -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)
    visitor.post(reverse("send"), form(commune, text=f"\u202e{decomposed}\u200b\r\nHai."))
    assert Opinion.objects.get().text == f"{TEXT}\nHai."


@pytest.mark.parametrize(
    "text", ["A" * 1_000_000, "NUL \x00", "e" + "\u0301" * 10_000, "\u200b\u202e", "a" * 5001]
)
def test_what_nobody_types_is_refused(commune: Commune, visitor: Client, text: str) -> None:
    answer = visitor.post(reverse("send"), form(commune, text=text))
    assert answer.status_code in (400, 422)
    assert not Opinion.objects.exists()


def test_markup_is_shown_as_it_was_typed(commune: Commune, visitor: Client) -> None:
    answer = visitor.post(reverse("send"), form(commune, text="<script>x</script>", step="check"))
    assert "&lt;script&gt;" in answer.content.decode()
    assert "<script>x" not in answer.content.decode()


def test_a_telephone_number_is_pointed_out(commune: Commune, visitor: Client) -> None:
    sent = form(commune, text="Gọi tôi 0912 345 678", step="check")
    assert "<mark>0912 345 678</mark>" in visitor.post(reverse("send"), sent).content.decode()
    sent = form(commune, text="Dài 2,4 km, từ 2019.", step="check")
    assert "<mark>" not in visitor.post(reverse("send"), sent).content.decode()


@pytest.mark.parametrize(
    "written",
    [
        "khi nào",
        "2026-13-45T00:00:00Z",
        "1990-01-01T00:00:00+07:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_a_wrong_clock_does_no_harm(commune: Commune, visitor: Client, written: str) -> None:
    visitor.post(reverse("send"), form(commune, written_at=written))
    assert abs((Opinion.objects.get().received_at - now()).total_seconds()) < 60


def test_nothing_else_in_the_body_is_believed(commune: Commune, visitor: Client) -> None:
    other = make_commune("Xã Phú Thái", "10806")
    extra = {"unit_id": str(other.unit.pk), "state": "accepted", "channel": "front"}
    visitor.post(reverse("send"), form(commune) | extra)
    opinion = Opinion.objects.get()
    assert (opinion.unit, opinion.state, opinion.channel) == (commune.unit, "received", "web")


def test_a_village_of_another_commune_is_refused(commune: Commune, visitor: Client) -> None:
    other = make_commune("Xã Phú Thái", "10806")
    answer = visitor.post(reverse("send"), form(commune, village=str(other.village.pk)))
    assert answer.status_code == 422


@pytest.mark.parametrize("changes", [{"client_key": "x"}, {"client_key": ""}, {"village": "x"}])
def test_a_broken_form_is_refused(
    commune: Commune, visitor: Client, changes: dict[str, str]
) -> None:
    assert visitor.post(reverse("send"), form(commune, **changes)).status_code == 422


def test_only_units_with_an_office_receive_opinions(commune: Commune, visitor: Client) -> None:
    lone = make_unit("Xã Không Văn Phòng", "99999")
    assert visitor.post(reverse("send"), form(commune, unit=lone.key)).status_code == 422
    assert lone.name not in visitor.get(reverse("send")).content.decode()


def test_an_old_name_leads_to_the_commune_of_today(commune: Commune, visitor: Client) -> None:
    old = make_unit("Xã Đồng Gia", "10828")
    Unit.objects.filter(pk=old.pk).update(valid_to=today())
    Succession.objects.create(
        predecessor=old, successor=commune.unit, share="whole", is_default=True, on=today()
    )
    content = visitor.get(reverse("send"), {"place": "dong gia"}).content.decode()
    assert f"?unit={commune.unit.key}" in content
    assert "Đồng Gia" in content


def test_a_form_without_its_token_is_refused(commune: Commune) -> None:
    assert Client(enforce_csrf_checks=True).post(reverse("send"), form(commune)).status_code == 403
