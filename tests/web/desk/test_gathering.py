"""Slips one after the other, rounds of collection, one decision for many, ready answers."""

import re
import uuid
from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from doithoai.kit.time import today
from doithoai.opinions.models import AnswerTemplate, CollectionRound, Matter, Opinion
from doithoai.people.roles import RoleName as R
from doithoai.record.queries import history
from tests.factories import Commune, make_matter, make_opinion
from tests.web.desk.conftest import SignIn


def test_a_slip_is_kept_once_and_can_be_taken_back(commune: Commune, sign_in: SignIn) -> None:
    office, url = sign_in(commune, R.OFFICE), reverse("desk:slips")
    slip = {
        "unit": commune.unit.pk, "channel": "paper", "village": "phuong", "text": "Đèn hỏng.",
        "client_key": str(uuid.uuid4()),
    }  # fmt: skip
    for _again in range(2):
        assert office.post(url, slip).status_code == 302
    opinion = Opinion.objects.get()
    assert opinion.village == commune.village
    page = office.get(url).content.decode()
    assert len(re.findall(r"\bYK-", page)) == 2
    assert 'value="phuong"' in page
    assert office.get(reverse("desk:slip_receipt", args=[opinion.pk])).status_code == 200
    assert office.post(reverse("desk:slip_undo", args=[opinion.pk])).status_code == 302
    opinion.refresh_from_db()
    assert opinion.state == "void"
    assert office.post(reverse("desk:slip_restore", args=[opinion.pk])).status_code == 302
    opinion.refresh_from_db()
    assert (opinion.state, opinion.text) == ("received", "Đèn hỏng.")
    undone = history(opinion).last()
    assert undone
    assert (undone.move, undone.actor) == ("restore", commune[R.OFFICE].mark)
    assert office.post(url, {**slip, "client_key": uuid.uuid4(), "village": "9"}).status_code == 422


def test_beside_a_faulty_slip_stands_no_code_of_the_one_before(
    commune: Commune, sign_in: SignIn
) -> None:
    office, url = sign_in(commune, R.OFFICE), reverse("desk:slips")
    slip = {"unit": commune.unit.pk, "channel": "paper", "village": "phuong", "text": "Đèn hỏng."}
    for number in range(12):
        office.post(url, slip | {"client_key": uuid.uuid4(), "text": f"Đèn số {number} hỏng."})
    page = office.get(url).content.decode()
    assert "slip-code" in page
    assert len(re.findall(r"\bYK-", page)) == 12 + 1  # each once, the last one large
    faulty = office.post(url, slip | {"client_key": uuid.uuid4(), "village": "9"})
    assert faulty.status_code == 422
    assert "slip-code" not in faulty.content.decode()
    assert re.search(r'name="village"[^>]*autofocus', faulty.content.decode())


def test_a_slip_of_another_sitting_is_unknown(commune: Commune, sign_in: SignIn) -> None:
    opinion = make_opinion(commune)
    office = sign_in(commune, R.OFFICE)
    assert office.post(reverse("desk:slip_undo", args=[opinion.pk])).status_code == 404
    assert office.get(reverse("desk:slip_receipt", args=[opinion.pk])).status_code == 404


def test_the_front_opens_a_round_that_the_village_head_enters_into(
    commune: Commune, sign_in: SignIn
) -> None:
    front, head = sign_in(commune, R.FRONT), sign_in(commune, R.VILLAGE_HEAD)
    asked = {
        "unit": commune.unit.pk, "title": "Trước đối thoại quý IV", "opens_on": today(),
        "closes_on": today() + timedelta(days=9), "villages": [commune.village.pk],
    }  # fmt: skip
    assert front.post(reverse("desk:round_new"), asked).status_code == 302
    found = CollectionRound.objects.get()
    slip = {
        "unit": commune.unit.pk, "channel": "village_head", "village": "1", "text": "Cống sụt.",
        "client_key": uuid.uuid4(), "round": found.pk,
    }  # fmt: skip
    page = front.get(reverse("desk:round", args=[found.pk])).content.decode()
    assert "Chưa có ý kiến từ" in page
    assert head.post(reverse("desk:slips"), slip).status_code == 302
    assert found.opinions.count() == 1
    for name in ("round", "round_slips", "round_list", "round_change"):
        assert front.get(reverse(f"desk:{name}", args=[found.pk])).status_code == 200
    assert head.get(reverse("desk:round", args=[found.pk])).status_code == 403


def test_many_are_accepted_at_once_and_each_is_told_of(commune: Commune, sign_in: SignIn) -> None:
    office, matter = sign_in(commune, R.OFFICE), make_matter(commune)
    many = [make_opinion(commune) for _ in range(3)]
    sent = {"decision": "accept", "pk": [many[0].pk], "alike": "1"}
    assert office.get(reverse("desk:opinions")).content.decode().count("data-row") == 1
    confirm = office.post(reverse("desk:bulk"), sent)
    assert len(confirm.context["chosen"]) == 3
    assert Opinion.objects.filter(state="accepted").count() == 1
    sent |= {"confirm": "1", "matter": f"{matter.code} {matter.title}"}
    done = office.post(reverse("desk:bulk"), {**sent, "pk": [one.pk for one in many]})
    assert [one.problem for one in done.context["results"]] == ["", "", ""]
    assert matter.opinions.count() == 4
    again = office.post(reverse("desk:bulk"), {**sent, "pk": [many[0].pk]})
    assert all(one.problem for one in again.context["results"])


def test_the_ticked_ones_become_one_new_matter(commune: Commune, sign_in: SignIn) -> None:
    office = sign_in(commune, R.OFFICE)
    texts = ("Đường liên thôn hỏng nặng.", "Sửa giúp đường liên thôn.", "Ổ gà đường liên thôn.")
    many = [make_opinion(commune, text) for text in texts]
    sent = {"decision": "open", "pk": [one.pk for one in many]}
    confirm = office.post(reverse("desk:bulk"), sent).content.decode()
    assert 'value="Đường liên thôn hỏng nặng"' in confirm
    named = {"confirm": "1", "title": "Sửa đường liên thôn", "field": "transport"}
    done = office.post(reverse("desk:bulk"), sent | named)
    assert [one.problem for one in done.context["results"]] == ["", "", ""]
    assert Matter.objects.get().opinions.count() == 3


def test_the_ticked_ones_become_a_matter_each(commune: Commune, sign_in: SignIn) -> None:
    office = sign_in(commune, R.OFFICE)
    texts = ("Đề nghị xã nạo vét kênh tiêu sau chợ.", "Đèn đường thôn Giữa hỏng ba bóng.", "???")
    many = [make_opinion(commune, text) for text in texts]
    sent = {"decision": "each", "pk": [one.pk for one in many]}
    confirm = office.post(reverse("desk:bulk"), sent).content.decode()
    assert "Nạo vét kênh tiêu sau chợ · " in confirm
    done = office.post(reverse("desk:bulk"), sent | {"confirm": "1"})
    assert [bool(one.problem) for one in done.context["results"]] == [False, False, True]
    assert {one.title for one in Matter.objects.all()} == {
        "Nạo vét kênh tiêu sau chợ", "Đèn đường thôn Giữa hỏng ba bóng",
    }  # fmt: skip


def test_ready_words_come_without_a_script(commune: Commune, sign_in: SignIn) -> None:
    office = sign_in(commune, R.OFFICE)
    words = {"unit": commune.unit.pk, "use": "refuse", "title": "Thử", "body": "Gửi thử mà thôi."}
    assert office.post(reverse("desk:templates"), words).status_code == 302
    template = AnswerTemplate.objects.get()
    page = office.get(reverse("desk:opinion", args=[make_opinion(commune).pk]))
    assert "Gửi thử" in page.content.decode()
    chosen = office.get(page.request["PATH_INFO"] + f"?template={template.pk}")
    assert chosen.context["forms"]["refuse"]["reason"].value() == "Gửi thử mà thôi."


def test_a_matter_is_merged_and_unmerged_on_its_page(commune: Commune, sign_in: SignIn) -> None:
    office = sign_in(commune, R.OFFICE)
    one, other = make_matter(commune, "Kênh tắc"), make_matter(commune, "Mương tắc")
    url = reverse("desk:matter_sort", args=[one.pk])
    assert office.post(url, {"into": other.code, "reason": "Một việc."}).status_code == 302
    assert Matter.objects.get(pk=one.pk).state == "merged"
    assert office.get(url).status_code == 200
    assert office.post(url, {"reason": "Nhầm."}).status_code == 302
    assert Matter.objects.get(pk=one.pk).state == "open"


def test_a_stack_of_last_week_keeps_its_day_its_people_and_its_receipts(
    commune: Commune, sign_in: SignIn
) -> None:
    office, url = sign_in(commune, R.OFFICE), reverse("desk:slips")
    day = today() - timedelta(days=7)
    for number in range(3):
        slip = {
            "unit": commune.unit.pk, "channel": "paper", "text": f"Đèn số {number} hỏng.",
            "received_on": day.isoformat(), "name": "Bà Lúa", "phone": "0912345678",
            "consent": "on", "client_key": str(uuid.uuid4()),
        }  # fmt: skip
        assert office.post(url, slip).status_code == 302
    opinions = Opinion.objects.order_by("id")
    assert {localdate(one.received_at) for one in opinions} == {day}
    assert all(one.identity for one in opinions)
    assert f'value="{day.isoformat()}"' in office.get(url).content.decode()
    office.post(reverse("desk:slip_undo", args=[opinions[1].pk]))
    sheet = office.get(reverse("desk:slip_sheet")).content.decode()
    assert len(re.findall(r"\bYK-", sheet)) == 2
    assert sheet.index("Đèn số 0") < sheet.index("Đèn số 2")
    assert "Bà Lúa" not in sheet
    assert "YK-" not in sign_in(commune, R.FRONT).get(reverse("desk:slip_sheet")).content.decode()
