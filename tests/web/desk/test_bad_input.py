"""What must not happen at the desk: two at once, smuggled fields, done with a word alone."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from doithoai.commitments.actions import publish_and_assign
from doithoai.commitments.models import Commitment, Evidence
from doithoai.kit.time import today
from doithoai.opinions.models import Opinion
from doithoai.people.models import Appointment, User
from doithoai.people.roles import RoleName as R
from tests.factories import (
    Commune,
    make_commitment,
    make_dialogue,
    make_draft,
    make_matter,
    make_opinion,
)
from tests.web.desk.conftest import SignIn


@pytest.fixture
def office(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, R.OFFICE)


def test_the_second_head_to_publish_sees_what_changed(commune: Commune, sign_in: SignIn) -> None:
    notice = make_draft(commune, make_matter(commune))
    url = reverse("desk:conclusion_publish", args=[notice.pk])
    assert sign_in(commune, R.PARTY_HEAD).post(url).status_code == 302
    second = sign_in(commune, R.GOVERNMENT_HEAD).post(url)
    assert second.status_code == 409
    assert "Bản đã ban hành" in second.content.decode()
    assert Commitment.objects.count() == 1


def test_words_for_a_published_conclusion_are_given_back(commune: Commune, office: Client) -> None:
    notice = make_draft(commune, make_matter(commune))
    url = reverse("desk:conclusion", args=[notice.pk])
    office.get(url)
    publish_and_assign(notice, by=commune[R.PARTY_HEAD])
    answer = office.post(url, {"number": "13-TB/ĐU", "assessment": "Câu tôi vừa gõ."})
    assert answer.status_code == 409
    assert "Câu tôi vừa gõ." in answer.content.decode()
    notice.refresh_from_db()
    assert notice.number == "12-TB/ĐU"


def test_two_drafters_of_one_matter_do_not_overwrite_each_other(
    commune: Commune, office: Client
) -> None:
    notice = make_draft(commune, make_matter(commune))
    matter = notice.dialogue.agenda.get().matter_id
    url = reverse("desk:resolution", args=[notice.pk, matter])
    seen = office.get(url).context["form"].initial["seen"]
    mine = {"outcome": "explained", "text": "Người thứ nhất viết.", "seen": seen}
    assert office.post(url, mine).status_code == 302
    second = office.post(url, {**mine, "text": "Người thứ hai viết."})
    page = second.content.decode()
    assert second.status_code == 409
    assert "Người thứ nhất viết." in page
    assert "Người thứ hai viết." in page
    assert notice.resolutions.get().text == "Người thứ nhất viết."
    blind = {name: words for name, words in mine.items() if name != "seen"}
    assert office.post(url, {**blind, "text": "Người thứ ba viết."}).status_code == 409
    again = {**mine, "text": "Người thứ hai viết.", "seen": second.context["form"]["seen"].value()}
    assert office.post(url, again).status_code == 302


def test_a_refused_step_leaves_no_trace_on_the_page(commune: Commune, sign_in: SignIn) -> None:
    commitment = make_commitment(commune)
    told = {"agency": commune.agency.pk, "text": "Đã xong."}
    answer = sign_in(commune, R.AGENCY).post(reverse("desk:done", args=[commitment.pk]), told)
    assert answer.status_code == 422
    assert "Hoàn thành đúng hạn" not in answer.content.decode()
    assert answer.context["commitment"].done_on is None


def test_the_second_clerk_to_decide_keeps_the_words(commune: Commune, office: Client) -> None:
    opinion = make_opinion(commune)
    refuse = reverse("desk:opinion_refuse", args=[opinion.pk])
    assert office.post(refuse, {"refuse-reason": "Đã có người nêu."}).status_code == 302
    typed = {"new-TOTAL_FORMS": "1", "new-INITIAL_FORMS": "0", "new-0-title": "Nạo vét kênh tiêu"}
    accept = reverse("desk:opinion_accept", args=[opinion.pk])
    second = office.post(accept, {**typed, "new-0-field": "irrigation_drainage"})
    page = second.content.decode()
    assert second.status_code == 409
    assert "Nạo vét kênh tiêu" in page
    assert "Thủy lợi, thoát nước, đê kè" in page
    assert ">irrigation_drainage<" not in page
    assert "Đã có người nêu." in page


def test_an_incomplete_row_is_said_on_top_and_beside(commune: Commune, office: Client) -> None:
    accept = reverse("desk:opinion_accept", args=[make_opinion(commune).pk])
    typed = {"new-TOTAL_FORMS": "1", "new-INITIAL_FORMS": "0", "new-0-title": "Nạo vét kênh tiêu"}
    answer = office.post(accept, typed)
    assert answer.status_code == 422
    assert "Nội dung mới còn thiếu" in answer.content.decode()
    assert answer.context["form"].rows.errors[0]["field"]


def test_fields_that_nobody_asked_for_change_nothing(
    commune: Commune, other: Commune, office: Client
) -> None:
    smuggled = {"unit_id": other.unit.pk, "state": "accepted", "is_public": "1", "is_sample": "1"}
    sent = {"unit": commune.unit.pk, "channel": "paper", "text": "Đường hỏng."}
    url = reverse("desk:opinion_new")
    assert office.post(url, {**sent, **smuggled, "client_key": uuid.uuid4()}).status_code == 200
    opinion = Opinion.objects.get()
    assert (opinion.unit, opinion.state, opinion.is_sample) == (commune.unit, "received", False)


def test_another_units_key_in_a_field_is_no_choice(
    commune: Commune, other: Commune, office: Client
) -> None:
    url = reverse("desk:opinion_new")
    sent = {"channel": "paper", "text": "Đường hỏng.", "client_key": uuid.uuid4()}
    assert office.post(url, {**sent, "unit": other.unit.pk}).status_code == 422
    strange = make_matter(other)
    planned = make_dialogue(commune, state="planned")
    put = office.post(reverse("desk:agenda", args=[planned.pk]), {"matters": [strange.pk]})
    assert put.status_code == 422
    accept = reverse("desk:opinion_accept", args=[make_opinion(commune).pk])
    empty = {"new-TOTAL_FORMS": "0", "new-INITIAL_FORMS": "0"}
    assert office.post(accept, {**empty, "existing": [strange.pk]}).status_code == 422
    agency = reverse("desk:commitments") + f"?agency={other.agency.key}"
    assert office.get(agency).status_code == 404


@pytest.mark.parametrize(
    "query", ["?state=nonsense", "?after=x", "?after=2026-99-99~1", "?lateness=never"]
)
def test_an_unknown_filter_or_page_is_refused(office: Client, query: str) -> None:
    page = "commitments" if "lateness" in query else "opinions"
    assert office.get(reverse(f"desk:{page}") + query).status_code == 422


def test_the_same_entry_twice_is_one_opinion_with_one_receipt(
    commune: Commune, office: Client
) -> None:
    sent = {"unit": commune.unit.pk, "channel": "phone", "text": "Điện yếu."}
    sent["client_key"] = str(uuid.uuid4())
    url = reverse("desk:opinion_new")
    receipts = {office.post(url, sent).context["receipt"] for _ in range(2)}
    assert len(receipts) == Opinion.objects.count() == 1
    other_words = office.post(url, {**sent, "text": "Điện mất."})
    assert other_words.status_code == 422
    assert "Điện mất." in other_words.content.decode()


def test_who_may_not_act_is_refused_even_with_a_perfect_form(
    commune: Commune, sign_in: SignIn
) -> None:
    opinion, commitment = make_matter(commune).opinions.get(), make_commitment(commune)
    front = sign_in(commune, R.FRONT)
    refuse = reverse("desk:opinion_refuse", args=[opinion.pk])
    assert front.post(refuse, {"refuse-reason": "Vì thế."}).status_code == 403
    later = {"to_due_on": today() + timedelta(days=90), "reason": "Mưa."}
    extend = reverse("desk:extend", args=[commitment.pk])
    assert sign_in(commune, R.OFFICE).post(extend, later).status_code == 403
    assert sign_in(commune, R.PARTY_HEAD).post(extend, later).status_code == 302
    commitment.refresh_from_db()
    assert "Bí thư Đảng ủy xã kim thành" in commitment.due_basis


def test_a_photograph_is_evidence_and_only_its_readers_see_it(
    commune: Commune, other: Commune, sign_in: SignIn
) -> None:
    commitment = make_commitment(commune)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(picture, "PNG")
    photo = SimpleUploadedFile("../../x.png", picture.getvalue(), "image/png")
    told = {"agency": commune.agency.pk, "text": "Đã xong.", "photos": [photo]}
    done = reverse("desk:done", args=[commitment.pk])
    assert sign_in(commune, R.AGENCY).post(done, told).status_code == 302
    shown = reverse("desk:photo", args=[commitment.pk, Evidence.objects.get().pk])
    answer = sign_in(commune, R.FRONT).get(shown)
    assert answer.content.startswith(b"\xff\xd8")
    assert sign_in(other, R.OFFICE).get(shown).status_code == 404


def test_a_file_that_is_no_picture_is_shown_beside_the_form(
    commune: Commune, sign_in: SignIn
) -> None:
    commitment = make_commitment(commune)
    told = {"agency": commune.agency.pk, "text": "Đã xong.",
            "photos": [SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")]}  # fmt: skip
    answer = sign_in(commune, R.AGENCY).post(reverse("desk:done", args=[commitment.pk]), told)
    assert answer.status_code == 422
    assert "Đã xong." in answer.content.decode()


def test_an_administrator_gives_a_role_and_hands_over_a_link(
    commune: Commune, other: Commune, sign_in: SignIn
) -> None:
    admin = sign_in(commune, R.ADMINISTRATOR)
    wanted = {
        "email": "moi@xa.example", "display_name": "Cán bộ mới", "role": "office",
        "unit": commune.unit.pk, "starts_on": today(),
    }  # fmt: skip
    answer = admin.post(reverse("desk:appoint"), wanted)
    link = answer.context["link"]
    form = Client().get(link, follow=True)
    assert form.status_code == 200
    new = {"password1": "lúa chín đầy đồng", "password2": "lúa chín đầy đồng"}
    Client().get(link)
    visitor = Client()
    visitor.get(link, follow=True)
    visitor.post(form.redirect_chain[-1][0], new)
    assert User.objects.get(email="moi@xa.example").check_password("lúa chín đầy đồng")
    assert admin.post(reverse("desk:appoint"), {**wanted, "unit": other.unit.pk}).status_code == 422
    stranger = Appointment.objects.get(user=other[R.OFFICE].user)
    for page in ("end_appointment", "password_link"):
        assert admin.post(reverse(f"desk:{page}", args=[stranger.pk])).status_code == 404


@pytest.mark.parametrize("page", ["my_work", "opinions", "dialogues", "conclusions", "commitments"])
@pytest.mark.parametrize("wrong", ["sort=-id", "unit_id=1", "state=xoa", "after=hom-qua"])
def test_an_unknown_sort_or_filter_is_refused(office: Client, page: str, wrong: str) -> None:
    assert office.get(f"{reverse(f'desk:{page}')}?{wrong}").status_code == 422
