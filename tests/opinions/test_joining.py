"""“I have this problem too” counts once, and a question of the office is answered by its author."""

import uuid

import pytest

from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.opinions.actions.inquiries import ask_author, reply_to_office
from doithoai.opinions.actions.joining import join_matter
from doithoai.opinions.author import Author
from doithoai.opinions.models import Opinion
from doithoai.opinions.queries import opinion_by_receipt
from doithoai.people.actors import Visitor
from doithoai.record.permissions import Permission
from tests.factories import make_commune, make_matter, make_opinion

pytestmark = pytest.mark.django_db


def test_joining_counts_once_and_gives_a_receipt() -> None:
    matter, key = make_matter(make_commune()), uuid.uuid4()
    first, receipt = join_matter(matter, by=Visitor(), client_key=key)
    again = join_matter(matter, by=Visitor(), client_key=key)
    assert again == (first, receipt)
    assert opinion_by_receipt(receipt) == first
    assert first.state == "accepted"
    assert matter.raisings.count() == 2
    assert Author(first).may(Permission.CONFIRM_RESULT, matter)


def test_one_key_joins_one_matter() -> None:
    commune, key = make_commune(), uuid.uuid4()
    join_matter(make_matter(commune), by=Visitor(), client_key=key)
    with pytest.raises(Invalid):
        join_matter(make_matter(commune, "Đèn đường"), by=Visitor(), client_key=key)


def test_a_settled_matter_is_not_joined() -> None:
    matter = make_matter(make_commune())
    type(matter).objects.filter(pk=matter.pk).update(state="settled")
    before = Opinion.objects.count()
    with pytest.raises(WrongState):
        join_matter(matter, by=Visitor(), client_key=uuid.uuid4())
    assert Opinion.objects.count() == before


def test_a_question_waits_for_its_author() -> None:
    commune = make_commune()
    opinion, other = make_opinion(commune), make_opinion(commune)
    ask_author(opinion, by=commune["office"], question=" Đoạn nào? ")
    assert opinion.state == "asked"
    with pytest.raises(NotAllowed):
        reply_to_office(opinion, by=Author(other), text="Đoạn cuối.")
    with pytest.raises(NotReady):
        reply_to_office(opinion, by=Author(opinion), text="  ")
    told = reply_to_office(opinion, by=Author(opinion), text="Đoạn cuối.")
    assert (opinion.state, told.question, told.reply) == ("received", "Đoạn nào?", "Đoạn cuối.")
