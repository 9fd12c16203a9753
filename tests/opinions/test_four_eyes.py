"""Where a head wants it, refusal, referral and erasure take two persons."""

import pytest
from django.urls import reverse

from doithoai.dossiers.worklist import worklist_of
from doithoai.kit.errors import NotAllowed, NotReady, WrongState
from doithoai.opinions.actions.data_rights import request_erasure
from doithoai.opinions.actions.deciding import (
    Erasure,
    approve_proposal,
    erasure_of,
    propose_erasure,
    refer_or_propose,
    refuse_or_propose,
)
from doithoai.opinions.actions.four_eyes import send_back_proposal, set_four_eyes
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion, refuse_opinion
from doithoai.opinions.author import Author
from doithoai.opinions.models import Opinion, Proposal
from doithoai.opinions.queries.queue import next_to_decide
from doithoai.oversight.erasure import grant_erasure
from doithoai.people.roles import RoleName as R
from doithoai.record.models import Entry
from tests.factories import Commune, make_commune, make_opinion, make_rules
from tests.web.desk.conftest import SignIn
from tests.web.desk.conftest import sign_in as sign_in

WHY = "Ý kiến trùng với nội dung đã trả lời."


@pytest.fixture
def commune(db: None) -> Commune:
    make_rules()
    commune = make_commune()
    set_four_eyes(commune.unit, wanted=True, by=commune[R.GOVERNMENT_HEAD])
    return commune


def proposed(commune: Commune) -> Proposal:
    made = refuse_or_propose(make_opinion(commune), by=commune[R.OFFICE], reason=WHY)
    assert made is not None
    return made


def test_one_proposes_and_another_one_decides(commune: Commune) -> None:
    proposal = proposed(commune)
    assert Opinion.objects.get().state == "received"
    approve_proposal(proposal, by=commune[R.OFFICE_CHIEF])
    opinion = Opinion.objects.get()
    assert (opinion.state, opinion.answer) == ("refused", WHY)
    assert not Proposal.objects.exists()
    moves = list(Entry.objects.filter(life="opinion").values_list("move", flat=True))
    assert moves == ["submit", "propose", "refuse"]


def test_nobody_refuses_alone(commune: Commune) -> None:
    opinion = make_opinion(commune)
    for role in (R.OFFICE, R.OFFICE_CHIEF):
        with pytest.raises(NotReady):
            refuse_opinion(opinion, by=commune[role], reason=WHY)
    proposal = proposed(commune)
    with pytest.raises(NotAllowed):
        approve_proposal(proposal, by=commune[R.OFFICE])
    own = refuse_or_propose(opinion, by=commune[R.OFFICE_CHIEF], reason=WHY)
    assert own is not None
    with pytest.raises(NotAllowed):
        approve_proposal(own, by=commune[R.OFFICE_CHIEF])


def test_the_chief_of_another_commune_approves_nothing(commune: Commune) -> None:
    proposal, other = proposed(commune), make_commune("Xã Lai Khê", "10807")
    with pytest.raises(NotAllowed):
        approve_proposal(proposal, by=other[R.OFFICE_CHIEF])
    with pytest.raises(NotAllowed):
        send_back_proposal(proposal, by=other[R.OFFICE_CHIEF], remark="Không.")
    with pytest.raises(NotAllowed):
        set_four_eyes(commune.unit, wanted=False, by=other[R.GOVERNMENT_HEAD])


def test_a_clerk_does_not_switch_it_off(commune: Commune) -> None:
    for role in (R.OFFICE, R.OFFICE_CHIEF, R.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            set_four_eyes(commune.unit, wanted=False, by=commune[role])
    set_four_eyes(commune.unit, wanted=False, by=commune[R.PARTY_HEAD])
    assert refuse_or_propose(make_opinion(commune), by=commune[R.OFFICE], reason=WHY) is None
    assert Entry.objects.filter(life="office", move="four_eyes").count() == 2


def test_it_is_sent_back_with_a_remark(commune: Commune) -> None:
    proposal = proposed(commune)
    with pytest.raises(NotReady):
        send_back_proposal(proposal, by=commune[R.OFFICE_CHIEF])
    send_back_proposal(proposal, by=commune[R.OFFICE_CHIEF], remark="Hỏi lại người gửi đã.")
    assert Entry.objects.get(move="send_back").note == "Hỏi lại người gửi đã."
    again = refuse_or_propose(Opinion.objects.get(), by=commune[R.OFFICE], reason=WHY)
    assert again is not None
    send_back_proposal(again, by=commune[R.OFFICE])
    assert Opinion.objects.get().state == "received"


def test_a_referral_is_made_as_it_was_proposed(commune: Commune) -> None:
    opinion, clerk = make_opinion(commune), commune[R.OFFICE]
    with pytest.raises(NotReady):
        refer_or_propose(opinion, by=clerk, reason=WHY, procedure="authority")
    made = refer_or_propose(
        opinion, by=clerk, reason=WHY, procedure="authority", authority="Điện lực Kim Thành"
    )
    assert made is not None
    approve_proposal(made, by=commune[R.OFFICE_CHIEF])
    assert Opinion.objects.get().referrals.get().authority == "Điện lực Kim Thành"


def test_words_are_erased_by_two(commune: Commune) -> None:
    opinion = make_opinion(commune)
    request = request_erasure(opinion, by=Author(opinion))
    clerk, chief = commune[R.OFFICE], commune[R.OFFICE_CHIEF]
    assert erasure_of(request, by=clerk) == Erasure.TO_PROPOSE
    with pytest.raises(NotReady):
        grant_erasure(request, by=clerk)
    propose_erasure(request, by=clerk)
    assert erasure_of(request, by=clerk) == Erasure.PROPOSED
    assert erasure_of(request, by=chief) == Erasure.TO_APPROVE
    grant_erasure(request, by=chief)
    opinion.refresh_from_db()
    assert "Kênh" not in opinion.text


def test_what_is_proposed_is_not_proposed_twice_and_falls_with_another_decision(
    commune: Commune,
) -> None:
    opinion = proposed(commune).opinion
    with pytest.raises(WrongState):
        refuse_or_propose(opinion, by=commune[R.OFFICE], reason=WHY)
    draft = MatterDraft(title="Nạo vét kênh tiêu", field="irrigation_drainage")
    accept_opinion(opinion, by=commune[R.OFFICE], drafts=[draft])
    assert not Proposal.objects.exists()


def test_it_waits_in_the_list_of_the_chief_and_in_nobodys_way(commune: Commune) -> None:
    proposal, following = proposed(commune), make_opinion(commune, "Đèn đường hỏng.")
    chiefs = [task.link.key for task in worklist_of(commune[R.OFFICE_CHIEF]).tasks]
    clerks = [task.link.key for task in worklist_of(commune[R.OFFICE]).tasks]
    assert proposal.opinion_id in chiefs
    assert proposal.opinion_id not in clerks
    assert next_to_decide(commune[R.OFFICE], after=following) is None


def test_at_the_desk(commune: Commune, sign_in: SignIn) -> None:
    opinion = make_opinion(commune)
    clerk, chief = sign_in(commune, R.OFFICE), sign_in(commune, R.OFFICE_CHIEF)
    page = reverse("desk:opinion", args=[opinion.pk])
    assert "Đề xuất không tiếp nhận" in clerk.get(page).content.decode()
    clerk.post(reverse("desk:opinion_refuse", args=[opinion.pk]), {"refuse-reason": WHY})
    assert "Rút đề xuất" in clerk.get(page).content.decode()
    assert "chờ duyệt" in clerk.get(reverse("desk:opinions")).content.decode()
    assert clerk.post(reverse("desk:proposal_approve", args=[opinion.pk])).status_code == 403
    back = reverse("desk:proposal_send_back", args=[opinion.pk])
    assert chief.post(back, {"back-remark": ""}).status_code == 422
    assert WHY in chief.get(page).content.decode()
    approve, shown = reverse("desk:proposal_approve", args=[opinion.pk]), Proposal.objects.get()
    send_back_proposal(shown, by=commune[R.OFFICE])
    refuse_or_propose(opinion, by=commune[R.OFFICE], reason="Lý do khác.")
    assert chief.post(approve, {"proposal": shown.pk}).status_code == 409
    assert chief.post(approve, {"proposal": Proposal.objects.get().pk}).status_code == 302
    assert chief.post(approve, {"proposal": shown.pk}).status_code == 404
    opinion.refresh_from_db()
    assert opinion.state == "refused"


def test_a_head_switches_it_on_and_off(commune: Commune, sign_in: SignIn) -> None:
    head, page = sign_in(commune, R.PARTY_HEAD), reverse("desk:four_eyes")
    assert "Bỏ duyệt hai bước" in head.get(page).content.decode()
    head.post(page, {"unit": commune.unit.key})
    assert "Bật duyệt hai bước" in head.get(page).content.decode()
    assert head.post(page, {"unit": "xa-khac", "wanted": "1"}).status_code == 404
    assert sign_in(commune, R.OFFICE).get(page).status_code == 403
