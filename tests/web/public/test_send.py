"""Sending an opinion: three steps without script, nothing lost, nothing twice."""

import re
import unicodedata
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.kit.time import now, today
from doithoai.opinions.models import Opinion
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


def test_the_three_steps(commune: Commune, visitor: Client) -> None:
    places = visitor.get(reverse("send")).content.decode()
    assert f"?unit={commune.unit.key}" in places
    write = visitor.get(reverse("send"), {"unit": commune.unit.key}).content.decode()
    assert "tố cáo" in write
    key = re.findall(r'name="client_key" value="([^"]+)"', write)[0]
    sent = form(commune, client_key=key, step="check")
    check = visitor.post(reverse("send"), sent).content.decode()
    assert TEXT in check
    assert key in check
    assert not Opinion.objects.exists()
    again = visitor.post(reverse("send"), {**sent, "step": "write"}).content.decode()
    assert TEXT in again
    answer = visitor.post(reverse("send"), {**sent, "step": "send"})
    assert answer.status_code == 302
    opinion = Opinion.objects.get()
    assert (opinion.text, opinion.village, opinion.channel) == (TEXT, commune.village, "web")
    receipt = visitor.get(answer.headers["Location"])
    assert receipt.status_code == 200
    assert receipt.headers["Cache-Control"] == "no-store"


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
@pytest.mark.parametrize("step", ["check", "send", "write"])
def test_denunciations_and_complaints_are_not_stored(
    commune: Commune, visitor: Client, kind: str, step: str
) -> None:
    answer = visitor.post(reverse("send"), form(commune, kind=kind, step=step))
    assert not Opinion.objects.exists()
    assert TEXT not in answer.content.decode()
    assert "tiếp công dân" in answer.content.decode()


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
    assert "số điện thoại" in visitor.post(reverse("send"), sent).content.decode()
    sent = form(commune, text="Dài 2,4 km, từ 2019.", step="check")
    assert "số điện thoại hoặc" not in visitor.post(reverse("send"), sent).content.decode()


@pytest.mark.parametrize(
    "written", ["khi nào", "2026-13-45T00:00:00Z", "1990-01-01T00:00:00+07:00"]
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
