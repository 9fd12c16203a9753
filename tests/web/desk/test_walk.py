"""One opinion walked through the pages, each step by its persona, from hearing to the result."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.commitments.models import Commitment
from doithoai.conclusions.models import ConclusionNotice
from doithoai.dialogues.models import Dialogue
from doithoai.kit.time import VIET_NAM, as_of, now, today
from doithoai.opinions.models import Matter, Opinion
from doithoai.people.roles import RoleName as R
from tests.factories import Commune, make_matter, make_opinion
from tests.web.desk.conftest import SignIn


def post(client: Client, page: str, *args: int | str, **data: object) -> str:
    """Sends the form, follows nothing; answers the page that was shown instead, or ""."""
    answer = client.post(reverse(f"desk:{page}", args=args), data)
    assert answer.status_code in (200, 302), answer.content.decode()
    return "" if answer.status_code == 302 else answer.content.decode()


def rows(*titles: str) -> dict[str, str]:
    """The fields of new matters, as the browser sends them."""
    fields = {"new-TOTAL_FORMS": str(len(titles)), "new-INITIAL_FORMS": "0"}
    for number, title in enumerate(titles):
        if not title:
            continue
        fields |= {f"new-{number}-title": title, f"new-{number}-field": "irrigation_drainage"}
    return fields


def test_from_hearing_to_the_result(commune: Commune, sign_in: SignIn) -> None:
    office, head = sign_in(commune, R.OFFICE), sign_in(commune, R.PARTY_HEAD)
    agency, village_head = sign_in(commune, R.AGENCY), sign_in(commune, R.VILLAGE_HEAD)

    page = post(
        village_head, "opinion_new", unit=commune.unit.pk, village=commune.village.pk,
        channel="village_head", text="Kênh tiêu tắc, mưa là ngập.", client_key=uuid.uuid4(),
    )  # fmt: skip
    assert "YK-" in page
    opinion = Opinion.objects.get()

    assert not post(office, "opinion_accept", opinion.pk, **rows("Nạo vét kênh tiêu", ""))
    matter = Matter.objects.get()

    starts = now().astimezone(VIET_NAM) + timedelta(days=10)
    plan = {
        "title": "Bí thư đối thoại", "unit": commune.unit.pk, "chair": commune.party_post.pk,
        "starts_on": f"{starts:%Y-%m-%d}", "starts_time": "08:00", "place": "Nhà văn hóa",
        "form": "periodic", "mode": "in_person",
    }  # fmt: skip
    assert not post(office, "dialogue_new", **plan)
    dialogue = Dialogue.objects.get()
    assert not post(office, "agenda", dialogue.pk, matters=[matter.pk])
    assert not post(office, "dialogue_move", dialogue.pk, "notify", means=["website", "board"])

    with as_of(Dialogue.objects.get().starts_at):
        hold(office, head, dialogue, matter)
        conclude(office, head, commune, dialogue)
        result(agency)


def hold(office: Client, head: Client, dialogue: Dialogue, matter: Matter) -> None:
    assert not post(head, "dialogue_move", dialogue.pk, "open")
    spoken = {
        "text": "Tôi cũng bị ngập, lại mất điện.", "client_key": uuid.uuid4(),
        "existing": [matter.pk], "answer": "Xã sẽ nạo vét.", "answered_by": "Chủ tịch UBND xã",
    }  # fmt: skip
    for _again in range(2):  # the same form sent twice is one turn
        assert not post(office, "turns", dialogue.pk, **spoken, **rows("Mất điện"))
    assert dialogue.turns.count() == 1
    assert dialogue.agenda.count() == 2
    assert not post(head, "dialogue_move", dialogue.pk, "close", attendees=85)


def conclude(office: Client, head: Client, commune: Commune, dialogue: Dialogue) -> None:
    assert not post(office, "conclusion_begin", dialogue.pk)
    notice = ConclusionNotice.objects.get()
    assert not post(office, "conclusion", notice.pk, number="12-tb/đu", assessment="Thẳng thắn.")
    first, second = dialogue.agenda.all()
    page = office.get(reverse("desk:resolution", args=[notice.pk, first.matter_id]))
    assert "Thông lệ (TP Sông Công)" in page.content.decode()
    assigned = {"outcome": "assigned", "text": "Nạo vét.", "lead": commune.agency.pk}
    assert not post(office, "resolution", notice.pk, first.matter_id, **assigned)
    answered = {"outcome": "answered", "text": "Đã trả lời."}
    assert not post(office, "resolution", notice.pk, second.matter_id, **answered)
    assert not post(head, "conclusion_publish", notice.pk)


def result(agency: Client) -> None:
    commitment = Commitment.objects.get()
    assert commitment.due_basis == "Thông lệ (TP Sông Công)"
    told = {"agency": commitment.lead_id, "text": "Đã xong đoạn 1."}
    assert not post(agency, "progress", commitment.pk, **told, percent=40)
    refused = agency.post(reverse("desk:done", args=[commitment.pk]), told)
    assert refused.status_code == 422
    assert "Đã xong đoạn 1." in refused.content.decode()
    proof = {"documents": "Biên bản 05/BB ngày 12/11/2026"}
    assert not post(agency, "done", commitment.pk, **told, **proof)
    commitment.refresh_from_db()
    assert (commitment.state, commitment.done_on) == ("done", today())


@pytest.mark.parametrize("button", ["more", "find"])
def test_asking_for_more_keeps_what_was_typed(
    commune: Commune, sign_in: SignIn, button: str
) -> None:
    make_matter(commune, "Đèn đường thôn Phương Duệ")
    opinion = make_opinion(commune)
    url = reverse("desk:opinion_accept", args=[opinion.pk])
    typed = {**rows("Nạo vét kênh"), "words": "den duong", button: "1"}
    answer = sign_in(commune, R.OFFICE).post(url, typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Nạo vét kênh"' in page
    assert "Đèn đường thôn Phương Duệ" in page
    assert ("new-1-title" in page) == (button == "more")
    opinion.refresh_from_db()
    assert opinion.state == "received"
