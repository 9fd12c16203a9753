"""A receipt: what its holder sees and may say."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.opinions.models import Matter, Opinion
from doithoai.oversight.actions import confirm_result, dispute_result
from doithoai.oversight.models import Confirmation
from doithoai.people.gate import limits
from tests.factories import Commune, author_of, make_commitment, make_done
from tests.web.public.conftest import Rich, raise_matter
from tests.web.public.test_send import form


@pytest.fixture
def sent(commune: Commune, visitor: Client) -> str:
    """The address of the receipt of an opinion that was just sent."""
    location = visitor.post(reverse("send"), form(commune)).headers["Location"]
    return location.partition("?")[0]


def test_a_receipt_is_kept_by_nobody(sent: str, visitor: Client) -> None:
    answer = visitor.get(sent)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_a_receipt_shows_code_picture_and_due_date(sent: str, visitor: Client) -> None:
    content = visitor.get(sent).content.decode()
    code = sent.rstrip("/").rpartition("/")[2]
    assert re.search(rf'class="ticket">\s*{code}', content)
    assert re.search(r'<svg[^>]*class="qr"', content)
    assert "Quy định 11-QĐi/TW" in content


def test_a_code_is_read_leniently(sent: str, visitor: Client) -> None:
    code = sent.rstrip("/").rpartition("/")[2]
    answer = visitor.get(reverse("receipt", args=[code.lower().replace("-", "")]))
    assert answer.status_code == 200


def test_an_opinion_is_withdrawn_while_it_waits(sent: str, visitor: Client) -> None:
    code = sent.rstrip("/").rpartition("/")[2]
    visitor.post(reverse("withdraw", args=[code]))
    assert Opinion.objects.get().state == "withdrawn"
    assert reverse("withdraw", args=[code]) not in visitor.get(sent).content.decode()
    assert visitor.post(reverse("withdraw", args=[code])).status_code == 409


def test_a_matter_shows_its_path(rich: Rich, visitor: Client) -> None:
    content = visitor.get(reverse("receipt", args=[rich.receipt])).content.decode()
    assert rich.waiting.title in content
    assert 'class="path"' in content


@pytest.fixture
def done(commune: Commune) -> tuple[str, Matter]:
    """A receipt, and its matter, of which the agency says that the work is done."""
    receipt, matter = raise_matter(commune, "Sửa cống thôn")
    make_done(make_commitment(commune, matter), commune)
    return receipt, matter


def test_the_author_confirms_the_result(done: tuple[str, Matter], visitor: Client) -> None:
    receipt, matter = done
    address = reverse("confirm_result", args=[receipt, matter.code])
    assert address in visitor.get(reverse("receipt", args=[receipt])).content.decode()
    assert visitor.post(address).status_code == 302
    matter.refresh_from_db()
    assert matter.state == "settled"
    assert "1 người xác nhận" in visitor.get(reverse("matter", args=[matter.code])).content.decode()


def test_the_author_disputes_the_result(done: tuple[str, Matter], visitor: Client) -> None:
    receipt, matter = done
    address = reverse("dispute_result", args=[receipt, matter.code])
    assert visitor.post(address, {"text": ""}).status_code == 422
    assert visitor.post(address, {"text": "Cống vẫn tắc, số tôi 0912345678."}).status_code == 302
    assert Confirmation.objects.get().verdict == "not_settled"
    page = visitor.get(reverse("matter", args=[matter.code])).content.decode()
    assert "Người dân phản ánh chưa" in page
    assert "0912345678" not in page


def test_a_dispute_that_comes_too_late_keeps_its_words(
    done: tuple[str, Matter], visitor: Client
) -> None:
    receipt, matter = done
    confirm_result(matter, by=author_of(matter))
    address = reverse("dispute_result", args=[receipt, matter.code])
    dispute_result(matter, by=author_of(matter), text="Lại tắc rồi.")
    late = visitor.post(address, {"text": "Cống vẫn tắc."})
    assert late.status_code == 409
    page = late.content.decode()
    assert "Cống vẫn tắc." in page
    assert f'data-draft="dispute-{matter.code}"' in page


def test_who_says_too_much_waits_and_keeps_the_words(
    done: tuple[str, Matter], visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt, matter = done
    monkeypatch.setattr(limits, "SPEAK_RECEIPT", replace(limits.SPEAK_RECEIPT, most=1))
    confirm, dispute = (
        reverse(name, args=[receipt, matter.code]) for name in ("confirm_result", "dispute_result")
    )
    assert visitor.post(confirm).status_code == 302
    assert visitor.post(confirm).status_code == 429
    refused = visitor.post(dispute, {"text": "Cống vẫn tắc."})
    assert refused.status_code == 429
    assert refused.headers["Retry-After"]
    assert "Cống vẫn tắc." in refused.content.decode()


def test_a_receipt_is_one_however_it_is_typed(
    done: tuple[str, Matter], visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt, matter = done
    monkeypatch.setattr(limits, "SPEAK_RECEIPT", replace(limits.SPEAK_RECEIPT, most=1))
    spellings = (receipt, receipt.lower(), receipt.replace("-", ""), f"..{receipt}")
    said = [
        visitor.post(reverse("confirm_result", args=[typed, matter.code])).status_code
        for typed in spellings
    ]
    assert said == [302, 429, 429, 429]


def test_guesses_of_others_keep_nobody_from_the_own_receipt(
    rich: Rich, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MISS_NETWORK", replace(limits.MISS_NETWORK, most=2))
    wrong = reverse("receipt", args=["YK-0000-0000-0000"])
    assert [visitor.get(wrong).status_code for _try in range(3)] == [404, 404, 429]
    assert visitor.get(reverse("receipt", args=[rich.receipt])).status_code == 200
    assert visitor.get(reverse("look_up"), {"q": rich.receipt}).status_code == 302


def test_nobody_speaks_for_a_matter_of_others(
    done: tuple[str, Matter], rich: Rich, visitor: Client
) -> None:
    address = reverse("confirm_result", args=[rich.receipt, done[1].code])
    assert visitor.post(address).status_code == 404
    assert not Confirmation.objects.exists()


def test_nothing_is_confirmed_before_there_is_a_result(rich: Rich, visitor: Client) -> None:
    address = reverse("confirm_result", args=[rich.receipt, rich.waiting.code])
    assert address not in visitor.get(reverse("receipt", args=[rich.receipt])).content.decode()
    assert visitor.post(address).status_code == 409


@pytest.mark.parametrize("name", ["withdraw", "confirm_result", "dispute_result"])
def test_an_unknown_receipt_may_do_nothing(commune: Commune, visitor: Client, name: str) -> None:
    rest = [] if name == "withdraw" else ["KT-00000"]
    address = reverse(name, args=["YK-0000-0000-0000", *rest])
    assert visitor.post(address, {"text": "x"}).status_code == 404
    assert visitor.get(address)["Location"] == reverse("receipt", args=["YK-0000-0000-0000"])
