"""What was noted when an opinion was entered is put right beside its words."""

from datetime import timedelta

from django.urls import reverse

from doithoai.kit.time import today
from doithoai.people.roles import RoleName as R
from tests.factories import Commune, enter_opinion, make_opinion
from tests.web.desk.conftest import SignIn

A_WEEK_AGO = today() - timedelta(days=7)


def test_the_clerk_corrects_it_beside_the_words(commune: Commune, sign_in: SignIn) -> None:
    opinion, office = enter_opinion(commune), sign_in(commune, R.OFFICE)
    page = office.get(reverse("desk:opinion", args=[opinion.pk]))
    assert "Sửa thông tin tiếp nhận" in page.content.decode()
    sent = {
        "correct-village": commune.village.pk, "correct-channel": "phone",
        "correct-received_on": A_WEEK_AGO.isoformat(), "correct-reason": "Nhập nhầm phiếu.",
    }  # fmt: skip
    url = reverse("desk:opinion_correct", args=[opinion.pk])
    assert office.post(url, {**sent, "correct-reason": ""}).status_code == 422
    assert office.post(url, sent).status_code == 302
    opinion.refresh_from_db()
    assert (opinion.village, opinion.channel) == (commune.village, "phone")


def test_the_day_of_what_was_sent_here_is_not_asked(commune: Commune, sign_in: SignIn) -> None:
    page = reverse("desk:opinion", args=[make_opinion(commune).pk])
    answer = sign_in(commune, R.OFFICE).get(page).content.decode()
    assert "correct-village" in answer
    assert "correct-received_on" not in answer
