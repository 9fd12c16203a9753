"""Drafting a conclusion: by the office of the place, for every matter, and no word is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from doithoai.conclusions.actions import (
    ResolutionDraft,
    draft_conclusion,
    edit_conclusion,
    resolve_matter,
)
from doithoai.conclusions.models import ConclusionNotice, Outcome, Resolution
from doithoai.conclusions.queries import (
    notice_of,
    notices_for,
    resolutions_of,
    stamp_of_head,
    stamp_of_resolution,
    unresolved_items,
)
from doithoai.kit.errors import Invalid, NotAllowed, NotReady, Refused, WrongState
from doithoai.kit.time import today
from doithoai.opinions.models import Matter
from doithoai.places.models import Agency
from tests.factories import Commune, make_commune, make_dialogue, make_draft, make_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def notice(commune: Commune) -> ConclusionNotice:
    dialogue = make_dialogue(commune, make_matter(commune), state="closed")
    return draft_conclusion(dialogue, by=commune["office"])


def assigned(commune: Commune, text: str = "Khơi thông kênh.") -> ResolutionDraft:
    due_on = today() + timedelta(days=30)
    return ResolutionDraft(Outcome.ASSIGNED, text, lead=commune.agency, due_on=due_on)


def only_matter(notice: ConclusionNotice) -> Matter:
    return notice.dialogue.agenda.get().matter


@pytest.mark.parametrize("state", ["planned", "noticed", "open"])
def test_a_conclusion_follows_a_dialogue_that_was_held(commune: Commune, state: str) -> None:
    dialogue = make_dialogue(commune, make_matter(commune), state=state)
    with pytest.raises(WrongState):
        draft_conclusion(dialogue, by=commune["office"])
    assert not ConclusionNotice.objects.exists()


def test_a_dialogue_has_one_conclusion_however_often_it_is_begun(
    commune: Commune, notice: ConclusionNotice
) -> None:
    again = draft_conclusion(notice.dialogue, by=commune["party_head"])
    assert again == notice
    assert ConclusionNotice.objects.count() == 1


@pytest.mark.parametrize("role", ["agency", "front", "council", "inspection", "administrator"])
def test_who_may_not_draft_does_not_even_find_the_draft(
    commune: Commune, notice: ConclusionNotice, role: str
) -> None:
    with pytest.raises(NotAllowed):
        draft_conclusion(notice.dialogue, by=commune[role])
    with pytest.raises(NotAllowed):
        edit_conclusion(notice, by=commune[role], number="1-TB/ĐU", assessment="Khác.")
    with pytest.raises(NotAllowed):
        resolve_matter(notice, only_matter(notice), by=commune[role], draft=assigned(commune))
    assert not Resolution.objects.exists()
    assert ConclusionNotice.objects.get().number == ""


def test_another_units_office_neither_reads_nor_writes_a_draft(notice: ConclusionNotice) -> None:
    other = make_commune("Xã Lai Khê", "10756")
    assert not notices_for(other["office"]).exists()
    with pytest.raises(NotAllowed):
        draft_conclusion(notice.dialogue, by=other["office"])
    with pytest.raises(NotAllowed):
        edit_conclusion(notice, by=other["office"], number="1-TB/ĐU", assessment="Khác.")


def test_a_draft_is_not_public(commune: Commune, notice: ConclusionNotice) -> None:
    assert notice_of(notice.dialogue) is None
    assert notice_of(notice.dialogue, public_only=False) == notice
    assert list(notices_for(commune["office"])) == [notice]


def test_the_number_is_written_in_capitals(commune: Commune, notice: ConclusionNotice) -> None:
    edit_conclusion(notice, by=commune["office"], number="12-tb/đu", assessment="Thẳng thắn.")
    stored = ConclusionNotice.objects.get()
    assert (stored.number, stored.assessment) == ("12-TB/ĐU", "Thẳng thắn.")


def test_nobody_overwrites_unseen_what_another_wrote(
    commune: Commune, notice: ConclusionNotice
) -> None:
    matter, office = only_matter(notice), commune["office"]
    of_head, of_matter = stamp_of_head(notice), stamp_of_resolution(notice, matter)
    edit_conclusion(notice, by=office, number="12-TB/ĐU", assessment="Trước.", seen=of_head)
    resolve_matter(notice, matter, by=office, draft=assigned(commune, "Trước."), seen=of_matter)
    late = commune["party_head"]
    with pytest.raises(WrongState):
        edit_conclusion(notice, by=late, number="13-TB/ĐU", assessment="Sau.", seen=of_head)
    with pytest.raises(WrongState):
        resolve_matter(notice, matter, by=late, draft=assigned(commune, "Sau."), seen=of_matter)
    with pytest.raises(WrongState):
        edit_conclusion(notice, by=late, number="13-TB/ĐU", assessment="Sau.")
    with pytest.raises(WrongState):
        resolve_matter(notice, matter, by=late, draft=assigned(commune, "Sau."))
    assert ConclusionNotice.objects.get().assessment == "Trước."
    assert Resolution.objects.get().text == "Trước."


def test_a_supporting_agency_that_was_added_counts_as_a_change(
    commune: Commune, notice: ConclusionNotice
) -> None:
    matter = only_matter(notice)
    resolution = resolve_matter(notice, matter, by=commune["office"], draft=assigned(commune))
    before = stamp_of_resolution(notice, matter)
    police = Agency.objects.create(key="cong-an", unit=commune.unit, name="Công an xã")
    resolution.supporting.add(police)
    assert stamp_of_resolution(notice, matter) != before


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ResolutionDraft(Outcome.ASSIGNED, "Khơi thông kênh."), "lead"),
        (ResolutionDraft(Outcome.PASSED_ON, "Vượt thẩm quyền.", receiver="  "), "receiver"),
        (ResolutionDraft(Outcome.REFERRED, "Thủ tục khác."), "receiver"),
        (ResolutionDraft(Outcome.EXPLAINED, "  "), "text"),
        (ResolutionDraft("forgotten", "Để sau."), "outcome"),
    ],
)
def test_what_an_outcome_needs_is_asked_for_by_name(
    commune: Commune, notice: ConclusionNotice, draft: ResolutionDraft, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        resolve_matter(notice, only_matter(notice), by=commune["office"], draft=draft)
    assert isinstance(refusal.value, NotReady | Invalid)
    assert refusal.value.field == field
    assert not Resolution.objects.exists()


def test_a_matter_of_another_dialogue_gets_no_resolution_here(
    commune: Commune, notice: ConclusionNotice
) -> None:
    stray = make_matter(commune, "Đèn đường")
    with pytest.raises(Invalid):
        resolve_matter(notice, stray, by=commune["office"], draft=assigned(commune))
    assert not Resolution.objects.exists()


def test_another_outcome_takes_agency_date_and_receiver_away(
    commune: Commune, notice: ConclusionNotice
) -> None:
    matter, office = only_matter(notice), commune["office"]
    police = Agency.objects.create(key="cong-an", unit=commune.unit, name="Công an xã")
    due_on = today() + timedelta(days=9)
    work = ResolutionDraft(Outcome.ASSIGNED, "Làm.", commune.agency, [police], due_on)
    resolve_matter(notice, matter, by=office, draft=work)
    passed = ResolutionDraft(
        Outcome.PASSED_ON, "Vượt thẩm quyền.", commune.agency, [police], due_on, "Sở NN"
    )
    resolve_matter(
        notice, matter, by=office, draft=passed, seen=stamp_of_resolution(notice, matter)
    )
    stored = Resolution.objects.get()
    assert (stored.lead, stored.due_on, stored.due_basis) == (None, None, "")
    assert (stored.receiver, stored.supporting.count()) == ("Sở NN", 0)
    answer = ResolutionDraft(Outcome.ANSWERED, "Đã trả lời.", receiver="Sở NN")
    seen = stamp_of_resolution(notice, matter)
    assert resolve_matter(notice, matter, by=office, draft=answer, seen=seen).receiver == ""


def test_the_agency_that_leads_does_not_also_support(
    commune: Commune, notice: ConclusionNotice
) -> None:
    police = Agency.objects.create(key="cong-an", unit=commune.unit, name="Công an xã")
    due_on = today() + timedelta(days=9)
    work = ResolutionDraft(
        Outcome.ASSIGNED, "Làm.", commune.agency, [commune.agency, police], due_on
    )
    resolution = resolve_matter(notice, only_matter(notice), by=commune["office"], draft=work)
    assert list(resolution.supporting.all()) == [police]


@pytest.mark.parametrize("field", ["lead", "supporting"])
def test_no_work_is_given_to_an_agency_of_elsewhere(
    commune: Commune, notice: ConclusionNotice, field: str
) -> None:
    elsewhere = make_commune("Xã Lai Khê", "10756").agency
    named = elsewhere if field == "lead" else [elsewhere]
    draft = replace(assigned(commune), **{field: named})  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refusal:
        resolve_matter(notice, only_matter(notice), by=commune["office"], draft=draft)
    assert refusal.value.field == field
    assert not Resolution.objects.exists()


def test_the_day_that_the_chair_named_carries_the_day_of_the_dialogue(
    commune: Commune, notice: ConclusionNotice
) -> None:
    resolution = resolve_matter(
        notice, only_matter(notice), by=commune["office"], draft=assigned(commune)
    )
    assert str(notice.dialogue.starts_at.year) in resolution.due_basis


def test_resolutions_stand_in_the_order_of_the_agenda(commune: Commune) -> None:
    first, second, third = (make_matter(commune, f"Việc {number}") for number in (1, 2, 3))
    notice = make_draft(commune, third, first, second)
    assert [one.matter for one in resolutions_of(notice)] == [third, first, second]
    notice.resolutions.filter(matter=first).delete()
    assert [item.matter for item in unresolved_items(notice.dialogue)] == [first]


def test_the_database_itself_keeps_assigned_work_from_having_no_date(
    commune: Commune, notice: ConclusionNotice
) -> None:
    words = {"notice": notice, "matter": only_matter(notice), "text": "Làm."}
    for outcome in (Outcome.ASSIGNED, Outcome.PASSED_ON):
        with pytest.raises(IntegrityError), transaction.atomic():
            Resolution.objects.create(outcome=outcome, **words)
