"""The illustration shows every state of the work, in order of time, and tells of no real person."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import models, transaction
from django.db.models import Count, F
from pytest_django import DjangoDbBlocker

from doithoai.commitments.lifecycle import COMMITMENT
from doithoai.commitments.models import Commitment, Evidence, Extension, Progress
from doithoai.commitments.queries import Lateness, lateness_filter
from doithoai.conclusions.lifecycle import CONCLUSION
from doithoai.conclusions.models import ConclusionNotice, Outcome, Resolution
from doithoai.dialogues.lifecycle import DIALOGUE
from doithoai.dialogues.models import Dialogue, Turn
from doithoai.kit.time import now, today
from doithoai.opinions.lifecycle import DATA_REQUEST, MATTER, OPINION
from doithoai.opinions.models import (
    AnswerTemplate,
    Channel,
    CollectionRound,
    DataRequest,
    Inquiry,
    Matter,
    Opinion,
    Raising,
)
from doithoai.oversight.models import Confirmation
from doithoai.people.actions.vault import opened_identity
from doithoai.people.lifecycle import IdentityState
from doithoai.people.models import Appointment, Identity, Installation, User
from doithoai.people.queries import _mode_once_set, demo_accounts, official
from doithoai.people.roles import RoleName
from doithoai.places.models import Agency, Term, Unit, Village, VillagePlacement
from doithoai.places.queries import unit_of_village
from doithoai.record.models import Entry, Recorded
from doithoai.record.moves import Lifecycle
from doithoai.sample.load import play_sample
from doithoai.sample.places import COMMUNES

pytestmark = pytest.mark.django_db

LIVES: list[tuple[Lifecycle, type[Recorded]]] = [
    (OPINION, Opinion),
    (MATTER, Matter),
    (DIALOGUE, Dialogue),
    (CONCLUSION, ConclusionNotice),
    (COMMITMENT, Commitment),
]
TOLD: list[tuple[type[models.Model], tuple[str, ...]]] = [
    (Opinion, ("text", "answer")),
    (Matter, ("title", "summary")),
    (Raising, ("quote",)),
    (Dialogue, ("title", "place", "how_to_attend")),
    (Turn, ("answer", "answered_by")),
    (ConclusionNotice, ("assessment",)),
    (Resolution, ("text", "receiver")),
    (Progress, ("text",)),
    (Evidence, ("document",)),
    (Inquiry, ("question", "reply")),
    (DataRequest, ("answer",)),
    (AnswerTemplate, ("title", "body")),
    (CollectionRound, ("title",)),
    (Extension, ("reason", "approved_by")),
    (Confirmation, ("text",)),
    (Entry, ("note", "actor")),
]
TELEPHONE_OR_ID = re.compile(r"\d(?:[ .-]?\d){7,}")
CAPITAL = "".join(letter for code in range(0x41, 0x1EFA) if (letter := chr(code)).isupper())
PERSON = re.compile(
    rf"\b(?:ông|bà|anh|chị|cô|chú|bác|em|đồng chí)\s+[{CAPITAL}]"
    rf"|\b(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô)\s+[{CAPITAL}]"
)


@pytest.fixture(scope="module", autouse=True)
def _sample(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    _mode_once_set.cache_clear()
    with django_db_blocker.unblock(), transaction.atomic():
        assert play_sample()
        yield
        transaction.set_rollback(True)
    _mode_once_set.cache_clear()


@pytest.mark.parametrize(("life", "model"), LIVES, ids=[life.name for life, _ in LIVES])
def test_every_state_is_shown(life: Lifecycle, model: type[Recorded]) -> None:
    assert set(model._default_manager.values_list("state", flat=True)) == set(life.states.values)


def test_every_way_of_speaking_settling_and_keeping_is_shown() -> None:
    assert set(Opinion.objects.values_list("channel", flat=True)) == set(Channel.values)
    assert set(Resolution.objects.values_list("outcome", flat=True)) == set(Outcome.values)
    assert all(Commitment.objects.filter(lateness_filter(one)).exists() for one in Lateness)
    assert Extension.objects.exists()
    assert Evidence.objects.exclude(photo="").count() >= 2
    assert Evidence.objects.exclude(document="").exists()
    assert set(Confirmation.objects.values_list("verdict", flat=True)) == {"settled", "not_settled"}


def test_front_opened_one_round_that_is_open_and_one_is_closed() -> None:
    closed, open_one = CollectionRound.objects.order_by("opens_on")
    assert closed.closes_on < today()
    assert open_one.opens_on <= today() <= open_one.closes_on
    assert closed.opinions.exists()
    by_heads = open_one.opinions.filter(channel=Channel.VILLAGE_HEAD).values_list("pk", flat=True)
    assert len(by_heads) >= 3
    entered = Entry.objects.filter(life="opinion", move="enter", thing__in=by_heads)
    assert all(entry.actor.startswith("village_head@") for entry in entered)


def test_every_use_of_ready_answers_and_every_end_of_a_data_request_is_shown() -> None:
    offices = Unit.objects.filter(key__in=COMMUNES)
    for unit in offices:
        uses = AnswerTemplate.objects.filter(unit=unit).values_list("use", flat=True)
        assert set(uses) == set(AnswerTemplate.Use.values)
    states = set(DataRequest.objects.values_list("state", flat=True))
    assert states == set(DATA_REQUEST.states.values)
    assert Inquiry.objects.exclude(reply="").exists()
    assert Opinion.objects.filter(taken_by__isnull=False).exists()


def test_who_is_in_the_vault_is_invented_and_says_so() -> None:
    kept = Identity.objects.exclude(box=None)
    assert kept.count() >= 4
    for identity in kept:
        contact = opened_identity(identity)
        assert "minh họa" in contact.name
        assert contact.phone.startswith("0900000")
    assert not Identity.objects.filter(is_sample=False).exists()
    assert Identity.objects.filter(state=IdentityState.ERASED, box=None).exists()


def test_amounts_are_those_of_four_communes_in_one_year() -> None:
    assert 180 <= Opinion.objects.count() <= 240
    raised = Matter.objects.annotate(voices=Count("raisings"))
    assert raised.filter(voices__gte=4).count() >= 3
    oldest = min(Opinion.objects.values_list("received_at", flat=True))
    assert timedelta(days=270) < now() - oldest < timedelta(days=330)
    assert Agency.objects.count() == 4 * 12
    placed = VillagePlacement.objects.filter(valid_to__isnull=True)
    counts = placed.values("unit").annotate(n=Count("pk")).values_list("n", flat=True)
    assert all(6 <= count <= 10 for count in counts)


def test_register_has_the_published_number_of_dialogues() -> None:
    imported = Dialogue.objects.filter(register_key__isnull=False)
    levels = dict(imported.values_list("chair__unit__tier").annotate(Count("pk")))
    assert levels == {"district": 12, "commune": 236}


def test_all_of_it_is_marked() -> None:
    for model in (Opinion, Matter, Dialogue, ConclusionNotice, Commitment):
        assert not model._default_manager.filter(is_sample=False).exists(), model


def test_second_time_changes_nothing() -> None:
    before = Entry.objects.count(), User.objects.count(), Opinion.objects.count()
    assert not play_sample()
    assert before == (Entry.objects.count(), User.objects.count(), Opinion.objects.count())


def test_each_role_has_an_account_with_a_post_and_no_password() -> None:
    assert {held.role for held, _user in demo_accounts()} == set(RoleName.values)
    for held, user in demo_accounts():
        assert user.is_demo
        assert not user.has_usable_password()
        assert user.sign_in_name.endswith("@demo.doithoai.example")
        assert official(user).mark.startswith(held.role)
    offices = Appointment.objects.filter(role=RoleName.OFFICE)
    assert offices.values("unit").distinct().count() == 2
    assert Installation.objects.get().mode == Installation.Mode.DEMO


def test_no_head_has_a_name() -> None:
    assert not Term.objects.exclude(holder="").exists()


@pytest.mark.parametrize(("model", "fields"), TOLD, ids=[model.__name__ for model, _ in TOLD])
def test_nobody_is_named_and_no_number_leads_to_anybody(
    model: type[models.Model], fields: tuple[str, ...]
) -> None:
    for told in model._default_manager.values_list(*fields):
        text = " | ".join(map(str, told))
        assert not TELEPHONE_OR_ID.search(text), text
        assert not PERSON.search(text), text
        assert "{" not in text, text


def test_history_runs_forward_and_ends_before_now() -> None:
    for life, _model in LIVES:
        entries = Entry.objects.filter(life=life.name).order_by("id").values_list("at", flat=True)
        assert all(first <= second for first, second in pairwise(entries)), life.name
    assert max(Entry.objects.values_list("at", flat=True)) <= now()


def test_notices_came_in_time() -> None:
    noticed = Dialogue.objects.filter(noticed_at__isnull=False)
    assert noticed.count() >= 15
    in_time = noticed.filter(noticed_at__lte=F("starts_at") - timedelta(days=7))
    assert noticed.count() == in_time.count()


def test_villages_kept_their_history() -> None:
    village = Village.objects.get(name="Thôn Đông Khê")
    stations = [
        unit.key
        for day in (date(2018, 12, 6), date(2022, 8, 17), date(2026, 1, 1))
        if (unit := unit_of_village(village, day))
    ]
    assert stations == ["kimkhe", "kimlien", "phuthai"]
