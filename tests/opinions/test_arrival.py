"""What was noted when an opinion was entered can be put right, and its author sees that it was."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from doithoai.deadlines.queries import due_date
from doithoai.deadlines.rules import RuleCode
from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.kit.time import noon, today
from doithoai.opinions.actions.entering import Arrival, correct_arrival
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.triage import refuse_opinion
from doithoai.opinions.forms import CorrectArrivalForm
from doithoai.opinions.models import Channel, CollectionRound, Opinion
from doithoai.people.roles import RoleName as R
from doithoai.record.models import Entry
from tests.factories import Commune, enter_opinion, make_commune, make_opinion, make_rules

A_WEEK_AGO = today() - timedelta(days=7)


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


def noted(opinion: Opinion, **other: Any) -> Arrival:
    arrival = Arrival(
        opinion.village, opinion.channel, localdate(opinion.received_at), opinion.round
    )
    return replace(arrival, **other)


def test_a_paper_that_came_last_week_is_due_by_that_day(commune: Commune) -> None:
    make_rules()
    opinion, _receipt = record_opinion(
        by=commune[R.OFFICE], client_key=uuid.uuid4(), unit=commune.unit, text="Đèn hỏng.",
        channel="paper", received_at=noon(A_WEEK_AGO),
    )  # fmt: skip
    rule, unit = RuleCode.ACCEPTANCE_NOTICE, commune.unit.pk
    assert due_date(rule, opinion.received_at, unit=unit) == due_date(rule, A_WEEK_AGO, unit=unit)
    assert localdate(opinion.received_at) == A_WEEK_AGO


@pytest.mark.parametrize("day", [today() + timedelta(days=1), date(2016, 5, 1)])
def test_nothing_comes_tomorrow_or_is_entered_after_years(commune: Commune, day: date) -> None:
    with pytest.raises(Invalid) as refusal:
        record_opinion(
            by=commune[R.OFFICE], client_key=uuid.uuid4(), unit=commune.unit, text="Đèn hỏng.",
            channel="paper", received_at=noon(day),
        )  # fmt: skip
    assert refusal.value.field == "received_on"
    opinion = enter_opinion(commune)
    with pytest.raises(Invalid):
        correct_arrival(
            opinion, noted(opinion, received_on=day), by=commune[R.OFFICE], reason="Nhầm."
        )


def test_all_of_it_is_put_right_and_the_history_keeps_what_was(commune: Commune) -> None:
    opinion = enter_opinion(commune)
    round = CollectionRound.objects.create(
        unit=commune.unit, title="Đợt tháng 11", opens_on=today(), closes_on=today()
    )
    right = Arrival(commune.village, Channel.PHONE, A_WEEK_AGO, round)
    correct_arrival(opinion, right, by=commune[R.OFFICE], reason="Nhập nhầm phiếu.")
    now = Opinion.objects.get()
    assert noted(now) == right
    was = Entry.objects.get(life="opinion", move="correct").facts["was"]
    assert was["channel"] == "paper"
    assert set(was) == {"village", "channel", "received_at", "round"}


def test_an_old_opinion_of_a_village_that_ended_keeps_both(commune: Commune) -> None:
    opinion = make_opinion(commune)
    Opinion.objects.update(received_at=noon(date(2022, 5, 1)))
    commune.village.placements.update(valid_to=today())
    opinion.refresh_from_db()
    form = CorrectArrivalForm(opinion=opinion)
    assert commune.village in form.fields["village"].queryset  # type: ignore[attr-defined]
    round = CollectionRound.objects.create(
        unit=commune.unit, title="Đợt cũ", opens_on=today(), closes_on=today()
    )
    correct_arrival(opinion, noted(opinion, round=round), by=commune[R.OFFICE], reason="Đợt cũ.")
    assert Opinion.objects.get().village == commune.village


def test_of_what_was_sent_here_only_place_and_round_are_corrected(commune: Commune) -> None:
    opinion, office = make_opinion(commune), commune[R.OFFICE]
    for wrong in ({"channel": Channel.PHONE}, {"received_on": A_WEEK_AGO}):
        with pytest.raises(Invalid):
            correct_arrival(opinion, noted(opinion, **wrong), by=office, reason="Nhầm.")
    correct_arrival(opinion, noted(opinion, village=None), by=office, reason="Cả xã.")
    assert Opinion.objects.get().village is None


def test_what_cannot_be_is_refused(commune: Commune) -> None:
    other = make_commune("Xã Lai Khê", "10807")
    opinion, office = enter_opinion(commune), commune[R.OFFICE]
    for wrong in (
        {"village": other.village},
        {"channel": Channel.WEB},
        {"channel": Channel.MEETING},
        {"channel": "pigeon"},
    ):
        with pytest.raises(Invalid):
            correct_arrival(opinion, noted(opinion, **wrong), by=office, reason="Nhầm.")
    with pytest.raises(NotReady):
        correct_arrival(opinion, noted(opinion), by=office, reason="Nhầm.")
    with pytest.raises(NotReady):
        correct_arrival(opinion, noted(opinion, village=commune.village), by=office, reason=" ")
    right = noted(opinion, village=commune.village)
    for stranger in (other[R.OFFICE], commune[R.FRONT]):
        with pytest.raises(NotAllowed):
            correct_arrival(opinion, right, by=stranger, reason="Nhầm.")
    refuse_opinion(opinion, by=office, reason="Ý kiến trùng.")
    with pytest.raises(WrongState):
        correct_arrival(opinion, right, by=office, reason="Nhầm.")
