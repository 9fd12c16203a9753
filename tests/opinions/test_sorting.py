"""One officer at a time; two matters that are one, and undone again; what is alike."""

from datetime import timedelta
from typing import Any

import pytest

from doithoai.deadlines.actions import set_override
from doithoai.deadlines.queries import due_date
from doithoai.deadlines.rules import RuleCode
from doithoai.kit.errors import NotReady, WrongState
from doithoai.kit.time import as_of, now
from doithoai.language.copies import alike_groups
from doithoai.opinions.actions.hands import put_back, take_over
from doithoai.opinions.actions.merging import merge_matter, unmerge_matter
from doithoai.opinions.actions.referral import refer_opinion
from doithoai.opinions.actions.triage import (
    MatterDraft,
    accept_opinion,
    detach_matter,
    refuse_opinion,
)
from doithoai.opinions.fields import Field
from doithoai.opinions.models import Matter, Opinion, Raising
from doithoai.opinions.queries.queue import overdue
from doithoai.opinions.rules import STALE_AFTER
from doithoai.people.roles import RoleName as R
from tests.factories import (
    Commune,
    make_commune,
    make_dialogue,
    make_matter,
    make_opinion,
    make_rules,
)


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


def _second_clerk(commune: Commune) -> object:
    from doithoai.people.models import Appointment, User
    from doithoai.people.queries import official

    user = User.objects.create(email="hai@kim-thanh.example", display_name="Văn phòng 2")
    held = commune[R.OFFICE].appointments[0]
    Appointment.objects.create(
        user=user, role=R.OFFICE, unit=commune.unit, starts_on=held.starts_on
    )
    return official(user)


def test_what_one_officer_has_in_hand_another_does_not_decide(commune: Commune) -> None:
    first, second = commune[R.OFFICE], _second_clerk(commune)
    opinion = make_opinion(commune)
    take_over(opinion, by=first)
    with pytest.raises(WrongState, match="office"):
        refuse_opinion(Opinion.objects.get(), by=second, reason="Trùng.")  # type: ignore[arg-type]
    with pytest.raises(WrongState):
        take_over(opinion, by=second)  # type: ignore[arg-type]
    take_over(opinion, by=second, instead_of=first.user.pk)  # type: ignore[arg-type]
    with pytest.raises(WrongState):
        put_back(opinion, by=first)


def test_a_hold_of_yesterday_holds_nobody_up(commune: Commune) -> None:
    opinion = make_opinion(commune)
    take_over(opinion, by=commune[R.OFFICE])
    with as_of(now() + STALE_AFTER):
        refuse_opinion(opinion, by=_second_clerk(commune), reason="Trùng.")  # type: ignore[arg-type]
    assert Opinion.objects.get().taken_by is None


def test_merging_and_undoing_it_leaves_every_raising_as_it_was(commune: Commune) -> None:
    office = commune[R.OFFICE]
    one, other = make_matter(commune, "Kênh tắc"), make_matter(commune, "Mương tắc")
    both = make_opinion(commune)
    accept_opinion(both, by=office, existing=[one, other])
    before = set(Raising.objects.values_list("opinion", "matter", "quote"))
    merge_matter(one, other, by=office, reason="Cùng một con kênh.")
    assert Matter.objects.get(pk=one.pk).merged_into == other
    assert Raising.objects.filter(matter=other).count() == 3
    assert Raising.objects.filter(matter=one).count() == 1  # whoever raised both
    with pytest.raises(WrongState):
        accept_opinion(make_opinion(commune), by=office, existing=[one])
    with pytest.raises(NotReady):
        merge_matter(other, make_matter(commune), by=office, reason="Thử.")
    unmerge_matter(Matter.objects.get(pk=one.pk), by=office, reason="Hai nơi khác nhau.")
    assert before == set(
        Raising.objects.filter(opinion__lte=both.pk).values_list("opinion", "matter", "quote")
    )


def test_undoing_asks_what_the_matter_is_part_of_now(commune: Commune) -> None:
    office = commune[R.OFFICE]
    one, other, third = (make_matter(commune, f"Kênh {name}") for name in ("một", "hai", "ba"))
    merge_matter(one, other, by=office, reason="Cùng một con kênh.")
    read_before = Matter.objects.get(pk=one.pk)
    unmerge_matter(Matter.objects.get(pk=one.pk), by=office, reason="Không phải.")
    merge_matter(Matter.objects.get(pk=one.pk), third, by=office, reason="Là kênh này.")
    with pytest.raises(WrongState):
        unmerge_matter(read_before, by=office, reason="Hai nơi khác nhau.")
    assert Matter.objects.get(pk=one.pk).merged_into == third


def test_what_is_on_an_agenda_is_not_merged(commune: Commune) -> None:
    one, other = make_matter(commune), make_matter(commune)
    make_dialogue(commune, one, state="planned")
    for pair in ((one, other), (other, one)):
        with pytest.raises(WrongState):
            merge_matter(*pair, by=commune[R.OFFICE], reason="Cùng việc.")


def test_the_last_matter_of_an_opinion_stays(commune: Commune) -> None:
    matter = make_matter(commune)
    with pytest.raises(NotReady):
        detach_matter(matter.opinions.get(), matter, by=commune[R.OFFICE], reason="Nhầm.")


def test_three_hundred_alike_are_one_group_and_the_others_stand_alone() -> None:
    text = "Đề nghị xã cho nạo vét kênh tiêu qua thôn Phương Duệ vì mưa là ngập đường, số {}."
    texts = [(n, text.format(n)) for n in range(300)]
    others = [(900, "Đường vào trường tối quá."), (901, "Xin lịch tiêm phòng cho trâu bò.")]
    assert alike_groups([*texts, *others]) == {0: list(range(300))}


def test_a_private_name_in_public_words_is_looked_at_first(commune: Commune) -> None:
    """Whoever accepts, by a page or without one; what is refused leaves nothing changed."""
    opinion = make_opinion(commune)
    named = MatterDraft("Đường trước nhà ông Nguyễn Văn Bách hỏng", Field.TRANSPORT)
    with pytest.raises(NotReady) as refused:
        accept_opinion(opinion, by=commune[R.OFFICE], drafts=[named])
    assert refused.value.field == "names_are_public"
    assert "Nguyễn Văn Bách" in str(refused.value)
    assert opinion.state == Opinion.objects.get().state == "received"
    accept_opinion(opinion, by=commune[R.OFFICE], drafts=[named], names_are_public=True)
    assert Matter.objects.get().title == named.title


def test_a_competent_authority_is_named_and_told_to_the_author(commune: Commune) -> None:
    opinion = make_opinion(commune)
    said: dict[str, Any] = {"reason": "Ngoài thẩm quyền.", "procedure": "authority"}
    with pytest.raises(NotReady) as refused:
        refer_opinion(opinion, by=commune[R.OFFICE], authority=" ", **said)
    assert refused.value.field == "authority"
    refer_opinion(opinion, by=commune[R.OFFICE], authority="Điện lực", **said)
    answer = Opinion.objects.get().answer
    assert "Điện lực" in answer
    assert answer.endswith("Ngoài thẩm quyền.")


def test_what_is_late_is_told_by_the_working_days_of_its_unit(commune: Commune) -> None:
    make_rules()
    other = make_commune("Xã Phú Thái", "10814")
    mine, theirs = make_opinion(commune), make_opinion(other)
    due = due_date(RuleCode.ACCEPTANCE_NOTICE, mine.received_at, unit=commune.unit.pk).on
    set_override(
        day=due,
        unit=commune.unit,
        is_working=False,
        reason="Hội làng.",
        by=commune[R.ADMINISTRATOR],
    )
    late = Opinion.objects.filter(overdue(at=due + timedelta(days=1)))
    assert list(late) == [theirs]
    late = Opinion.objects.filter(overdue(at=due + timedelta(days=9))).order_by("pk")
    assert list(late) == [mine, theirs]
