"""Asking the author, and what the text engine suggests at triage."""

import re
from datetime import date

from django.urls import reverse

from doithoai.language.fields import suggest_fields
from doithoai.opinions.actions.hands import take_over
from doithoai.opinions.models import Matter
from doithoai.people.models import Appointment, User
from doithoai.people.queries import official
from doithoai.people.roles import RoleName
from tests.factories import Commune, make_opinion
from tests.web.desk.conftest import SignIn


def test_the_office_asks_and_reads_the_answer(commune: Commune, sign_in: SignIn) -> None:
    opinion, office = make_opinion(commune), sign_in(commune, RoleName.OFFICE)
    ask = reverse("desk:opinion_ask", args=[opinion.pk])
    assert office.post(ask, {"ask-question": " "}).status_code == 422
    assert office.post(ask, {"ask-question": "Đoạn kênh nào?"}).status_code == 302
    page = office.get(reverse("desk:opinion", args=[opinion.pk])).content.decode()
    assert "Đoạn kênh nào?" in page
    assert "Chưa có trả lời." in page
    opinion.refresh_from_db()
    assert opinion.state == "asked"


def test_nobody_asks_about_what_another_has_in_hand(commune: Commune, sign_in: SignIn) -> None:
    opinion = make_opinion(commune)
    colleague = User.objects.create(email="dong.nghiep@xa.example", display_name="Đồng nghiệp")
    Appointment.objects.create(
        user=colleague, role=RoleName.OFFICE, unit=commune.unit, starts_on=date(2026, 1, 1)
    )
    take_over(opinion, by=official(colleague))
    ask = reverse("desk:opinion_ask", args=[opinion.pk])
    answer = sign_in(commune, RoleName.OFFICE).post(ask, {"ask-question": "Đoạn nào?"})
    assert answer.status_code == 409
    opinion.refresh_from_db()
    assert opinion.state == "received"


def test_the_likeliest_field_is_suggested(commune: Commune, sign_in: SignIn) -> None:
    opinion = make_opinion(commune, "Đèn đường thôn hỏng cả tháng, tối đi lại không thấy gì.")
    page = sign_in(commune, RoleName.OFFICE).get(reverse("desk:opinion", args=[opinion.pk]))
    first = re.findall(r"\?field=(\w+)#accept", page.content.decode())[0]
    assert first == suggest_fields(opinion.text)[0].field


def test_a_name_in_public_words_is_pointed_out_before_it_is_public(
    commune: Commune, sign_in: SignIn
) -> None:
    opinion, office = make_opinion(commune), sign_in(commune, RoleName.OFFICE)
    accept = reverse("desk:opinion_accept", args=[opinion.pk])
    sent = {
        "new-TOTAL_FORMS": "1",
        "new-INITIAL_FORMS": "0",
        "new-0-title": "Kênh tiêu trước nhà ông Nguyễn Văn Tèo bồi lắng",
        "new-0-field": "irrigation_drainage",
    }
    answer = office.post(accept, sent)
    assert answer.status_code == 422
    assert "Nguyễn Văn Tèo" in answer.content.decode()
    assert not Matter.objects.exists()
    assert office.post(accept, sent | {"names_are_public": "on"}).status_code == 302
    assert Matter.objects.count() == 1
