"""The administrator gives and ends roles, names places, and says which days are worked."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.deadlines.models import CalendarOverride
from doithoai.kit.time import VIET_NAM, as_of, today
from doithoai.people.models import Appointment, SecurityEvent, SecurityKind, User
from doithoai.people.roles import RoleName
from doithoai.places.models import Agency, Village
from tests.factories import Commune
from tests.web.desk.conftest import SignIn

EMAIL = "moi@kim-thanh.example"


@pytest.fixture
def administrator(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, RoleName.ADMINISTRATOR)


def role(commune: Commune, **changed: str) -> dict[str, str]:
    sent = {"email": EMAIL, "display_name": "Văn thư mới", "role": RoleName.FRONT.value}
    return sent | {"unit": str(commune.unit.pk), "starts_on": today().isoformat()} | changed


def test_a_new_colleague_gets_a_link_that_is_shown_once(
    commune: Commune, administrator: Client
) -> None:
    answer = administrator.post(reverse("desk:appoint"), role(commune))
    assert "no-store" in answer.headers["Cache-Control"]
    assert "/tai-khoan/" in answer.content.decode()
    assert 'class="qr"' in answer.content.decode()  # handed over on paper
    user = User.objects.get(email=EMAIL)
    assert not user.has_usable_password()
    assert Appointment.objects.get(user=user).unit == commune.unit
    listed = administrator.get(reverse("desk:appointments")).content.decode()
    assert "Văn thư mới" in listed


@pytest.mark.parametrize(
    "wrong",
    [{"email": "x"}, {"role": "king"}, {"starts_on": "hôm nay"}, {"role": RoleName.AGENCY.value}],
)
def test_a_role_that_makes_no_sense_makes_no_account(
    commune: Commune, administrator: Client, wrong: dict[str, str]
) -> None:
    answer = administrator.post(reverse("desk:appoint"), role(commune, **wrong))
    assert answer.status_code == 422
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_role_for_the_own_account_is_refused_beside_the_field_and_logged(
    commune: Commune, administrator: Client
) -> None:
    own = commune[RoleName.ADMINISTRATOR].user
    sent = role(
        commune, email=own.sign_in_name, display_name="Tên vừa gõ", role=RoleName.OFFICE.value
    )
    answer = administrator.post(reverse("desk:appoint"), sent)
    assert answer.status_code == 403
    assert "Không ai tự giao cho mình" in str(answer.context["form"].errors["email"])
    assert 'value="Tên vừa gõ"' in answer.content.decode()
    assert not Appointment.objects.filter(user=own, role=RoleName.OFFICE).exists()
    refused = SecurityEvent.objects.get(kind=SecurityKind.REFUSED)
    assert (refused.account, refused.about) == (own, "desk:appoint")


def test_who_begins_on_a_later_day_gets_the_link_today(
    commune: Commune, administrator: Client
) -> None:
    later = (today() + timedelta(days=9)).isoformat()
    answer = administrator.post(reverse("desk:appoint"), role(commune, starts_on=later))
    assert answer.status_code == 200
    assert sets_password(handed_link(answer.content.decode()), "lúa chín đầy đồng")


def test_no_link_for_who_will_work_for_another_unit(
    commune: Commune, other: Commune, administrator: Client
) -> None:
    administrator.post(reverse("desk:appoint"), role(commune))
    held = Appointment.objects.get(user__email=EMAIL)
    Appointment.objects.create(
        user=held.user, role=RoleName.OFFICE, unit=other.unit,
        starts_on=today() + timedelta(days=9),
    )  # fmt: skip
    assert administrator.post(reverse("desk:password_link", args=[held.pk])).status_code == 403


def test_a_role_ends_on_its_day_and_a_lost_link_is_made_anew(
    commune: Commune, administrator: Client
) -> None:
    administrator.post(reverse("desk:appoint"), role(commune))
    held = Appointment.objects.get(user__email=EMAIL)
    link = administrator.post(reverse("desk:password_link", args=[held.pk]))
    assert "/tai-khoan/" in link.content.decode()
    end = reverse("desk:end_appointment", args=[held.pk])
    assert administrator.post(end, {"on": "mai"}).status_code == 422
    assert (
        administrator.post(end, {"on": (today() + timedelta(days=9)).isoformat()}).status_code
        == 302
    )
    held.refresh_from_db()
    assert held.ends_on == today() + timedelta(days=9)


def test_the_newest_link_alone_sets_the_password(commune: Commune, administrator: Client) -> None:
    page = administrator.post(reverse("desk:appoint"), role(commune))
    first = handed_link(page.content.decode())
    held = Appointment.objects.get(user__email=EMAIL)
    page = administrator.post(reverse("desk:password_link", args=[held.pk]))
    newest = handed_link(page.content.decode())
    assert not sets_password(first, "của người nhặt được")
    assert sets_password(newest, "lúa chín đầy đồng")
    assert not sets_password(newest, "thêm một lần nữa")


def handed_link(page: str) -> str:
    (link, *_) = re.findall(r"http://testserver(/tai-khoan/[^\s<\"]+)", page)
    return str(link)


def sets_password(link: str, password: str) -> bool:
    client = Client()
    form = client.get(link, follow=True)
    path = form.redirect_chain[-1][0] if form.redirect_chain else link
    client.post(path, {"password1": password, "password2": password})
    return User.objects.get(email=EMAIL).check_password(password)


def test_nobody_manages_the_people_of_another_unit(
    commune: Commune, other: Commune, administrator: Client, sign_in: SignIn
) -> None:
    held = other[RoleName.OFFICE].appointments[0]
    for name in ("desk:end_appointment", "desk:password_link"):
        answer = administrator.post(reverse(name, args=[held.pk]), {"on": today().isoformat()})
        assert answer.status_code == 404
    stray = role(commune, unit=str(other.unit.pk))
    assert administrator.post(reverse("desk:appoint"), stray).status_code == 422
    clerk = sign_in(commune, RoleName.OFFICE)
    assert clerk.post(reverse("desk:appoint"), role(commune)).status_code == 403


def test_a_village_and_an_agency_are_added(commune: Commune, administrator: Client) -> None:
    address, unit = reverse("desk:places"), str(commune.unit.pk)
    village = {"village": "1", "village-unit": unit, "village-name": "thôn Lương Xá"}
    assert administrator.post(address, village).status_code == 422  # of no kind
    assert administrator.post(address, village | {"village-kind": "thon"}).status_code == 302
    agency = {"agency": "1", "agency-unit": unit, "agency-name": "Công an xã"}
    kind = {"agency-kind": Agency.Kind.DEPARTMENT.value}
    assert administrator.post(address, agency | kind).status_code == 302
    assert Village.objects.filter(name__contains="Lương Xá").exists()
    assert Agency.objects.filter(name="Công an xã", unit=commune.unit).exists()


def test_a_day_differs_from_the_calendar_with_a_reason_until_it_is_cleared(
    commune: Commune, other: Commune, administrator: Client
) -> None:
    calendar, day = reverse("desk:calendar"), date(today().year + 1, 5, 4)
    sent = {"day": day.isoformat(), "is_working": "no", "unit": str(commune.unit.pk)}
    assert administrator.post(calendar, sent).status_code == 422
    sent["reason"] = "Công văn 12."
    stray = sent | {"unit": str(other.unit.pk)}
    assert administrator.post(calendar, stray).status_code == 422
    assert administrator.post(calendar, sent).status_code == 302
    override = CalendarOverride.objects.get()
    assert (override.day, override.is_working) == (day, False)
    clear = reverse("desk:clear_day", args=[override.pk])
    assert administrator.post(clear, {"reason": ""}).status_code == 422
    assert administrator.post(clear, {"reason": "Nhập nhầm."}).status_code == 302
    assert not CalendarOverride.objects.exists()


def test_days_off_of_the_whole_country_are_shown_and_not_added_again(
    commune: Commune, administrator: Client
) -> None:
    calendar, unit = reverse("desk:calendar"), str(commune.unit.pk)
    with as_of(datetime(2026, 11, 20, tzinfo=VIET_NAM)):
        page = administrator.get(calendar).content.decode()
        for told in ("ngày 24/11/2026", "Ngày Văn hóa Việt Nam", "28/2026/QH16", "22/8/2026"):
            assert told in page
        sent = {"unit": unit, "reason": "Nghị quyết.", "is_working": "no"}
        for day, why in (
            ("2026-11-24", "Ngày Văn hóa Việt Nam"),
            ("2026-08-31", "22/08/2026"),
            ("2026-11-28", "đã là ngày nghỉ"),
        ):
            answer = administrator.post(calendar, sent | {"day": day})
            assert answer.status_code == 422
            assert why in str(answer.context["form"].errors["day"])
        worked = sent | {"is_working": "yes"}
        assert administrator.post(calendar, worked | {"day": "2026-11-25"}).status_code == 422
        assert not CalendarOverride.objects.exists()
        assert administrator.post(calendar, worked | {"day": "2026-11-24"}).status_code == 302
        back = administrator.post(calendar, sent | {"day": "2026-11-24"})
        assert "rút lại" in str(back.context["form"].errors["day"])
    assert CalendarOverride.objects.get().is_working


def test_a_day_decreed_for_all_is_seen_and_not_taken_back(
    commune: Commune, other: Commune, administrator: Client
) -> None:
    days = {"is_working": False, "reason": "Nghị định."}
    for_all = CalendarOverride.objects.create(day=date(2027, 5, 4), **days)
    theirs = CalendarOverride.objects.create(day=date(2027, 5, 5), unit=other.unit, **days)
    page = administrator.get(reverse("desk:calendar")).content.decode()
    assert "Tất cả đơn vị" in page
    assert reverse("desk:clear_day", args=[for_all.pk]) not in page
    assert other.unit.name not in page
    for one, status in ((for_all, 403), (theirs, 404)):
        answer = administrator.post(reverse("desk:clear_day", args=[one.pk]), {"reason": "x"})
        assert answer.status_code == status
    assert CalendarOverride.objects.count() == 2
