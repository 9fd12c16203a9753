"""An entry and an acceptance made by mistake are undone within a day, and count nowhere."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.jobs.clock import CLOCK
from doithoai.kit.errors import NotAllowed, NotReady, WrongState
from doithoai.kit.time import as_of, now, today
from doithoai.opinions.actions.matters import take_up_matter
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion, move_to_round
from doithoai.opinions.actions.voiding import (
    destroy_void,
    restore_opinion,
    take_back_opinion,
    undo_acceptance,
)
from doithoai.opinions.models import CollectionRound, Matter, Opinion
from doithoai.opinions.queries import opinions_for
from doithoai.opinions.queries.gathering import (
    collected_opinions,
    counts_by_village,
    with_collected,
)
from doithoai.people.contacts import Contact
from doithoai.people.models import Identity
from doithoai.people.roles import RoleName as R
from doithoai.reports.year import year_figures
from tests.factories import Commune, enter_opinion, make_commune, make_opinion, send_opinion

A_DAY = timedelta(hours=24)
DRAFT = MatterDraft(title="Nạo vét kênh tiêu", field="irrigation_drainage")


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


def entered_by_the_front(commune: Commune) -> Opinion:
    opinion, _receipt = record_opinion(
        by=commune[R.FRONT],
        client_key=uuid.uuid4(),
        unit=commune.unit,
        text="Đèn đường hỏng.",
        channel="paper",
        contact=Contact("Bà Lúa", "0912345678", consent=True),
    )
    return opinion


def test_what_was_entered_by_mistake_counts_nowhere(commune: Commune) -> None:
    opinion = enter_opinion(commune)
    assert year_figures().opinions == 1
    take_back_opinion(opinion, by=commune[R.OFFICE])
    assert year_figures().opinions == 0
    assert opinion.state == "void"


def test_a_round_does_not_count_what_is_void(commune: Commune) -> None:
    round = CollectionRound.objects.create(
        unit=commune.unit, title="Đợt tháng 11", opens_on=today(), closes_on=today()
    )
    kept, void = enter_opinion(commune), enter_opinion(commune, "Đèn hỏng.")
    for opinion in (kept, void):
        move_to_round(opinion, round, by=commune[R.OFFICE])
    take_back_opinion(void, by=commune[R.OFFICE])
    assert with_collected(CollectionRound.objects.all()).get().collected == 1  # type: ignore[attr-defined]
    assert [one.opinions for one in counts_by_village(round) if one.village is None] == [1]
    assert list(collected_opinions(round, commune[R.OFFICE])) == [kept]


def test_only_who_entered_it_takes_it_back(commune: Commune) -> None:
    entered, sent = entered_by_the_front(commune), make_opinion(commune)
    for opinion, role in ((entered, R.OFFICE), (sent, R.OFFICE), (sent, R.FRONT)):
        with pytest.raises(NotAllowed):
            take_back_opinion(opinion, by=commune[role])
    take_back_opinion(entered, by=commune[R.FRONT])
    with pytest.raises(NotAllowed):
        restore_opinion(entered, by=commune[R.OFFICE])


def test_its_words_and_its_person_come_back_within_a_day(commune: Commune) -> None:
    opinion = entered_by_the_front(commune)
    take_back_opinion(opinion, by=commune[R.FRONT])
    assert opinions_for(commune[R.FRONT]).filter(pk=opinion.pk).exists() is False
    assert destroy_void(by=CLOCK) == 0
    restore_opinion(opinion, by=commune[R.FRONT])
    opinion.refresh_from_db()
    assert (opinion.state, opinion.text) == ("received", "Đèn đường hỏng.")
    assert Identity.objects.get(opinion=opinion).state == "kept"


def test_a_day_later_nothing_is_kept_of_it(commune: Commune) -> None:
    opinion = entered_by_the_front(commune)
    take_back_opinion(opinion, by=commune[R.FRONT])
    with as_of(now() + A_DAY):
        assert destroy_void(by=CLOCK) == 1
        assert destroy_void(by=CLOCK) == 0
        with pytest.raises(WrongState):
            restore_opinion(opinion, by=commune[R.FRONT])
    opinion.refresh_from_db()
    assert "Đèn" not in opinion.text
    assert Identity.objects.get(opinion=opinion).state == "erased"


def test_one_that_was_brought_back_and_voided_again_has_its_day_anew(commune: Commune) -> None:
    opinion, office = enter_opinion(commune), commune[R.OFFICE]
    take_back_opinion(opinion, by=office)
    restore_opinion(opinion, by=office)
    with as_of(now() + A_DAY):
        take_back_opinion(opinion, by=office)
        assert destroy_void(by=CLOCK) == 0


def test_an_acceptance_by_mistake_leaves_no_matter_behind(commune: Commune) -> None:
    opinion, receipt = send_opinion(commune)
    [matter] = accept_opinion(opinion, by=commune[R.OFFICE], drafts=[DRAFT])
    undo_acceptance(opinion, by=commune[R.OFFICE], reason="Nhầm ý kiến khác.")
    matter.refresh_from_db()
    assert (opinion.state, matter.state) == ("received", "void")
    assert year_figures().matters == 0
    assert matter.title not in Client().get(reverse("matters")).content.decode()
    page = Client().get(reverse("matter", args=[matter.code]))
    assert page.status_code == 410
    assert "Nhầm ý kiến khác." in page.content.decode()
    assert matter.title not in page.content.decode()
    assert matter.title not in Client().get(reverse("receipt", args=[receipt])).content.decode()
    [again] = accept_opinion(opinion, by=commune[R.OFFICE], drafts=[DRAFT])
    assert again.state == "open"


def test_a_matter_of_others_stands_without_it(commune: Commune) -> None:
    first, second = make_opinion(commune), make_opinion(commune, "Kênh tiêu đầy bùn.")
    [matter] = accept_opinion(first, by=commune[R.OFFICE], drafts=[DRAFT])
    accept_opinion(second, by=commune[R.OFFICE], existing=[matter])
    undo_acceptance(first, by=commune[R.OFFICE], reason="Nhầm.")
    assert Matter.objects.get().state == "open"
    assert [one.opinion_id for one in matter.raisings.all()] == [second.pk]


def test_what_is_put_to_a_dialogue_is_taken_off_there_first(commune: Commune) -> None:
    opinion = make_opinion(commune)
    [matter] = accept_opinion(opinion, by=commune[R.OFFICE], drafts=[DRAFT])
    take_up_matter(matter, by=commune[R.OFFICE])
    with pytest.raises(NotReady):
        undo_acceptance(opinion, by=commune[R.OFFICE], reason="Nhầm.")
    opinion.refresh_from_db()
    assert (opinion.state, opinion.raisings.count()) == ("accepted", 1)


def test_after_a_day_an_acceptance_stands(commune: Commune) -> None:
    opinion = make_opinion(commune)
    accept_opinion(opinion, by=commune[R.OFFICE], drafts=[DRAFT])
    with as_of(now() + A_DAY), pytest.raises(WrongState):
        undo_acceptance(opinion, by=commune[R.OFFICE], reason="Nhầm.")


def test_nobody_adds_to_a_matter_that_is_void(commune: Commune) -> None:
    first, second = make_opinion(commune), make_opinion(commune, "Kênh tiêu đầy bùn.")
    [matter] = accept_opinion(first, by=commune[R.OFFICE], drafts=[DRAFT])
    undo_acceptance(first, by=commune[R.OFFICE], reason="Nhầm.")
    with pytest.raises(WrongState):
        accept_opinion(second, by=commune[R.OFFICE], existing=[matter])
