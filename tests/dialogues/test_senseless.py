"""What a form refuses an action refuses too: a program or a table comes without a form."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from doithoai.commitments.actions import Report, extend_commitment, report_done
from doithoai.deadlines.actions import set_override
from doithoai.deadlines.models import CalendarOverride
from doithoai.dialogues.actions import cancel_dialogue, plan_dialogue, revise_dialogue
from doithoai.dialogues.models import Dialogue
from doithoai.kit.errors import Invalid, NotReady
from doithoai.kit.time import VIET_NAM, today
from doithoai.opinions.actions.inquiries import ask_author
from doithoai.opinions.actions.redaction import find_caller
from doithoai.opinions.actions.rounds import keep_template, open_round
from doithoai.opinions.actions.triage import refuse_opinion
from doithoai.opinions.models import AnswerTemplate, CollectionRound
from doithoai.people.actions import appoint
from doithoai.places.actions import start_term
from doithoai.record.models import Entry
from tests.factories import (
    Commune,
    make_commitment,
    make_commune,
    make_dialogue,
    make_opinion,
    plan_for,
)

pytestmark = pytest.mark.django_db
UNSEEN = "\u200b\ufeff\u2060 \u3164"


@pytest.fixture
def commune() -> Commune:
    return make_commune()


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, tzinfo=VIET_NAM)


WITH_A_DAY: dict[str, Callable[[Commune, date], object]] = {
    "plan": lambda c, day: plan_dialogue(plan_for(c, moment(day)), by=c["office"]),
    "revise": lambda c, day: revise_dialogue(
        make_dialogue(c, state="planned"), plan_for(c, moment(day)), by=c["office"]
    ),
    "round begins": lambda c, day: open_round(
        by=c["front"], unit=c.unit, title="Đợt", opens_on=day, closes_on=date(9999, 12, 31)
    ),
    "appointment": lambda c, day: appoint(
        by=c["administrator"], user=c["office"].user, role="front", unit=c.unit, starts_on=day
    ),
    "term": lambda c, day: start_term(post=c.party_post, starts_on=day, by=c["administrator"]),
    "calendar": lambda c, day: set_override(
        unit=c.unit, day=day, is_working=False, reason="Bão", by=c["administrator"]
    ),
    "extension": lambda c, day: extend_commitment(
        make_commitment(c), by=c["party_head"], to_due_on=day, reason="Mưa", approved_by="Bí thư"
    ),
}


@pytest.mark.parametrize("day", [date(1, 1, 2), date(26, 12, 20), date(9999, 12, 30)])
@pytest.mark.parametrize("verb", WITH_A_DAY)
def test_no_action_takes_an_impossible_day(commune: Commune, verb: str, day: date) -> None:
    with pytest.raises(Invalid):
        WITH_A_DAY[verb](commune, day)


WITH_WORDS: dict[str, Callable[[Commune], object]] = {
    "title of a plan": lambda c: plan_dialogue(replace(plan_for(c), title=UNSEEN), by=c["office"]),
    "why cancelled": lambda c: cancel_dialogue(make_dialogue(c), by=c["office"], reason=UNSEEN),
    "title of a round": lambda c: open_round(
        by=c["front"], unit=c.unit, title=UNSEEN, opens_on=today(), closes_on=today()
    ),
    "title of a template": lambda c: keep_template(
        by=c["office"], unit=c.unit, use="ask", title=UNSEEN, body="Ở đâu?"
    ),
    "words of a template": lambda c: keep_template(
        by=c["office"], unit=c.unit, use="ask", title="Hỏi", body=UNSEEN
    ),
    "question": lambda c: ask_author(make_opinion(c), by=c["office"], question=UNSEEN),
    "why refused": lambda c: refuse_opinion(make_opinion(c), by=c["office"], reason=UNSEEN),
    "why the vault is opened": lambda c: find_caller(
        by=c["office"], phone="0912345678", reason=UNSEEN
    ),
    "why a day is off": lambda c: set_override(
        unit=c.unit, day=today(), is_working=False, reason=UNSEEN, by=c["administrator"]
    ),
    "evidence": lambda c: report_done(
        make_commitment(c), Report(c.agency, "Xong", documents=[UNSEEN]), by=c["agency"]
    ),
    "words of a report": lambda c: report_done(
        make_commitment(c), Report(c.agency, UNSEEN, documents=["05/BB"]), by=c["agency"]
    ),
}


@pytest.mark.parametrize("verb", WITH_WORDS)
def test_no_action_takes_words_that_nobody_sees(commune: Commune, verb: str) -> None:
    with pytest.raises(NotReady):
        WITH_WORDS[verb](commune)
    assert not Dialogue.objects.filter(title="").exists()
    kept = (CollectionRound, AnswerTemplate, CalendarOverride)
    assert not any(model._default_manager.exists() for model in kept)
    assert not Entry.objects.filter(life="vault").exists()
