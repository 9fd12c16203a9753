"""Erasing an author's words takes those about a result too; what was said for all stays counted."""

import pytest

from doithoai.deadlines.models import DeadlineRule
from doithoai.kit.errors import NotAllowed, WrongState
from doithoai.opinions.actions.data_rights import request_erasure
from doithoai.opinions.models import DataRequest, Matter
from doithoai.oversight.actions import dispute_result
from doithoai.oversight.erasure import grant_erasure
from doithoai.oversight.models import Confirmation
from tests.factories import (
    Commune,
    author_of,
    make_commitment,
    make_commune,
    make_done,
    make_matter,
    make_rules,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    make_rules()
    assert DeadlineRule.objects.exists()
    return make_commune()


@pytest.fixture
def request_of_author(commune: Commune) -> DataRequest:
    """Two authors disputed results; the first one asks that all words be erased."""
    for title in ("Nạo vét kênh tiêu", "Đèn đường thôn"):
        matter = make_matter(commune, title)
        make_done(make_commitment(commune, matter), commune)
        dispute_result(matter, by=author_of(matter), text=f"{title}: nhà tôi vẫn ngập.")
    first = author_of(Matter.objects.order_by("id")[0])
    return request_erasure(first.opinion, by=first)


def words() -> list[str]:
    return list(Confirmation.objects.values_list("text", flat=True))


def test_the_words_go_and_the_verdict_stays(
    commune: Commune, request_of_author: DataRequest
) -> None:
    grant_erasure(request_of_author, by=commune["office"])
    assert words() == ["", "Đèn đường thôn: nhà tôi vẫn ngập."]
    assert set(Confirmation.objects.values_list("verdict", flat=True)) == {"not_settled"}


@pytest.mark.parametrize("role", ["front", "village_head", "agency", "party_head"])
def test_only_the_office_erases(
    commune: Commune, request_of_author: DataRequest, role: str
) -> None:
    with pytest.raises(NotAllowed):
        grant_erasure(request_of_author, by=commune[role])
    assert "" not in words()


def test_another_units_office_erases_nothing(request_of_author: DataRequest) -> None:
    other = make_commune("Xã Lai Khê", "10756")
    with pytest.raises(NotAllowed):
        grant_erasure(request_of_author, by=other["office"])
    assert "" not in words()


def test_a_request_is_granted_once(commune: Commune, request_of_author: DataRequest) -> None:
    grant_erasure(request_of_author, by=commune["office"])
    with pytest.raises(WrongState):
        grant_erasure(request_of_author, by=commune["office"])
