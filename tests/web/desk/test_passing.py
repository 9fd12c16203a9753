"""At the desk: an opinion goes to the office of another unit and back; its author reads where."""

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.opinions.actions.passing import pass_on
from doithoai.opinions.models import Opinion
from doithoai.people.roles import RoleName as R
from tests.factories import Commune, make_opinion, send_opinion
from tests.web.desk.conftest import SignIn

WHY = "Đoạn đường thuộc xã bên."


@pytest.fixture
def office(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, R.OFFICE)


def sent(other: Commune, why: str = WHY) -> dict[str, object]:
    return {"pass_on-unit": other.unit.pk, "pass_on-reason": why}


def page_of(client: Client, opinion: Opinion) -> tuple[int, str]:
    answer = client.get(reverse("desk:opinion", args=[opinion.pk]))
    return answer.status_code, answer.content.decode()


def test_the_clerk_passes_it_on_and_goes_on_with_the_next(
    commune: Commune, other: Commune, office: Client
) -> None:
    first, following = make_opinion(commune), make_opinion(commune, "Đèn đường tắt.")
    answer = office.post(reverse("desk:opinion_pass_on", args=[first.pk]), sent(other))
    assert answer.headers["Location"] == reverse("desk:opinion", args=[following.pk])
    answer = office.post(reverse("desk:opinion_pass_on", args=[following.pk]), sent(other))
    assert answer.headers["Location"] == reverse("desk:opinions")
    assert page_of(office, first)[0] == 404
    passings = office.get(reverse("desk:passings")).content.decode()
    assert passings.count(WHY) == 2
    assert first.text not in passings


def test_what_is_wrong_stands_beside_its_field(
    commune: Commune, other: Commune, office: Client
) -> None:
    opinion = make_opinion(commune)
    address = reverse("desk:opinion_pass_on", args=[opinion.pk])
    for one in (sent(other, " "), sent(commune), {"pass_on-unit": "x", "pass_on-reason": WHY}):
        answer = office.post(address, one)
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.content.decode()
    assert Opinion.objects.get().unit == commune.unit


def test_the_other_office_reads_why_and_returns_it_once(
    commune: Commune, other: Commune, office: Client, sign_in: SignIn
) -> None:
    opinion, code = send_opinion(commune)
    pass_on(opinion, by=commune[R.OFFICE], unit=other.unit, reason=WHY)
    there = sign_in(other, R.OFFICE)
    _status, shown = page_of(there, opinion)
    assert WHY in shown
    assert commune.unit.name in shown
    back = reverse("desk:opinion_pass_back", args=[opinion.pk])
    assert office.post(back, {"pass_back-reason": "Lấy lại."}).status_code == 404
    assert there.post(back, {"pass_back-reason": "Của xã Kim Thành."}).status_code == 302
    assert page_of(there, opinion)[0] == 404
    status, shown = page_of(office, opinion)
    assert status == 200
    assert "Của xã Kim Thành." in shown
    assert back not in shown
    receipt = Client().get(reverse("receipt", args=[code])).content.decode()
    assert "Ý kiến đang ở đâu" in receipt
    assert WHY in receipt
    assert "Của xã Kim Thành." in receipt


def test_an_office_that_is_alone_here_is_not_offered_it(commune: Commune, office: Client) -> None:
    opinion = make_opinion(commune)
    address = reverse("desk:opinion_pass_on", args=[opinion.pk])
    assert address not in page_of(office, opinion)[1]


def test_the_list_of_what_was_passed_on_is_the_offices_alone(
    commune: Commune, other: Commune, sign_in: SignIn
) -> None:
    pass_on(make_opinion(commune), by=commune[R.OFFICE], unit=other.unit, reason=WHY)
    assert sign_in(commune, R.FRONT).get(reverse("desk:passings")).status_code == 403
