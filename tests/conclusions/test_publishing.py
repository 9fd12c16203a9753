"""A head publishes a complete conclusion, once; from then on it stands as it is."""

from datetime import timedelta

import pytest

from doithoai.commitments.actions import publish_and_assign
from doithoai.commitments.models import Commitment
from doithoai.conclusions.actions import (
    ResolutionDraft,
    draft_conclusion,
    edit_conclusion,
    publish_conclusion,
    resolve_matter,
)
from doithoai.conclusions.models import ConclusionNotice, Outcome
from doithoai.conclusions.queries import notice_of, stamp_of_head, stamp_of_resolution
from doithoai.conclusions.rules import has_number
from doithoai.kit.errors import NotAllowed, NotReady, WrongState
from doithoai.opinions.models import Matter
from doithoai.record.queries import history
from tests.factories import Commune, make_commune, make_dialogue, make_draft, make_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def draft(commune: Commune) -> ConclusionNotice:
    return make_draft(commune, make_matter(commune))


@pytest.mark.parametrize(
    "number", ["12/TB-UBND", "12-TB/ĐU", "399/TB-VP-UBND", "1/TB-HĐND", "00012-TB/HU"]
)
def test_a_number_is_written_as_state_or_party_write_it(number: str) -> None:
    assert has_number(ConclusionNotice(number=number)) is None


@pytest.mark.parametrize(
    "number",
    [
        "", "12", "TB-UBND", "12/TB", "12/QĐ-UBND", "12-TB/", "123456/TB-UBND", "-1/TB-UBND",
        "12/TB-UBND\n",
    ],
)  # fmt: skip
def test_what_is_no_number_of_a_notice_is_asked_for(number: str) -> None:
    assert has_number(ConclusionNotice(number=number))


def test_a_notice_without_its_number_is_not_published(
    commune: Commune, draft: ConclusionNotice
) -> None:
    edit_conclusion(
        draft, by=commune["office"], number="12", assessment="", seen=stamp_of_head(draft)
    )
    with pytest.raises(NotReady):
        publish_and_assign(draft, by=commune["party_head"])
    assert ConclusionNotice.objects.get().state == "draft"
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("role", ["office", "agency", "front", "council", "mobilisation"])
def test_only_a_head_publishes(commune: Commune, draft: ConclusionNotice, role: str) -> None:
    with pytest.raises(NotAllowed):
        publish_conclusion(draft, by=commune[role])
    assert notice_of(draft.dialogue) is None


def test_another_units_head_publishes_nothing(draft: ConclusionNotice) -> None:
    other = make_commune("Xã Lai Khê", "10756")
    for role in ("party_head", "government_head"):
        with pytest.raises(NotAllowed):
            publish_conclusion(draft, by=other[role])
    assert ConclusionNotice.objects.get().state == "draft"


def test_publishing_concludes_every_matter_and_is_told_to_all(commune: Commune) -> None:
    first, second = make_matter(commune), make_matter(commune, "Đèn đường")
    draft = make_draft(commune, first, second)
    publish_conclusion(draft, by=commune["party_head"])
    assert set(Matter.objects.values_list("state", flat=True)) == {"concluded"}
    notice = notice_of(draft.dialogue)
    assert notice
    assert notice.published_at
    told = history(notice).get()
    assert (told.move, told.facts) == ("publish", {"number": "12-TB/ĐU", "matters": 2})


def test_a_published_conclusion_stands_as_it_is(commune: Commune, draft: ConclusionNotice) -> None:
    publish_and_assign(draft, by=commune["party_head"])
    words = ResolutionDraft(Outcome.EXPLAINED, "Đổi ý.")
    with pytest.raises(WrongState):
        publish_and_assign(draft, by=commune["party_head"])
    with pytest.raises(WrongState):
        edit_conclusion(
            draft, by=commune["office"], number="13-TB/ĐU", assessment="Khác.",
            seen=stamp_of_head(draft),
        )  # fmt: skip
    matter = Matter.objects.get()
    seen = stamp_of_resolution(draft, matter)
    with pytest.raises(WrongState):
        resolve_matter(draft, matter, by=commune["office"], draft=words, seen=seen)
    assert ConclusionNotice.objects.get().number == "12-TB/ĐU"
    assert Commitment.objects.count() == 1


def test_what_others_wrote_meanwhile_is_what_is_published(
    commune: Commune, draft: ConclusionNotice
) -> None:
    """The head's page lay open while the office put the number right."""
    read_before = ConclusionNotice.objects.get()
    edit_conclusion(
        draft,
        by=commune["office"],
        number="15-TB/ĐU",
        assessment="Đã sửa.",
        seen=stamp_of_head(draft),
    )
    publish_conclusion(read_before, by=commune["party_head"])
    stored = ConclusionNotice.objects.get()
    assert (stored.number, stored.assessment) == ("15-TB/ĐU", "Đã sửa.")


def test_work_is_given_with_agencies_date_and_basis_of_the_resolution(
    commune: Commune, draft: ConclusionNotice
) -> None:
    resolution = draft.resolutions.get()
    commitment = publish_and_assign(draft, by=commune["government_head"])[0]
    assert commitment.lead == resolution.lead
    assert (commitment.first_due_on, commitment.due_on) == (resolution.due_on, resolution.due_on)
    assert commitment.due_basis == resolution.due_basis


def test_an_answer_gives_work_to_nobody(commune: Commune) -> None:
    draft = make_draft(commune, make_matter(commune), outcome=Outcome.PASSED_ON)
    assert publish_and_assign(draft, by=commune["party_head"]) == []
    assert Matter.objects.get().state == "concluded"


def test_a_dialogue_without_matters_is_concluded_too(commune: Commune) -> None:
    dialogue = make_dialogue(commune, state="closed")
    notice = draft_conclusion(dialogue, by=commune["office"])
    edit_conclusion(notice, by=commune["office"], number="12-TB/ĐU", assessment="Không có.")
    assert publish_conclusion(notice, by=commune["party_head"]) == []
    assert notice.dialogue.closed_at
    assert notice.dialogue.closed_at - dialogue.starts_at < timedelta(days=2)
