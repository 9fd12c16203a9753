"""What waits for an official: every kind of task, whose it is, and that it tells all it should."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

from doithoai.channels.models import Dispatch
from doithoai.deadlines.actions import set_override
from doithoai.deadlines.queries import due_date
from doithoai.deadlines.rules import RuleCode
from doithoai.dossiers.links import Link
from doithoai.dossiers.tasks import Task
from doithoai.dossiers.worklist import worklist_of
from doithoai.kit.time import VIET_NAM, long_date, now, today
from doithoai.opinions.actions.data_rights import request_erasure
from doithoai.opinions.actions.deciding import refuse_or_propose
from doithoai.opinions.actions.four_eyes import set_four_eyes
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.referral import move_out_opinion, refer_opinion
from doithoai.opinions.author import Author
from doithoai.opinions.models import DataRequest, HandOver, Opinion, Referral
from doithoai.people.actors import Official
from doithoai.people.contacts import Contact
from doithoai.people.models import Appointment
from doithoai.people.queries import official
from doithoai.people.roles import RoleName as R
from tests.factories import (
    LONG_AGO,
    Commune,
    enter_opinion,
    make_commitment,
    make_commune,
    make_dialogue,
    make_draft,
    make_matter,
    make_opinion,
)


def tasks_of(who: Official) -> list[Task]:
    return worklist_of(who).tasks


def of_kind(tasks: Iterable[Task], kind: str) -> list[Task]:
    return [one for one in tasks if one.link.kind == kind]


def tell_by_text(commune: Commune) -> Opinion:
    contact = Contact(phone="0912345678", consent=True)
    return record_opinion(
        by=commune[R.OFFICE], client_key=uuid.uuid4(), unit=commune.unit, text="Đèn hỏng.",
        channel="paper", contact=contact, tell_by="sms",
    )[0]  # fmt: skip


def accepted_by(opinion: Opinion) -> tuple[date, str]:
    due = due_date(RuleCode.ACCEPTANCE_NOTICE, opinion.received_at, unit=opinion.unit_id)
    return due.on, due.legal_basis


def test_opinions_of_a_day_wait_together_for_who_sorts_them(commune: Commune) -> None:
    first, *_others = [make_opinion(commune) for _again in range(3)]
    due_on, basis = accepted_by(first)
    said = f"3 lượt ý kiến, nhận từ {long_date(today())}"
    expected = Task(
        due_on, "Thông báo kết quả xử lý ý kiến cho người gửi", said, "Văn phòng", basis,
        Link("opinions"), is_sample=False,
    )  # fmt: skip
    assert tasks_of(commune[R.OFFICE]) == [expected]
    assert tasks_of(commune[R.COUNCIL]) == []


def test_what_left_the_office_waits_until_it_is_told(commune: Commune) -> None:
    office = commune[R.OFFICE]
    refer_opinion(enter_opinion(commune), by=office, reason="Khiếu nại.", procedure="complaint")
    move_out_opinion(enter_opinion(commune), by=office)
    slip, moved = Referral.objects.get(), HandOver.objects.get()
    (told,) = of_kind(tasks_of(office), "slip")
    assert told.detail == f"{slip.number}/{slip.year} · {slip.get_procedure_display()}"
    assert (told.due_on, told.basis) == (slip.due_on, slip.due_basis)
    assert told.link == Link("slip", slip.opinion_id)
    (handed,) = of_kind(tasks_of(office), "hand_over")
    assert (handed.detail, handed.due_on) == (commune.unit.name, moved.due_on)
    assert (handed.basis, handed.link) == (moved.due_basis, Link("hand_over", moved.opinion_id))
    Referral.objects.update(told_on=today())
    HandOver.objects.update(handed_on=today(), receiver="Thanh tra", words=None)
    assert tasks_of(office) == []


def test_a_request_about_personal_data_waits_for_who_answers_it(commune: Commune) -> None:
    opinion = make_opinion(commune)
    request_erasure(opinion, by=Author(opinion))
    asked = DataRequest.objects.get()
    (task,) = of_kind(tasks_of(commune[R.OFFICE]), "data_requests")
    assert (task.due_on, task.detail) == (asked.due_on, commune.unit.name)
    assert (task.basis, task.link) == (asked.due_basis, Link("data_requests"))
    assert of_kind(tasks_of(commune[R.PARTY_HEAD]), "data_requests") == []


def test_a_proposal_waits_for_somebody_else_who_approves(commune: Commune) -> None:
    set_four_eyes(commune.unit, wanted=True, by=commune[R.GOVERNMENT_HEAD])
    clerk, chief = commune[R.OFFICE], commune[R.OFFICE_CHIEF]
    mine, theirs = make_opinion(commune), make_opinion(commune)
    refuse_or_propose(theirs, by=clerk, reason="Đã trả lời.")
    refuse_or_propose(mine, by=chief, reason="Đã trả lời.")
    (task,) = of_kind(tasks_of(chief), "opinion")
    assert (task.due_on, task.basis) == accepted_by(theirs)
    assert task.detail == f"Không tiếp nhận · {clerk.user.display_name}"
    assert task.link == Link("opinion", theirs.pk)
    assert of_kind(tasks_of(clerk), "opinion") == []


def test_who_was_perhaps_not_told_is_to_be_called(commune: Commune) -> None:
    opinion = tell_by_text(commune)
    for minutes in (1, 10, 20):
        Dispatch.objects.create(
            key=str(minutes), way="sms", addressee=opinion.pk,
            begun_at=now() - timedelta(minutes=minutes),
        )  # fmt: skip
    (task,) = of_kind(tasks_of(commune[R.OFFICE]), "opinion")
    begun = (now() - timedelta(minutes=20)).astimezone(VIET_NAM).date()
    assert (task.due_on, task.basis) == (begun, "")
    assert task.detail == f"{commune.unit} · {opinion.get_tell_by_display()}"
    assert task.link == Link("opinion", opinion.pk)
    Dispatch.objects.exclude(key="1").delete()  # the last one may still arrive
    assert of_kind(tasks_of(commune[R.OFFICE]), "opinion") == []


def test_a_dialogue_is_announced_held_and_closed(commune: Commune) -> None:
    rows = [make_dialogue(commune, state=one) for one in ("open", "noticed", "planned")]
    tasks = {one.link.key: one for one in of_kind(tasks_of(commune[R.OFFICE]), "dialogue")}
    titles = [tasks[one.pk].title for one in rows]
    assert titles == [
        "Bế mạc hội nghị", "Tổ chức hội nghị đối thoại", "Công bố thông báo hội nghị"
    ]  # fmt: skip
    starts = [one.starts_at.astimezone(VIET_NAM).date() for one in rows]
    notice = due_date(RuleCode.NOTICE_BEFORE_DIALOGUE, starts[2], unit=commune.unit.pk)
    assert [tasks[one.pk].due_on for one in rows] == [*starts[:2], notice.on]
    assert [tasks[one.pk].basis for one in rows] == ["", "", notice.legal_basis]
    for one, day in zip(rows, starts, strict=True):
        task = tasks[one.pk]
        assert task.detail == f"{one.title} · {long_date(day)}"
        assert task.who == commune.party_post.title


def test_a_conclusion_is_drafted_by_the_office_and_published_by_the_head(commune: Commune) -> None:
    begun = make_draft(commune, make_matter(commune))
    unbegun = make_dialogue(commune, make_matter(commune), make_matter(commune), state="closed")
    titles = {R.OFFICE: "Soạn thông báo kết luận", R.PARTY_HEAD: "Ban hành thông báo kết luận"}
    for role, title in titles.items():
        tasks = [one for one in tasks_of(commune[role]) if one.title == title]
        links = {Link("conclusion", begun.pk), Link("dialogue", unbegun.pk)}
        assert {one.link for one in tasks} == links
        details = {one.link.kind: one.detail for one in tasks}
        assert details["conclusion"].endswith("1/1 nội dung đã có kết luận")
        assert details["dialogue"].endswith("0/2 nội dung đã có kết luận")
        due = due_date(RuleCode.CONCLUSION_NOTICE, unbegun.closed_at or now(),
                       unit=commune.unit.pk)  # fmt: skip
        assert {(one.due_on, one.basis) for one in tasks} == {(due.on, due.legal_basis)}


def test_promised_work_is_shown_that_is_due_within_thirty_days(commune: Commune) -> None:
    near = make_commitment(commune, make_matter(commune, "Nạo vét"))
    make_commitment(commune, due_on=today() + timedelta(days=31))
    for role in (R.OFFICE, R.AGENCY, R.COUNCIL):
        (task,) = of_kind(tasks_of(commune[role]), "commitment")
        assert (task.title, task.who) == ("Nạo vét", commune.agency.name)
        assert (task.due_on, task.basis) == (near.due_on, near.due_basis)
        assert task.detail.startswith(f"{near.matter.code} · ")
        assert task.link == Link("commitment", near.pk)


def test_the_earliest_due_comes_first_and_kinds_of_one_day_in_their_order(
    commune: Commune,
) -> None:
    make_commitment(commune)
    make_dialogue(commune, state="planned")
    make_opinion(commune)
    tasks = tasks_of(commune[R.OFFICE])
    assert [one.due_on for one in tasks] == sorted(one.due_on for one in tasks)
    assert {one.link.kind for one in tasks} == {"opinions", "dialogue", "commitment"}


def test_everybody_reads_of_the_own_units_alone(commune: Commune) -> None:
    """One asks after the other, with as many roles and units; and somebody at both places."""
    other = make_commune("Xã Phú Thái", "10806")
    here, there = (make_commitment(one) for one in (commune, other))
    kinds = [{one.link.key for one in tasks_of(who[R.OFFICE])} for who in (commune, other)]
    assert kinds == [{here.pk}, {there.pk}]
    user = commune[R.OFFICE].user
    Appointment.objects.create(user=user, role=R.COUNCIL, unit=other.unit, starts_on=LONG_AGO)
    make_opinion(other)
    tasks = tasks_of(official(user))
    assert {one.link.key for one in tasks} == {here.pk, there.pk}


def test_a_day_off_that_was_just_set_moves_what_is_due(commune: Commune) -> None:
    make_opinion(commune)
    (before,) = tasks_of(commune[R.OFFICE])
    who = commune[R.ADMINISTRATOR]
    set_override(
        unit=commune.unit, day=before.due_on, is_working=False, reason="Theo công điện", by=who
    )
    (after,) = tasks_of(commune[R.OFFICE])
    assert after.due_on > before.due_on
