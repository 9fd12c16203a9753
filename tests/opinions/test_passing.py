"""An opinion sent to the wrong unit goes to the office of another one, and may come back."""

import pytest

from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.opinions.actions.data_rights import request_erasure
from doithoai.opinions.actions.four_eyes import propose
from doithoai.opinions.actions.hands import take_over
from doithoai.opinions.actions.inquiries import ask_author
from doithoai.opinions.actions.passing import pass_back, pass_on
from doithoai.opinions.actions.redaction import (
    find_caller,
    redact_opinion,
    reveal_author,
    reveal_original,
)
from doithoai.opinions.actions.triage import accept_opinion, refuse_opinion
from doithoai.opinions.author import Author
from doithoai.opinions.models import DataRequest, Opinion, Passing, Proposal
from doithoai.opinions.queries import opinion_by_receipt, opinions_for
from doithoai.opinions.queries.passing import passings_for
from doithoai.people.actions.vault import restrict_identity
from doithoai.people.contacts import Contact
from doithoai.people.models import SealedBox
from doithoai.people.roles import RoleName as R
from doithoai.record.actions import changes
from doithoai.record.queries import history
from tests.factories import (
    Commune,
    enter_opinion,
    make_commune,
    make_matter,
    make_rules,
    send_opinion,
)

pytestmark = pytest.mark.django_db
SENDER = Contact(name="Nguyễn Thị Zúy", phone="0987654321", consent=True)
WHY = "Đoạn đường thuộc địa bàn xã Phú Thái."


@pytest.fixture
def here(db: None) -> Commune:
    make_rules()
    return make_commune()


@pytest.fixture
def there(here: Commune) -> Commune:
    return make_commune("Xã Phú Thái", "10806")


def passed(opinion: Opinion, here: Commune, there: Commune) -> Opinion:
    pass_on(opinion, by=here[R.OFFICE], unit=there.unit, reason=WHY)
    return fresh(opinion)


def fresh(opinion: Opinion) -> Opinion:
    return Opinion.objects.select_related("identity", "original", "unit").get(pk=opinion.pk)


def test_the_other_office_has_it_with_its_code_and_its_day(here: Commune, there: Commune) -> None:
    opinion, code = send_opinion(here)
    moved = passed(opinion, here, there)
    assert opinion_by_receipt(code) == moved
    assert moved.unit == there.unit
    assert moved.village is None
    assert moved.received_at == opinion.received_at
    assert moved.state == "received"
    assert not opinions_for(here[R.OFFICE]).exists()
    assert opinions_for(there[R.OFFICE]).get() == moved
    assert accept_opinion(moved, by=there[R.OFFICE], existing=[make_matter(there)])


def test_who_sent_it_is_read_there_and_no_more_here(here: Commune, there: Commune) -> None:
    opinion = enter_opinion(here, contact=SENDER)
    redact_opinion(opinion, by=here[R.OFFICE], text="Có người lấn kênh.", reason="Nêu tên.")
    boxes = SealedBox.objects.count()
    moved = passed(fresh(opinion), here, there)
    assert SealedBox.objects.count() == boxes
    assert reveal_author(moved, by=there[R.OFFICE], reason="Hỏi thêm.") == SENDER
    assert "Kênh" in reveal_original(moved, by=there[R.OFFICE], reason="Đọc bản gốc.")
    assert find_caller(by=there[R.OFFICE], phone=SENDER.phone, reason="Gọi.") == [moved]
    assert find_caller(by=here[R.OFFICE], phone=SENDER.phone, reason="Gọi.") == []
    with pytest.raises(NotAllowed):
        reveal_author(fresh(moved), by=here[R.OFFICE], reason="Tò mò.")


def test_who_stopped_the_use_of_it_is_left_alone_there_too(here: Commune, there: Commune) -> None:
    opinion = enter_opinion(here, contact=SENDER)
    assert opinion.identity
    restrict_identity(opinion.identity, by=Author(opinion), wanted=True)
    moved = passed(fresh(opinion), here, there)
    assert moved.identity
    assert (moved.identity.unit, moved.identity.state) == (there.unit, "restricted")
    with pytest.raises(WrongState):
        reveal_author(moved, by=there[R.OFFICE], reason="Hỏi thêm.")
    restrict_identity(moved.identity, by=Author(moved), wanted=False)
    assert reveal_author(fresh(moved), by=there[R.OFFICE], reason="Hỏi thêm.") == SENDER


def test_what_was_begun_about_it_falls_away(here: Commune, there: Commune) -> None:
    opinion, _code = send_opinion(here)
    take_over(opinion, by=here[R.OFFICE])
    with changes():
        propose(opinion, Proposal.Decision.REFUSE, by=here[R.OFFICE], reason="Trùng.")
    ask_author(opinion, by=here[R.OFFICE], question="Ở đoạn nào?")
    moved = passed(opinion, here, there)
    assert (moved.taken_by, moved.round, moved.state) == (None, None, "received")
    assert not moved.inquiries.exists()
    assert not Proposal.objects.exists()


def test_what_the_author_asked_about_the_data_is_answered_there(
    here: Commune, there: Commune
) -> None:
    opinion, _code = send_opinion(here)
    request_erasure(opinion, by=Author(opinion))
    passed(opinion, here, there)
    assert DataRequest.objects.get().unit == there.unit


def test_the_author_and_both_offices_read_where_and_why(here: Commune, there: Commune) -> None:
    opinion, _code = send_opinion(here)
    passed(opinion, here, there)
    told = history(opinion).last()
    assert told is not None
    assert (told.move, told.note, told.unit) == ("pass_on", WHY, here.unit.pk)
    for office in (here, there):
        one = passings_for(office[R.OFFICE]).get()
        assert (one.origin, one.unit, one.reason) == (here.unit, there.unit, WHY)
    assert not passings_for(here[R.FRONT]).exists()


def test_it_comes_back_once_with_a_reason_and_its_village(here: Commune, there: Commune) -> None:
    opinion, _code = send_opinion(here)
    moved = passed(opinion, here, there)
    with pytest.raises(NotReady):
        pass_back(moved, by=there[R.OFFICE], reason=" ")
    pass_back(moved, by=there[R.OFFICE], reason="Đoạn này của Kim Thành.")
    back = fresh(moved)
    assert (back.unit, back.village) == (here.unit, here.village)
    with pytest.raises(WrongState):
        pass_back(back, by=here[R.OFFICE], reason="Không.")
    with pytest.raises(Invalid):
        passed(back, here, there)
    third = make_commune("Xã Lai Vu", "10808")
    assert passed(back, here, third).unit == third.unit


def test_it_is_returned_and_not_passed_on_to_where_it_came_from(
    here: Commune, there: Commune
) -> None:
    moved = passed(send_opinion(here)[0], here, there)
    with pytest.raises(Invalid):
        pass_on(moved, by=there[R.OFFICE], unit=here.unit, reason=WHY)


def test_only_who_decides_here_passes_it_on(here: Commune, there: Commune) -> None:
    opinion, _code = send_opinion(here)
    for by in (there[R.OFFICE], here[R.FRONT], here[R.PARTY_HEAD], here[R.ADMINISTRATOR]):
        with pytest.raises(NotAllowed):
            pass_on(fresh(opinion), by=by, unit=there.unit, reason=WHY)
    assert not Passing.objects.exists()
    assert fresh(opinion).unit == here.unit


def test_a_unit_without_an_office_here_gets_a_slip_instead(here: Commune) -> None:
    lone = make_commune("Xã Lai Vu", "10808")
    lone[R.OFFICE].appointments[0].delete()
    opinion, _code = send_opinion(here)
    for unit in (lone.unit, here.unit):
        with pytest.raises(Invalid):
            pass_on(opinion, by=here[R.OFFICE], unit=unit, reason=WHY)
    assert fresh(opinion).unit == here.unit


def test_what_is_decided_stays(here: Commune, there: Commune) -> None:
    accepted = make_matter(here).opinions.get()
    refused, _code = send_opinion(here)
    refuse_opinion(refused, by=here[R.OFFICE], reason="Trùng.")
    for opinion in (accepted, refused):
        with pytest.raises(WrongState):
            pass_on(opinion, by=here[R.OFFICE], unit=there.unit, reason=WHY)


def test_a_page_that_was_open_here_decides_nothing_there(here: Commune, there: Commune) -> None:
    opinion, _code = send_opinion(here)
    open_before = fresh(opinion)
    moved = passed(opinion, here, there)
    with pytest.raises(WrongState):
        accept_opinion(open_before, by=here[R.OFFICE], existing=[make_matter(here)])
    with pytest.raises(WrongState):
        pass_on(open_before, by=here[R.OFFICE], unit=there.unit, reason=WHY)
    assert fresh(moved).state == "received"
