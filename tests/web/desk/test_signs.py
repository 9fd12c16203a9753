"""What reads like a denunciation is pointed out before it is saved, and where it is decided."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.opinions.models import Opinion
from doithoai.people.roles import RoleName as R
from tests.factories import Commune, enter_opinion
from tests.web.desk.conftest import SignIn

DENOUNCED = "Tôi tố cáo cán bộ địa chính nhận tiền của dân để làm sổ đỏ."


@pytest.fixture
def office(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, R.OFFICE)


def form(commune: Commune, **given: str) -> dict[str, str]:
    return {
        "unit": str(commune.unit.pk), "channel": "paper", "client_key": str(uuid4()),
        "text": DENOUNCED, **given,
    }  # fmt: skip


@pytest.mark.parametrize("page", ["opinion_new", "slips"])
def test_it_is_saved_by_pressing_again(commune: Commune, office: Client, page: str) -> None:
    address, sent = reverse(f"desk:{page}"), form(commune)
    first = office.post(address, sent)
    assert first.status_code == 422
    assert "dấu hiệu tố cáo" in first.content.decode()
    assert DENOUNCED in first.content.decode()
    assert not Opinion.objects.exists()
    seen = re.search(r'name="signs_seen" value="(\w+)"', first.content.decode())
    assert seen
    assert office.post(address, {**sent, "signs_seen": seen[1]}).status_code in (200, 302)
    assert Opinion.objects.get().text == DENOUNCED


def test_an_ordinary_opinion_is_not_asked_about(commune: Commune, office: Client) -> None:
    sent = form(commune, text="Đèn đường ngõ vào trường hỏng cả tháng nay.")
    assert office.post(reverse("desk:opinion_new"), sent).status_code == 200


def test_whoever_decides_is_told(commune: Commune, office: Client) -> None:
    opinion = enter_opinion(commune, DENOUNCED)
    page = office.get(reverse("desk:opinion", args=[opinion.pk])).content.decode()
    assert "Nội dung có dấu hiệu tố cáo." in page
