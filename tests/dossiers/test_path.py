"""The path of a matter: every step with its day, who answers, and what is late or taken back."""

from datetime import timedelta

import pytest

from doithoai.commitments.actions import Report, publish_and_assign, report_progress
from doithoai.conclusions.models import Outcome
from doithoai.dialogues.actions import take_off_matter
from doithoai.dossiers.links import Link
from doithoai.dossiers.matter import facts_of
from doithoai.dossiers.path import path_of
from doithoai.dossiers.steps import Step, StepState
from doithoai.kit.time import as_of, now, today
from doithoai.opinions.models import Matter
from doithoai.oversight.actions import confirm_result, dispute_result
from tests.factories import (
    Commune,
    author_of,
    make_commitment,
    make_dialogue,
    make_done,
    make_draft,
    make_matter,
)

TITLES = ["Tiếp nhận", "Đối thoại", "Kết luận", "Giao việc", "Kết quả", "Người dân xác nhận"]
D, N, L, B, T = (
    StepState.DONE,
    StepState.NOW,
    StepState.LATE,
    StepState.TAKEN_BACK,
    StepState.TODO,
)


def path(matter: Matter) -> list[Step]:
    return path_of(facts_of(matter.code))


def states(matter: Matter) -> list[StepState]:
    return [step.state for step in path(matter)]


def test_the_six_steps(commune: Commune) -> None:
    matter = make_matter(commune)
    assert [step.title for step in path(matter)] == TITLES
    assert states(matter) == [D, N, T, T, T, T]


def test_an_announced_dialogue(commune: Commune) -> None:
    matter = make_matter(commune)
    dialogue = make_dialogue(commune, matter)
    step = path(matter)[1]
    assert (step.state, step.link) == (N, Link("dialogue", dialogue.pk))
    conclusion = path(matter)[2]
    assert conclusion.due is not None
    assert conclusion.due > today()
    assert "45/2018" in str(conclusion.legal_basis)


def test_a_plan_is_not_told(commune: Commune) -> None:
    matter = make_matter(commune)
    make_dialogue(commune, matter, state="planned")
    step = path(matter)[1]
    assert step.state is N
    assert step.link is None


def test_a_conclusion_that_does_not_come_is_late(commune: Commune) -> None:
    matter = make_matter(commune)
    with as_of(now() - timedelta(days=30)):
        make_dialogue(commune, matter, state="closed")
    step = path(matter)[2]
    assert step.state is L
    assert step.late_days >= 20
    assert "45/2018" in str(step.legal_basis)


def test_assigned_work_under_way(commune: Commune) -> None:
    made = make_commitment(commune)
    assert states(made.matter) == [D, D, D, D, N, T]
    steps = path(made.matter)
    assert steps[2].link_text == "12-TB/ĐU"
    assert steps[3].text == commune.agency.name
    assert (steps[4].due, steps[4].legal_basis) == (made.due_on, made.due_basis)


def test_done_work_asks_the_people(commune: Commune) -> None:
    made = make_done(make_commitment(commune), commune)
    assert states(made.matter) == [D, D, D, D, D, N]


def test_confirmed_work_is_all_done(commune: Commune) -> None:
    made = make_done(make_commitment(commune), commune)
    confirm_result(made.matter, by=author_of(made.matter))
    assert states(made.matter) == [D] * 6


def test_disputed_work_goes_back(commune: Commune) -> None:
    made = make_done(make_commitment(commune), commune)
    dispute_result(made.matter, by=author_of(made.matter), text="Chưa xong.")
    assert states(made.matter) == [D, D, D, D, N, B]
    result = path(made.matter)[4]
    assert result.text == "Người dân phản ánh chưa hoàn thành"  # no longer the agency's 100 %
    made.refresh_from_db()
    again = Report(commune.agency, "Làm lại đoạn cuối.", percent=60)
    report_progress(made, again, by=commune["agency"])
    assert path(made.matter)[4].text == "Đã hoàn thành 60%"


def test_a_disputed_answer_begins_a_new_round(commune: Commune) -> None:
    matter = make_matter(commune)
    publish_and_assign(
        make_draft(commune, matter, outcome=Outcome.ANSWERED), by=commune["party_head"]
    )
    assert states(matter) == [D, D, D, D, D, N]
    dispute_result(matter, by=author_of(matter), text="Chưa được trả lời.")
    assert states(matter) == [D, N, T, T, T, B]


def test_a_matter_taken_off_says_why(commune: Commune) -> None:
    matter = make_matter(commune)
    dialogue = make_dialogue(commune, matter)
    take_off_matter(dialogue, matter, by=commune["office"], reason="Chờ kết quả đo đạc")
    step = path(matter)[1]
    assert step.state is B
    assert "Chờ kết quả đo đạc" in str(step.text)


@pytest.mark.parametrize("outcome", [Outcome.PASSED_ON, Outcome.REFERRED, Outcome.EXPLAINED])
def test_outcomes_without_work(commune: Commune, outcome: Outcome) -> None:
    matter = make_matter(commune)
    publish_and_assign(make_draft(commune, matter, outcome=outcome), by=commune["party_head"])
    assert str(outcome.label) in str(path(matter)[3].text)
