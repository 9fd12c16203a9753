"""A dialogue is planned, announced, opened and closed by who may, each step in its time."""

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from doithoai.dialogues.actions import (
    cancel_dialogue,
    close_dialogue,
    notify_dialogue,
    open_dialogue,
    plan_dialogue,
    put_matter,
    put_matters,
    record_turn,
    revise_dialogue,
    take_off_matter,
)
from doithoai.dialogues.models import Announcement, Dialogue, Turn
from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.kit.time import as_of, now
from doithoai.opinions.actions.triage import MatterDraft
from doithoai.opinions.models import Matter, Opinion
from doithoai.record.queries import history
from tests.factories import Commune, make_commune, make_dialogue, make_matter, plan_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    return make_commune()


def state_of(dialogue: Dialogue) -> str:
    return Dialogue.objects.get(pk=dialogue.pk).state


def test_a_notice_needs_a_place_and_comes_before_the_dialogue(commune: Commune) -> None:
    office = commune["office"]
    nowhere = plan_dialogue(replace(plan_for(commune), place=" "), by=office)
    over = plan_dialogue(plan_for(commune, now() - timedelta(minutes=1)), by=office)
    for dialogue in (nowhere, over):
        with pytest.raises(NotReady):
            notify_dialogue(dialogue, by=office)
        assert state_of(dialogue) == "planned"
    assert not Announcement.objects.exists()


def test_a_notice_says_once_by_which_means_it_was_made(commune: Commune) -> None:
    dialogue = make_dialogue(commune, state="planned")
    website, *others = Announcement.Means.values
    notify_dialogue(dialogue, by=commune["office"], means=[website, others[0], website])
    assert set(Announcement.objects.values_list("means", flat=True)) == {website, others[0]}
    with pytest.raises(WrongState):
        notify_dialogue(dialogue, by=commune["office"])


def test_a_dialogue_is_opened_from_two_hours_before_its_time(commune: Commune) -> None:
    dialogue = make_dialogue(commune)
    with as_of(dialogue.starts_at - timedelta(hours=2, seconds=1)), pytest.raises(NotReady):
        open_dialogue(dialogue, by=commune["party_head"])
    with as_of(dialogue.starts_at - timedelta(hours=2)):
        open_dialogue(dialogue, by=commune["party_head"])
    assert state_of(dialogue) == "open"


def test_a_dialogue_is_closed_when_the_people_are_counted(commune: Commune) -> None:
    dialogue = make_dialogue(commune, state="open")
    with pytest.raises(NotReady):
        close_dialogue(dialogue, by=commune["office"], attendees=0)
    close_dialogue(dialogue, by=commune["office"], attendees=85)
    closed = Dialogue.objects.get()
    assert closed.attendees == 85
    assert closed.closed_at
    with pytest.raises(WrongState):
        close_dialogue(dialogue, by=commune["office"], attendees=90)


@pytest.mark.parametrize("absurd", [-3, 100_001, 2**70])
def test_no_dialogue_is_closed_with_an_absurd_number_of_people(
    commune: Commune, absurd: int
) -> None:
    dialogue = make_dialogue(commune, state="open")
    with pytest.raises(Invalid) as refusal:
        close_dialogue(dialogue, by=commune["office"], attendees=absurd)
    assert refusal.value.field == "attendees"
    assert state_of(dialogue) == "open"


def test_whoever_holds_it_heads_the_unit_or_one_above_it(commune: Commune) -> None:
    office, plan = commune["office"], plan_for(commune)
    stranger = replace(plan, chair=make_commune("Xã Lai Khê", "10756").party_post)
    dialogue = plan_dialogue(plan, by=office)
    for act in (
        lambda: plan_dialogue(stranger, by=office),
        lambda: revise_dialogue(dialogue, stranger, by=office),
    ):
        with pytest.raises(Invalid) as refusal:
            act()
        assert refusal.value.field == "chair"
    city = make_commune("Thành phố Hải Phòng", "31")
    commune.unit.parent = city.unit
    commune.unit.save()
    assert plan_dialogue(replace(plan, chair=city.party_post), by=office).chair == city.party_post


@pytest.mark.parametrize("role", ["agency", "front", "council", "inspection", "village_head"])
def test_who_holds_no_dialogue_takes_no_step(commune: Commune, role: str) -> None:
    with pytest.raises(NotAllowed):
        plan_dialogue(plan_for(commune), by=commune[role])
    dialogue = make_dialogue(commune)
    for step in (open_dialogue, notify_dialogue):
        with pytest.raises(NotAllowed):
            step(dialogue, by=commune[role])
    with pytest.raises(NotAllowed):
        cancel_dialogue(dialogue, by=commune[role], reason="Mưa bão.")
    assert state_of(dialogue) == "noticed"


def test_another_units_head_opens_and_cancels_nothing(commune: Commune) -> None:
    dialogue, other = make_dialogue(commune), make_commune("Xã Lai Khê", "10756")
    with pytest.raises(NotAllowed):
        open_dialogue(dialogue, by=other["party_head"])
    with pytest.raises(NotAllowed):
        cancel_dialogue(dialogue, by=other["government_head"], reason="Mưa bão.")
    assert state_of(dialogue) == "noticed"


def test_a_plan_changes_until_it_is_announced_and_stays_in_its_unit(commune: Commune) -> None:
    dialogue, office = make_dialogue(commune, state="planned"), commune["office"]
    revise_dialogue(
        dialogue, replace(plan_for(commune), title="Đối thoại về môi trường"), by=office
    )
    assert Dialogue.objects.get().title == "Đối thoại về môi trường"
    other = make_commune("Xã Lai Khê", "10756")
    with pytest.raises(Invalid):
        revise_dialogue(dialogue, replace(plan_for(commune), unit=other.unit), by=office)
    notify_dialogue(dialogue, by=office)
    with pytest.raises(WrongState):
        revise_dialogue(dialogue, plan_for(commune), by=office)


def test_a_cancelled_dialogue_gives_a_reason_and_frees_its_matters(commune: Commune) -> None:
    dialogue = make_dialogue(commune, make_matter(commune))
    with pytest.raises(NotReady):
        cancel_dialogue(dialogue, by=commune["office"], reason=" ")
    assert Matter.objects.get().state == "in_dialogue"
    cancel_dialogue(dialogue, by=commune["office"], reason="Bão số 4.")
    assert Matter.objects.get().state == "open"
    last = history(dialogue).last()
    assert last
    assert (last.move, last.note) == ("cancel", "Bão số 4.")


def test_a_matter_stands_on_one_agenda_of_its_own_unit(commune: Commune) -> None:
    matter, office = make_matter(commune), commune["office"]
    first, second = make_dialogue(commune, matter), make_dialogue(commune)
    stray = make_matter(make_commune("Xã Lai Khê", "10756"))
    with pytest.raises(WrongState):
        put_matter(second, matter, by=office)
    with pytest.raises(Invalid):
        put_matter(second, stray, by=office)
    take_off_matter(first, matter, by=office, reason="Chờ đo đạc.")
    with pytest.raises(WrongState):
        take_off_matter(first, matter, by=office, reason="Chờ đo đạc.")
    matter.refresh_from_db()
    put_matter(second, matter, by=office)
    assert second.agenda.get().matter == matter


def test_several_matters_come_onto_the_agenda_all_or_none(commune: Commune) -> None:
    dialogue, office = make_dialogue(commune), commune["office"]
    first, second = make_matter(commune), make_matter(commune, "Đèn đường")
    make_dialogue(commune, taken := make_matter(commune, "Rác ứ ở ngõ 7"))
    with pytest.raises(WrongState):
        put_matters(dialogue, [first, taken], by=office)
    assert not dialogue.agenda.exists()
    first.refresh_from_db()
    put_matters(dialogue, [first, second], by=office)
    assert [item.matter for item in dialogue.agenda.order_by("position")] == [first, second]


@pytest.mark.parametrize("end", ["closed", "cancelled"])
def test_the_agenda_of_a_dialogue_that_is_over_stands(commune: Commune, end: str) -> None:
    matter, office = make_matter(commune), commune["office"]
    dialogue = make_dialogue(commune, matter, state="closed" if end == "closed" else "noticed")
    if end == "cancelled":
        cancel_dialogue(dialogue, by=office, reason="Bão số 4.")
    with pytest.raises(WrongState):
        put_matter(dialogue, make_matter(commune, "Đèn đường"), by=office)
    with pytest.raises(WrongState):
        take_off_matter(dialogue, matter, by=office, reason="Nhầm.")


def speak(dialogue: Dialogue, commune: Commune, role: str = "office", **given: Any) -> Turn:
    words: dict[str, Any] = {
        "client_key": uuid.uuid4(),
        "text": "Mất điện không báo trước.",
        "drafts": [MatterDraft(title="Báo trước khi cắt điện", field="electricity_lighting")],
    }
    return record_turn(dialogue, by=commune[role], **{**words, **given})


def test_what_is_said_in_the_room_comes_onto_the_agenda(commune: Commune) -> None:
    dialogue = make_dialogue(commune, make_matter(commune), state="open")
    first, second = speak(dialogue, commune), speak(dialogue, commune, text="Nước yếu.")
    assert (first.position, second.position) == (1, 2)
    assert first.opinion.channel == "meeting"
    assert dialogue.agenda.filter(is_live=True).count() == 2


def test_a_turn_sent_twice_counts_once(commune: Commune) -> None:
    dialogue, key = make_dialogue(commune, state="open"), uuid.uuid4()
    assert speak(dialogue, commune, client_key=key) == speak(dialogue, commune, client_key=key)
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize("state", ["planned", "noticed", "closed"])
def test_nobody_speaks_outside_of_the_meeting(commune: Commune, state: str) -> None:
    dialogue = make_dialogue(commune, state=state)
    with pytest.raises(WrongState):
        speak(dialogue, commune)
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("role", ["party_head", "agency", "front"])
def test_only_the_office_records_who_speaks(commune: Commune, role: str) -> None:
    dialogue = make_dialogue(commune, state="open")
    with pytest.raises(NotAllowed):
        speak(dialogue, commune, role)
    assert not Turn.objects.exists()
