"""What is referred or moved out by mistake is not lost, and what must go is gone for good."""

from datetime import timedelta

import pytest

from doithoai.jobs.clock import CLOCK
from doithoai.kit.errors import Invalid, WrongState
from doithoai.kit.time import as_of, now, today
from doithoai.opinions.actions.hand_over import hand_over, print_denunciation
from doithoai.opinions.actions.inquiries import ask_author, reply_to_office
from doithoai.opinions.actions.redaction import redact_opinion
from doithoai.opinions.actions.referral import (
    destroy_referred,
    move_out_opinion,
    recall_opinion,
    refer_opinion,
    words_to_enclose,
)
from doithoai.opinions.actions.triage import reconsider_opinion, refuse_opinion
from doithoai.opinions.author import Author
from doithoai.opinions.models import HandOver, Opinion, Referral
from doithoai.opinions.queries.attachments import inquiries_of
from doithoai.opinions.rules import KEPT_FOR
from doithoai.people.contacts import Contact
from doithoai.people.models import Identity, SealedBox
from doithoai.people.roles import RoleName as R
from tests.factories import Commune, enter_opinion, make_commune, make_opinion, make_rules

SAID = "Xã xử phạt nhà tôi xây tường là sai, ông Trần Văn Zọn hàng xóm cũng xây."
REDACTED = "Xã xử phạt nhà tôi xây tường là sai."
WHY = "Là khiếu nại một quyết định."


@pytest.fixture
def commune(db: None) -> Commune:
    make_rules()
    return make_commune()


@pytest.fixture
def opinion(commune: Commune) -> Opinion:
    """Redacted, asked and answered: all that can hang on one that is still to be decided."""
    made = make_opinion(commune, SAID)
    ask_author(made, by=commune[R.OFFICE], question="Quyết định số mấy?")
    reply_to_office(made, by=Author(made), text="Số 12, tôi chưa nhận được giấy.")
    redact_opinion(made, by=commune[R.OFFICE], text=REDACTED, reason="Có tên người dân.")
    return Opinion.objects.get()


def complain(opinion: Opinion, commune: Commune) -> Referral:
    return refer_opinion(opinion, by=commune[R.OFFICE], reason=WHY, procedure="complaint")


def test_a_complaint_is_sealed_at_once_and_brought_back_whole(
    commune: Commune, opinion: Opinion
) -> None:
    before = Opinion.objects.values("text", "words_mark", "original").get()
    slip = complain(opinion, commune)
    sealed = Opinion.objects.get()
    assert "xử phạt" not in sealed.text
    assert list(inquiries_of(sealed)) == []
    recall_opinion(slip, by=commune[R.OFFICE], reason="Nhầm ô.")
    assert Opinion.objects.values("text", "words_mark", "original").get() == before
    back = Opinion.objects.get()
    assert (back.state, back.answer) == ("received", "")
    assert [one.reply for one in inquiries_of(back)] == ["Số 12, tôi chưa nhận được giấy."]
    assert SealedBox.objects.count() == 1  # the words as they came, before the redaction


def test_a_slip_that_is_void_gives_its_number_to_no_other(
    commune: Commune, opinion: Opinion
) -> None:
    recall_opinion(complain(opinion, commune), by=commune[R.OFFICE], reason="Nhầm ô.")
    again = refer_opinion(
        Opinion.objects.get(), by=commune[R.OFFICE], reason=WHY, procedure="court"
    )
    assert (again.number, Referral.objects.filter(recalled_at=None).count()) == (2, 1)
    with pytest.raises(WrongState):
        recall_opinion(Referral.objects.get(number=1), by=commune[R.OFFICE], reason="Lần nữa.")


def test_a_day_later_the_words_are_destroyed_and_nothing_comes_back(
    commune: Commune, opinion: Opinion
) -> None:
    slip = complain(opinion, commune)
    assert destroy_referred(by=CLOCK) == 0
    with as_of(now() + KEPT_FOR):
        assert destroy_referred(by=CLOCK) == 1
        with pytest.raises(WrongState):
            recall_opinion(slip, by=commune[R.OFFICE], reason="Muộn.")
        with pytest.raises(WrongState):
            words_to_enclose(slip, by=commune[R.OFFICE])
    left = Opinion.objects.get()
    assert (left.original, left.inquiries.count(), SealedBox.objects.count()) == (None, 0, 0)


def test_what_another_authority_settles_is_brought_back_within_a_day_too(
    commune: Commune, opinion: Opinion
) -> None:
    slip = refer_opinion(
        opinion, by=commune[R.OFFICE], reason=WHY, procedure="authority", authority="Sở Xây dựng"
    )
    assert words_to_enclose(slip, by=commune[R.OFFICE]) == REDACTED
    with as_of(now() + KEPT_FOR + timedelta(seconds=1)):
        assert destroy_referred(by=CLOCK) == 0
        with pytest.raises(WrongState):
            recall_opinion(slip, by=commune[R.OFFICE], reason="Muộn.")
    recall_opinion(slip, by=commune[R.OFFICE], reason="Xã làm được.")
    assert Opinion.objects.get().text == REDACTED


def test_the_words_of_a_complaint_are_printed_with_its_slip(
    commune: Commune, opinion: Opinion
) -> None:
    assert words_to_enclose(complain(opinion, commune), by=commune[R.OFFICE]) == REDACTED


@pytest.mark.parametrize("procedure", ["", "denunciation", "opinion"])
def test_nothing_is_referred_to_nowhere(commune: Commune, opinion: Opinion, procedure: str) -> None:
    with pytest.raises(Invalid) as refused:
        refer_opinion(opinion, by=commune[R.OFFICE], reason=WHY, procedure=procedure)
    assert refused.value.field == "procedure"
    assert Opinion.objects.get().text == REDACTED


@pytest.fixture
def denounced(commune: Commune) -> Opinion:
    return enter_opinion(commune, SAID, Contact("Bà Lúa", "0912345678", consent=True))


def test_a_denunciation_on_paper_is_printed_once_and_erased_when_it_is_handed_over(
    commune: Commune, denounced: Opinion
) -> None:
    office = commune[R.OFFICE]
    move_out_opinion(denounced, by=office)
    found = HandOver.objects.get()
    assert Identity.objects.get().state == "erased"
    assert (found.due_on > today(), "24" in found.due_basis) == (True, True)
    sheet = print_denunciation(found, by=office)
    assert (sheet.text, sheet.author) == (SAID, "Bà Lúa, 0912345678")
    with pytest.raises(WrongState):
        print_denunciation(found, by=office)
    hand_over(found, by=office, receiver="Thanh tra thành phố", handed_on=today())
    assert (HandOver.objects.get().words, SealedBox.objects.count()) == (None, 0)
    with pytest.raises(WrongState):
        hand_over(found, by=office, receiver="Công an", handed_on=today())


def test_a_denunciation_is_not_handed_over_before_it_came(
    commune: Commune, denounced: Opinion
) -> None:
    move_out_opinion(denounced, by=commune[R.OFFICE])
    for day in (today() - timedelta(days=1), today() + timedelta(days=1)):
        with pytest.raises(Invalid):
            hand_over(
                HandOver.objects.get(), by=commune[R.OFFICE], receiver="Công an", handed_on=day
            )
    assert HandOver.objects.get().words


def test_one_that_was_typed_on_the_web_never_stays(commune: Commune) -> None:
    move_out_opinion(make_opinion(commune, SAID), by=commune[R.OFFICE])
    assert (HandOver.objects.count(), SealedBox.objects.count()) == (0, 0)


def test_a_refusal_is_undone_within_a_day(commune: Commune, opinion: Opinion) -> None:
    office = commune[R.OFFICE]
    refuse_opinion(opinion, by=office, reason="Không phải việc của xã.")
    with as_of(now() + KEPT_FOR), pytest.raises(WrongState):
        reconsider_opinion(opinion, by=office, reason="Muộn.")
    reconsider_opinion(opinion, by=office, reason="Bấm nhầm.")
    back = Opinion.objects.get()
    assert (back.state, back.answer, back.text) == ("received", "", REDACTED)


def test_what_was_redacted_meanwhile_stays_redacted(commune: Commune) -> None:
    """The clerk who refers had the page open before the other one redacted."""
    made = make_opinion(commune, SAID)
    read_before = Opinion.objects.get()
    redact_opinion(made, by=commune[R.OFFICE], text=REDACTED, reason="Có tên người dân.")
    slip = complain(read_before, commune)
    assert words_to_enclose(slip, by=commune[R.OFFICE]) == REDACTED
    recall_opinion(slip, by=commune[R.OFFICE], reason="Nhầm ô.")
    assert Opinion.objects.get().text == REDACTED


def test_what_its_author_answered_is_handed_over_with_it(
    commune: Commune, denounced: Opinion
) -> None:
    ask_author(denounced, by=commune[R.OFFICE], question="Việc xảy ra hôm nào?")
    reply_to_office(denounced, by=Author(denounced), text="Hôm mùng ba, có bà Vũ Thị Zịu thấy.")
    move_out_opinion(denounced, by=commune[R.OFFICE])
    sheet = print_denunciation(HandOver.objects.get(), by=commune[R.OFFICE])
    assert all(one in sheet.text for one in (SAID, "Việc xảy ra hôm nào?", "Vũ Thị Zịu"))
