"""What the stages tell the public of a matter and of a dialogue, and what only the office knows."""

import uuid
from datetime import timedelta

import pytest
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from doithoai.commitments.actions import (
    Report,
    extend_commitment,
    publish_and_assign,
    report_progress,
)
from doithoai.commitments.models import Commitment
from doithoai.commitments.queries.public import public_works
from doithoai.conclusions.models import Outcome
from doithoai.conclusions.queries.public import public_notice, resolutions_at, resolutions_on
from doithoai.dialogues.actions import cancel_dialogue, record_turn
from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.queries import public_dialogues
from doithoai.dialogues.queries.public import dialogues_on, public_dialogue, voices_on
from doithoai.dossiers.dialogue import Raised, Spoken, meeting
from doithoai.dossiers.matter import facts_of
from doithoai.kit.time import as_of, now, today
from doithoai.opinions.actions.merging import merge_matter
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Channel, Matter
from doithoai.opinions.queries.public import public_raisings
from doithoai.oversight.actions import confirm_result
from doithoai.oversight.models import Confirmation
from doithoai.record.notes import note
from doithoai.record.queries.public import public_entries
from tests.factories import (
    Commune,
    author_of,
    make_commitment,
    make_dialogue,
    make_done,
    make_draft,
    make_matter,
    make_opinion,
)

QUOTE = "Mưa một đêm là nước vào sân."
ANSWER = "Điện lực sẽ báo trước ba ngày."


def speak(commune: Commune, dialogue: Dialogue, *titles: str, answer: str = ANSWER) -> Matter:
    """Somebody raised matters at the dialogue; the last one."""
    record_turn(
        dialogue,
        by=commune["office"],
        client_key=uuid.uuid4(),
        text="Tôi là Nguyễn Thị Bí Mật.",
        drafts=[MatterDraft(title=one, field="electricity_lighting") for one in titles],
        village=commune.village,
        answer=answer,
        answered_by="Bí thư Đảng ủy" if answer else "",
    )
    return Matter.objects.order_by("id").last()  # type: ignore[return-value]


def test_a_matter_is_told_whole_in_one_query(
    commune: Commune, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    matter = make_matter(commune, quote=QUOTE)
    made = make_done(make_commitment(commune, matter), commune)
    made.supporting.add(commune.agency)
    confirm_result(matter, by=author_of(matter))
    facts_of(matter.code)
    with django_assert_num_queries(1):
        facts = facts_of(matter.code.lower())
    assert facts.matter.state is MatterState.SETTLED
    assert (facts.matter.unit, facts.matter.village) == (
        commune.unit.name,
        commune.village.name,
    )
    assert (facts.opinion_count, facts.first_channel) == (1, Channel.WEB)
    assert facts.first_at == matter.opinions.get().received_at
    assert facts.settled_count == 1
    assert [one.state for one in facts.dialogues] == ["closed"]
    assert [(one.outcome, one.lead) for one in facts.conclusions] == [
        (Outcome.ASSIGNED, commune.agency.name)
    ]
    assert facts.work is not None
    assert (facts.work.due_on, facts.work.done_on) == (made.due_on, today())
    assert facts.work.supporters == [commune.agency.name]
    assert [one.pieces[0]["is_photo"] for one in facts.work.reports] == [False]
    assert [one.move for one in facts.steps][-1] == "settle"
    assert [(one.quote, one.place, one.answer) for one in facts.voices] == [
        (QUOTE, commune.village.name, "")
    ]


def test_a_matter_without_anything_has_empty_lists(commune: Commune) -> None:
    facts = facts_of(make_matter(commune).code)
    assert (facts.dialogues, facts.conclusions, facts.works, facts.voices) == ([], [], [], [])
    assert (facts.work, facts.settled_count) == (None, 0)
    with pytest.raises(Http404):
        facts_of("KT-00000")


def test_a_dialogue_is_told_whole_in_one_query(
    commune: Commune, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    dialogue = make_dialogue(commune, make_matter(commune), state="open")
    dialogue.villages.add(commune.village)
    speak(commune, dialogue, "Mất điện", "Đèn đường", answer="")
    meeting(dialogue.pk)
    with django_assert_num_queries(1):
        told = meeting(dialogue.pk)
    assert told.dialogue.villages == [commune.village.name]
    assert told.dialogue.form_and_mode == "định kỳ, trực tiếp"
    assert [on for _means, on in told.announcements] == [dialogue.announcements.get().on]
    assert [(one.position, one.is_live) for one in told.items] == [(1, False), (2, True), (3, True)]
    assert {(one.outcome, one.due_on) for one in told.items} == {("", None)}
    raised = [Raised(one.code, one.title, "") for one in told.items[1:]]
    assert told.turns == [Spoken(1, commune.village.name, "", "", raised)]
    assert (told.tally, told.notice) == (None, None)


def test_a_draft_conclusion_is_told_nowhere(commune: Commune) -> None:
    first, second = make_matter(commune), make_matter(commune, "Đèn đường")
    notice = make_draft(commune, first, second)
    dialogue = notice.dialogue
    for part in (public_notice(dialogue.pk), resolutions_at(dialogue.pk), resolutions_on(first.pk)):
        assert not part.exists()
    assert (meeting(dialogue.pk).notice, facts_of(first.code).conclusions) == (None, [])
    assert meeting(dialogue.pk).outcomes == []
    publish_and_assign(notice, by=commune["party_head"])
    told = meeting(dialogue.pk)
    assert told.notice is not None
    assert told.notice.number == notice.number
    assert [(one.outcome, one.lead) for one in told.items] == [
        (Outcome.ASSIGNED, commune.agency.name)
    ] * 2
    assert {one.due_on for one in told.items} == {today() + timedelta(days=30)}
    assert [one.dialogue for one in facts_of(second.code).conclusions] == [dialogue.pk]


def test_a_plan_has_no_page_and_a_matter_tells_only_that_there_is_one(commune: Commune) -> None:
    matter = make_matter(commune)
    plan = make_dialogue(commune, matter, state="planned")
    with pytest.raises(Http404):
        meeting(plan.pk)
    assert [one.state for one in facts_of(matter.code).dialogues] == ["planned"]


def test_only_a_cancelled_dialogue_that_was_announced_is_told(commune: Commune) -> None:
    matter = make_matter(commune)
    noticed, planned = make_dialogue(commune), make_dialogue(commune, matter, state="planned")
    for one in (noticed, planned):
        cancel_dialogue(one, by=commune["office"], reason="Bão số 3.")
    assert meeting(noticed.pk).dialogue.state == "cancelled"
    with pytest.raises(Http404):
        meeting(planned.pk)
    assert list(dialogues_on(matter.pk)) == []
    assert facts_of(matter.code).dialogues == []


def test_a_page_follows_the_rule_of_the_list(commune: Commune) -> None:
    made = [
        make_dialogue(commune, state=one) for one in ("planned", "noticed", "open", "closed")
    ] + [make_dialogue(commune, state="planned")]
    cancel_dialogue(made[-1], by=commune["office"], reason="Bão số 3.")
    listed = set(public_dialogues().values_list("pk", flat=True))
    assert {one.pk for one in made if public_dialogue(one.pk).exists()} == listed
    assert len(listed) == 3


def test_internal_entries_are_not_told(commune: Commune) -> None:
    matter = make_commitment(commune).matter
    made = Commitment.objects.get()
    for life, thing in (("matter", matter.pk), ("commitment", made.pk)):
        note(life, "look", thing, by=commune["office"], why="Chỉ để nội bộ.")
    note("opinion", "open", matter.pk, by=commune["office"], is_public=True)
    steps = facts_of(matter.code).steps
    assert {one.move for one in steps} == {"open", "take_up", "conclude", "assign"}
    assert len(list(public_entries(Commitment, made.pk))) == 1


def test_steps_of_a_matter_and_its_promises_are_in_one_order(commune: Commune) -> None:
    made = make_commitment(commune)
    extend_commitment(
        made,
        by=commune["party_head"],
        to_due_on=made.due_on + timedelta(days=9),
        reason="Mưa lớn.",
        approved_by="Bí thư",
    )
    confirm_result(made.matter, by=author_of(make_done(made, commune).matter))
    steps = facts_of(made.matter.code).steps
    assert [one.at for one in steps] == sorted(one.at for one in steps)
    assert {one.life for one in steps} == {"matter", "commitment"}
    extended = next(one for one in steps if one.move == "extend")
    assert extended.facts["to"] == (today() + timedelta(days=39)).isoformat()


def test_a_merged_matter_is_told_as_merged_and_its_voices_with_the_other(commune: Commune) -> None:
    one, other = make_matter(commune, quote=QUOTE), make_matter(commune, "Mương tắc")
    merge_matter(one, other, by=commune["office"], reason="Cùng một con kênh.")
    merged, kept = facts_of(one.code), facts_of(other.code)
    assert merged.matter.state is MatterState.MERGED
    assert (merged.opinion_count, merged.first_channel, merged.voices) == (0, "", [])
    assert merged.first_at == merged.matter.opened_at
    assert kept.opinion_count == 2
    assert [voice.quote for voice in kept.voices] == [QUOTE]


def test_voices_are_quotes_and_answers_only(commune: Commune) -> None:
    matter = speak(commune, make_dialogue(commune, state="open"), "Mất điện")
    assert "Bí Mật" not in str(list(voices_on(matter.pk)))
    [voice] = facts_of(matter.code).voices
    assert (voice.quote, voice.answer, voice.answered_by) == ("", ANSWER, "Bí thư Đảng ủy")
    assert voice.channel is Channel.MEETING
    silent = make_opinion(commune)
    accept_opinion(silent, by=commune["office"], existing=[make_matter(commune)])
    assert public_raisings(silent.pk)[0]["row"][2] == ""
    assert list(voices_on(silent.matters.get().pk)) == []


def test_two_rounds_of_work_are_told_in_their_order(commune: Commune) -> None:
    with as_of(now() - timedelta(days=20)):
        made = make_commitment(commune)
        report_progress(made, Report(commune.agency, "Đoạn 1.", 40), by=commune["agency"])
    report_progress(made, Report(commune.agency, "Đoạn 2.", 80), by=commune["agency"])
    assert [one.percent for one in facts_of(made.matter.code).works[0].reports] == [40, 80]
    assert len(list(public_works(made.matter_id))) == 1


def test_a_verdict_counts_once_for_an_opinion(commune: Commune) -> None:
    made = make_done(make_commitment(commune), commune)
    opinion = made.matter.opinions.get()
    for verdict in ("settled", "settled", "not_settled"):
        Confirmation.objects.create(
            matter=made.matter, opinion=opinion, verdict=verdict, text="Kênh tắc.", at=now()
        )
    assert facts_of(made.matter.code).settled_count == 1
