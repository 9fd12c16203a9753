"""Heads are told who was let in to opinions, and who looks into the vault very often."""

import uuid
from datetime import timedelta

import pytest

from doithoai.dossiers.notices import SPAN, notices_for
from doithoai.kit.errors import NotReady, TryLater
from doithoai.kit.time import as_of, now
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.redaction import (
    find_caller,
    redact_opinion,
    reveal_author,
    reveal_original,
)
from doithoai.opinions.models import Opinion
from doithoai.people.actions import appoint, create_account
from doithoai.people.actors import Official, Visitor
from doithoai.people.contacts import Contact
from doithoai.people.gate.limits import LOOK_ACCOUNT, MANY_LOOKS
from doithoai.people.invitations import make_password_link
from doithoai.people.models import User
from doithoai.people.roles import RoleName
from tests.factories import Commune, make_commune

pytestmark = pytest.mark.django_db
PHONE = "0987 654 321"


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def opinion(commune: Commune) -> Opinion:
    contact = Contact("Nguyễn Thị Lúa", PHONE, consent=True)
    found, _receipt = record_opinion(
        by=Visitor(), client_key=uuid.uuid4(), unit=commune.unit, text="Bà Zịu lấn rãnh.",
        contact=contact,
    )  # fmt: skip
    redact_opinion(found, by=commune["office"], text="Có nhà lấn rãnh.", reason="Tên người.")
    return found


def told(head: Official) -> list[str]:
    return [notice.words for notice in notices_for(head)]


def newcomer(commune: Commune, role: str) -> User:
    user = create_account(
        by=commune["administrator"], email="moi@xa.example", display_name="Người mới"
    )
    appoint(by=commune["administrator"], user=user, role=role, unit=commune.unit)
    return user


def test_both_heads_are_told_whom_the_administrator_let_in(commune: Commune) -> None:
    user = newcomer(commune, RoleName.OFFICE)
    make_password_link(user, by=commune["administrator"])
    for head in (commune["party_head"], commune["government_head"]):
        assert len(told(head)) == 2
        assert all("Người mới" in words for words in told(head))
    with as_of(now() + SPAN + timedelta(hours=1)):
        assert told(commune["party_head"]) == []


def test_a_role_that_reads_nothing_and_another_unit_are_no_news(commune: Commune) -> None:
    user = newcomer(commune, RoleName.ADMINISTRATOR)
    make_password_link(user, by=commune["administrator"])
    assert told(commune["party_head"]) == []
    other = make_commune("Xã Phú Thái", "10814")
    newcomer_there = create_account(
        by=other["administrator"], email="khac@xa.example", display_name="Người khác"
    )
    appoint(by=other["administrator"], user=newcomer_there, role=RoleName.OFFICE, unit=other.unit)
    assert told(commune["party_head"]) == []
    assert len(told(other["party_head"])) == 1


@pytest.mark.parametrize("role", [RoleName.ADMINISTRATOR, RoleName.OFFICE, RoleName.SUPERIOR])
def test_nobody_but_a_head_is_told(commune: Commune, role: str) -> None:
    newcomer(commune, RoleName.OFFICE)
    assert told(commune[role]) == []


def looks(opinion: Opinion, clerk: Official, count: int) -> None:
    """Of the three kinds in turns."""
    for number in range(count):
        if number % 3 == 0:
            reveal_author(opinion, by=clerk, reason="Hẹn xem rãnh.")
        elif number % 3 == 1:
            reveal_original(opinion, by=clerk, reason="Xem lại lời.")
        else:
            find_caller(by=clerk, phone=PHONE, reason="Có người gọi.")


def test_looks_of_all_kinds_are_limited_together(commune: Commune, opinion: Opinion) -> None:
    clerk = commune["office"]
    looks(opinion, clerk, LOOK_ACCOUNT.most)
    with pytest.raises(TryLater, match="30"):
        reveal_author(opinion, by=clerk, reason="Một lần nữa.")
    with pytest.raises(TryLater, match="30"):
        reveal_original(opinion, by=clerk, reason="Một lần nữa.")
    with pytest.raises(TryLater, match="30"):
        find_caller(by=clerk, phone=PHONE, reason="Một lần nữa.")
    assert reveal_author(opinion, by=commune["party_head"], reason="Người khác xem.")
    with as_of(now() + timedelta(hours=1)):
        assert reveal_author(opinion, by=clerk, reason="Giờ sau.")


def test_a_refused_look_is_not_counted(commune: Commune, opinion: Opinion) -> None:
    for _one in range(LOOK_ACCOUNT.most + 1):
        with pytest.raises(NotReady):
            find_caller(by=commune["office"], phone=PHONE, reason=" ")
    assert find_caller(by=commune["office"], phone=PHONE, reason="Có người gọi.")


def test_heads_are_told_of_an_unusual_number_of_looks(commune: Commune, opinion: Opinion) -> None:
    looks(opinion, commune["office"], MANY_LOOKS)
    assert told(commune["party_head"]) == []
    looks(opinion, commune["office"], 1)
    (words,) = told(commune["party_head"])
    assert str(MANY_LOOKS + 1) in words
    assert commune["office"].user.display_name in words
