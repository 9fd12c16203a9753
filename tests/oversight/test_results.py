"""Only those who raised a matter say whether it is settled, and only when there is a result."""

import uuid

import pytest

from doithoai.commitments.actions import Report, publish_and_assign, report_progress
from doithoai.conclusions.models import Outcome
from doithoai.kit.errors import NotAllowed, WrongState
from doithoai.opinions.actions.joining import join_matter
from doithoai.opinions.author import Author
from doithoai.opinions.models import Matter
from doithoai.oversight.actions import confirm_result, dispute_result
from doithoai.oversight.models import Confirmation
from doithoai.oversight.queries import awaits_verdict, latest_commitment
from doithoai.people.actors import Visitor
from doithoai.record.queries import history
from tests.factories import (
    Commune,
    author_of,
    make_commitment,
    make_commune,
    make_dialogue,
    make_done,
    make_draft,
    make_matter,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    return make_commune()


def kept_promise(commune: Commune, title: str = "Nạo vét kênh tiêu") -> Matter:
    """A matter of which the agency says that the work is done."""
    matter = make_matter(commune, title)
    make_done(make_commitment(commune, matter), commune)
    return matter


def answered(commune: Commune) -> Matter:
    """A matter that the conclusion explained, without giving work to anybody."""
    matter = make_matter(commune)
    notice = make_draft(commune, matter, outcome=Outcome.EXPLAINED)
    publish_and_assign(notice, by=commune["party_head"])
    matter.refresh_from_db()
    return matter


def joined(matter: Matter) -> Author:
    opinion, _receipt = join_matter(matter, by=Visitor(), client_key=uuid.uuid4())
    return Author(opinion)


def verdicts() -> list[str]:
    return list(Confirmation.objects.values_list("verdict", flat=True))


def test_a_second_voice_is_added_and_the_states_stand(commune: Commune) -> None:
    matter = kept_promise(commune)
    second = joined(matter)
    confirm_result(matter, by=author_of(matter))
    confirm_result(Matter.objects.get(), by=second)
    assert verdicts() == ["settled", "settled"]
    assert Matter.objects.get().state == "settled"
    steps = history(matter).filter(move="settle")
    assert steps.count() == 1


def test_the_same_voice_counts_once_until_the_matter_was_reopened(commune: Commune) -> None:
    matter = kept_promise(commune)
    author, second = author_of(matter), joined(matter)
    for _time in range(2):
        confirm_result(Matter.objects.get(), by=author)
    assert verdicts() == ["settled"]
    dispute_result(Matter.objects.get(), by=second, text="Đoạn cuối vẫn tắc.")
    commitment = latest_commitment(matter)
    assert commitment
    make_done(commitment, commune)
    confirm_result(Matter.objects.get(), by=author)
    assert verdicts() == ["settled", "not_settled", "settled"]
    assert Matter.objects.get().state == "settled"


def test_a_stranger_adds_no_voice_to_what_others_confirmed(commune: Commune) -> None:
    matter = kept_promise(commune)
    confirm_result(matter, by=author_of(matter))
    stranger = author_of(make_matter(commune, "Đèn đường"))
    with pytest.raises(NotAllowed):
        confirm_result(Matter.objects.get(pk=matter.pk), by=stranger)
    with pytest.raises(NotAllowed):
        dispute_result(Matter.objects.get(pk=matter.pk), by=stranger, text="Chưa xong.")
    assert verdicts() == ["settled"]


def test_one_who_disagrees_reopens_what_another_confirmed(commune: Commune) -> None:
    matter = kept_promise(commune)
    second = joined(matter)
    confirm_result(matter, by=author_of(matter))
    dispute_result(Matter.objects.get(), by=second, text="Đoạn cuối vẫn tắc.")
    commitment = latest_commitment(matter)
    assert commitment
    assert (commitment.state, Matter.objects.get().state) == ("reopened", "concluded")


def test_nobody_confirms_or_disputes_work_that_is_not_reported_done(commune: Commune) -> None:
    matter = make_matter(commune)
    commitment = make_commitment(commune, matter)
    matter.refresh_from_db()
    report_progress(commitment, Report(commune.agency, "Xong một nửa.", 50), by=commune["agency"])
    for say in (confirm_result, dispute_result):
        with pytest.raises(WrongState):
            say(matter, by=author_of(matter))
    assert not Confirmation.objects.exists()
    assert Matter.objects.get().state == "concluded"


@pytest.mark.parametrize("state", ["", "planned", "closed"])
def test_nobody_speaks_of_a_result_before_the_conclusion(commune: Commune, state: str) -> None:
    matter = make_matter(commune)
    if state:
        make_dialogue(commune, matter, state=state)
    matter.refresh_from_db()
    assert not awaits_verdict(matter, latest_commitment(matter))
    for say in (confirm_result, dispute_result):
        with pytest.raises(WrongState):
            say(matter, by=author_of(matter))
    assert not Confirmation.objects.exists()


def test_work_that_was_disputed_is_not_disputed_twice(commune: Commune) -> None:
    matter = kept_promise(commune)
    dispute_result(matter, by=author_of(matter), text="Kênh vẫn tắc.")
    with pytest.raises(WrongState):
        dispute_result(Matter.objects.get(), by=author_of(matter), text="Vẫn tắc.")
    assert verdicts() == ["not_settled"]


def test_an_answer_is_confirmed_without_any_work(commune: Commune) -> None:
    matter = answered(commune)
    confirmation = confirm_result(matter, by=author_of(matter))
    assert confirmation.commitment is None
    assert Matter.objects.get().state == "settled"


def test_what_is_still_wrong_is_kept_for_the_office_and_stays_out_of_the_history(
    commune: Commune,
) -> None:
    matter = kept_promise(commune)
    said = dispute_result(matter, by=author_of(matter), text="Nhà bà Zịu vẫn ngập.\u202e")
    assert said.text == "Nhà bà Zịu vẫn ngập."
    for entry in history(matter, public_only=False):
        assert "Zịu" not in f"{entry.note}{entry.facts}"


def test_a_refused_word_leaves_promise_and_matter_as_they_were(commune: Commune) -> None:
    """The commitment is reopened first: when the matter refuses, it is taken back."""
    matter = kept_promise(commune)
    Matter.objects.update(state="open")
    with pytest.raises(WrongState):
        dispute_result(matter, by=author_of(matter), text="Chưa xong.")
    commitment = latest_commitment(matter)
    assert commitment
    assert commitment.state == "done"


def test_the_promise_made_last_stands_for_the_matter(commune: Commune) -> None:
    matter = answered(commune)
    assert latest_commitment(matter) is None
    assert awaits_verdict(matter, None)
    dispute_result(matter, by=author_of(matter))
    matter.refresh_from_db()
    first = make_commitment(commune, matter)
    assert latest_commitment(matter) == first
    assert not awaits_verdict(matter, first)
    assert awaits_verdict(matter, make_done(first, commune))
