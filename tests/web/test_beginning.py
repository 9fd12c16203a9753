"""From the link in the terminal to an office with its units, heads and accounts; no script."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.jobs.foundation import TERMINAL, lay_foundation
from doithoai.kit.time import as_of, now, today
from doithoai.opinions.actions.ready_answers import begin_with_ready_answers
from doithoai.opinions.models import AnswerTemplate
from doithoai.people.actions import begin_installation, make_setup_link
from doithoai.people.models import Appointment, Installation, User
from doithoai.people.queries import _mode_once_set, official
from doithoai.people.roles import RoleName
from doithoai.places.models import Post, Unit
from doithoai.places.queries import term_on

pytestmark = pytest.mark.django_db

PASSWORD = "lúa chín đầy đồng"
ACCOUNT = {
    "email": "quan-tri@xa.example",
    "display_name": "Quản trị",
    "password": PASSWORD,
    "again": PASSWORD,
}
UNITS, HEADS = "/bat-dau/don-vi/", "/bat-dau/nguoi-dung-dau/"


@pytest.fixture(autouse=True)
def _unbegun() -> Iterator[None]:
    _mode_once_set.cache_clear()
    yield
    _mode_once_set.cache_clear()


@pytest.fixture
def link() -> str:
    begin_installation(Installation.Mode.REAL, by=TERMINAL)
    lay_foundation(by=TERMINAL)
    return reverse("beginning:account", args=[make_setup_link(by=TERMINAL)])


@pytest.fixture
def administrator(link: str) -> Client:
    client = Client()
    assert client.post(link, ACCOUNT).headers["Location"] == UNITS
    return client


@pytest.fixture
def begun(administrator: Client) -> Client:
    assert administrator.post(UNITS, {"unit": "kimthanh"}).headers["Location"] == HEADS
    return administrator


def words(answer: Any) -> str:
    return str(answer.content.decode())


def test_whole_way(begun: Client) -> None:
    given = {
        "kimthanh-party_head-email": "bi-thu@xa.example",
        "kimthanh-government_head-name": "Nguyễn Văn A",
        "kimthanh-government_head-email": "chu-tich@xa.example",
        "kimthanh-office-email": "van-phong@xa.example",
    }
    page = begun.post(HEADS, given)
    links = re.findall(r"http://testserver(/tai-khoan/\S+?)<", words(page))
    assert page.status_code == 200
    assert len(links) == 3
    assert "no-store" in page.headers["Cache-Control"]

    unit = Unit.objects.get(key="kimthanh")
    holders = {
        post.kind: term.holder
        for post in Post.objects.filter(unit=unit)
        if (term := term_on(post, today()))
    }
    assert holders == {"party": "", "government": "Nguyễn Văn A"}
    assert User.objects.get(email="bi-thu@xa.example").display_name == "Bí thư Đảng ủy xã Kim Thành"
    assert begun.get(HEADS).headers["Location"] == reverse("desk:appointments")


def test_handed_link_lets_its_person_set_a_password_once(begun: Client) -> None:
    page = begun.post(HEADS, {"kimthanh-office-email": "van-phong@xa.example"})
    (link,) = re.findall(r"http://testserver(/tai-khoan/\S+?)<", words(page))
    client = Client()
    form = client.get(link, follow=True)
    assert "van-phong@xa.example" in words(form)
    path = form.redirect_chain[-1][0] if form.redirect_chain else link
    done = client.post(path, {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    main = words(done).split("<main", 1)[1].split("</main>", 1)[0]
    assert f'href="{reverse("account_login")}"' in main
    assert client.login(email="van-phong@xa.example", password=PASSWORD)
    assert client.get(reverse("desk:my_work")).status_code == 200
    Client().post(link, {"password1": "x" * 14, "password2": "x" * 14}, follow=True)
    assert User.objects.get(email="van-phong@xa.example").check_password(PASSWORD)


def test_one_person_may_hold_two_posts(begun: Client) -> None:
    both = {
        "kimthanh-party_head-email": "mot@xa.example",
        "kimthanh-government_head-email": "Mot@xa.example",
    }
    page = words(begun.post(HEADS, both))
    assert page.count("/tai-khoan/password/reset/key/") == 1
    held = official(User.objects.get(email="mot@xa.example"))
    assert {one.role for one in held.appointments} == {"party_head", "government_head"}


def test_the_own_address_for_the_office_is_refused_where_it_stands(begun: Client) -> None:
    given = {
        "kimthanh-party_head-name": "Nguyễn Văn A",
        "kimthanh-party_head-email": "bi-thu@xa.example",
        "kimthanh-office-email": ACCOUNT["email"],
    }
    page = begun.post(HEADS, given)
    assert page.status_code == 403
    assert "Không ai tự giao cho mình" in words(page)
    assert all(f'value="{typed}"' in words(page) for typed in given.values())
    assert User.objects.count() == 1


def test_one_refused_line_makes_no_account_at_all(begun: Client) -> None:
    wrong = {
        "kimthanh-party_head-email": "bi-thu@xa.example",
        "kimthanh-government_head-name": "Người chưa có thư",
    }
    page = begun.post(HEADS, wrong)
    assert page.status_code == 422
    assert "bi-thu@xa.example" in words(page)  # nothing typed is lost
    assert User.objects.count() == 1


def test_heads_may_be_named_later(begun: Client) -> None:
    assert reverse("desk:appointments") in words(begun.get(HEADS))
    assert begun.get(reverse("desk:appointments")).status_code == 200
    assert begun.post(HEADS, {}).status_code == 200
    assert User.objects.count() == 1


def test_units_are_found_with_or_without_marks_and_the_choice_is_kept(
    administrator: Client,
) -> None:
    assert "Xã Kim Thành" in words(administrator.get(UNITS, {"q": "kim thanh"}))
    kept = administrator.post(UNITS, {"unit": ["kimthanh", "anthanh"], "more": "1"})
    page = words(administrator.get(kept.headers["Location"] + "&q=lai"))
    assert page.count(" checked") == 2
    assert "Xã Lai Khê" in page


def test_any_commune_of_the_country_begins_without_a_command(administrator: Client) -> None:
    page = words(administrator.get(UNITS, {"q": "hoan kiem"}))
    assert "Phường Hoàn Kiếm, Thành phố Hà Nội" in page
    (key,) = re.findall(r'value="(phuong-hoan-kiem-\d+)"', page)
    kept = administrator.post(UNITS, {"unit": key, "more": "1"})
    found = words(administrator.get(kept.headers["Location"] + "&q=tan+phu"))
    assert found.count(" checked") == 1
    assert "Xã Tân Phú, Tỉnh Đồng Nai" in found
    assert not Unit.objects.filter(folded_name="hoan kiem").exists()  # looking takes nothing over

    assert administrator.post(UNITS, {"unit": key}).headers["Location"] == HEADS
    heads = words(administrator.get(HEADS))
    assert "Chủ tịch UBND phường Hoàn Kiếm" in heads
    assert AnswerTemplate.objects.filter(unit__folded_name="hoan kiem").exists()
    assert administrator.post(UNITS, {"unit": "xa-tan-phu-26206"}).headers["Location"] == HEADS
    assert Appointment.objects.count() == 1


def test_a_name_that_many_units_have_asks_for_the_province(administrator: Client) -> None:
    assert "Đề nghị thêm tên tỉnh" in words(administrator.get(UNITS, {"q": "tân"}))
    assert "Đề nghị thêm tên tỉnh" not in words(administrator.get(UNITS, {"q": "hoàn kiếm"}))


def test_units_of_the_past_and_invented_ones_cannot_be_chosen(administrator: Client) -> None:
    for key in ("kimthanh-huyen", "kimkhe", "bịa"):
        assert administrator.post(UNITS, {"unit": key}).status_code == 422
    assert administrator.post(UNITS, {}).status_code == 422
    assert "Hiện không có đơn vị nào" in words(administrator.get(UNITS, {"q": "không có đâu"}))
    assert not Appointment.objects.exists()


def test_administrator_who_was_interrupted_goes_on_after_signing_in(administrator: Client) -> None:
    again = Client()
    assert reverse("account_login") in again.get(UNITS).headers["Location"]
    again.force_login(User.objects.get())
    assert again.get(UNITS).status_code == 200


def test_used_link_is_dead(administrator: Client, link: str) -> None:
    page = Client().get(link)
    assert page.status_code == 404
    assert "bin/run --empty" in words(page)
    assert Client().post(link, ACCOUNT | {"email": "ke-gian@xa.example"}).status_code == 404
    assert User.objects.count() == 1


def test_old_replaced_and_forged_links_are_dead(link: str) -> None:
    with as_of(now() + timedelta(hours=25)):
        assert Client().post(link, ACCOUNT).status_code == 404
    newer = reverse("beginning:account", args=[make_setup_link(by=TERMINAL)])
    assert Client().get(link).status_code == 404
    assert Client().get("/bat-dau/" + "A" * 43 + "/").status_code == 404
    assert Client().get(newer).status_code == 200


def test_what_is_wrong_with_the_account_is_said_and_the_link_lives(link: str) -> None:
    for wrong in ({"again": "khác"}, {"password": "ngan", "again": "ngan"}, {"email": "không"}):
        page = Client().post(link, ACCOUNT | wrong)
        assert page.status_code == 422
        assert PASSWORD not in words(page)
    assert Client().get(link).status_code == 200


def test_strangers_do_not_enter(begun: Client) -> None:
    stranger = User.objects.create(email="la@xa.example", display_name="Lạ")
    client = Client()
    client.force_login(stranger)
    assert client.get(HEADS).status_code == 404
    assert client.get(UNITS, follow=True).status_code == 404
    Appointment.objects.create(
        user=stranger,
        role=RoleName.OFFICE,
        unit=Unit.objects.get(key="kimthanh"),
        starts_on=today(),
    )
    assert client.get(HEADS).status_code == 404


def test_a_beginning_that_was_left_goes_on_after_signing_in(administrator: Client) -> None:
    administrator.logout()
    given = {"login": ACCOUNT["email"], "password": PASSWORD}
    answer = Client().post(reverse("account_login"), given, follow=True)
    assert answer.redirect_chain[-1][0] == UNITS
    assert answer.status_code == 200


def test_office_begins_with_ready_answers_that_it_may_change(begun: Client) -> None:
    kept = AnswerTemplate.objects.filter(unit__key="kimthanh")
    assert set(kept.values_list("use", flat=True)) == set(AnswerTemplate.Use.values)
    kept.filter(use="refer").update(body="Lời của xã.")
    count, unit = kept.count(), Unit.objects.get(key="kimthanh", valid_to=None)
    assert begin_with_ready_answers([unit]) == 0
    assert kept.count() == count
    assert kept.filter(body="Lời của xã.").exists()
