"""What concerns security is told of in the log of the unit, without anybody's address or words."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import serializers
from django.test import Client
from django.urls import reverse

from doithoai.jobs.clock import sweep
from doithoai.kit.errors import NotAllowed
from doithoai.kit.time import as_of, now, today
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.redaction import (
    find_caller,
    redact_opinion,
    reveal_author,
    reveal_original,
)
from doithoai.people.actions import appoint_person, end_appointment
from doithoai.people.actors import Visitor
from doithoai.people.contacts import Contact
from doithoai.people.gate import limits
from doithoai.people.invitations import make_password_link
from doithoai.people.models import Appointment, SecurityEvent, SecurityKind, User
from doithoai.people.queries import official, security_log_for
from doithoai.people.roles import RoleName as R
from doithoai.record.freshness import freshness
from tests.factories import Commune, make_commune, make_rules

pytestmark = pytest.mark.django_db
K = SecurityKind

PASSWORD, TYPED = "lúa chín đầy đồng", "la-ai@nha-rieng.example"
THERE, PHONE = "198.51.100.4", "0912345678"


@pytest.fixture
def commune() -> Commune:
    make_rules()
    return make_commune()


@pytest.fixture
def user(commune: Commune) -> User:
    user = commune[R.OFFICE].user
    user.set_password(PASSWORD)
    user.save()
    return user


def log(*kinds: K) -> list[tuple[str, User | None, str]]:
    """(kind, account, about) of the events, in their order."""
    rows = SecurityEvent.objects.order_by("id")
    rows = rows.filter(kind__in=kinds) if kinds else rows
    return [(one.kind, one.account, one.about) for one in rows]


def sign_in(client: Client, address: str, password: str = PASSWORD, there: str = THERE) -> None:
    given = {"login": address, "password": password}
    client.post(reverse("account_login"), given, REMOTE_ADDR=there)


def code_of(secret: str) -> str:
    """What the telephone shows now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


type OnCommit = Callable[..., AbstractContextManager[object]]

SESSIONS = (K.SIGN_IN, K.SIGN_IN_FAILED, K.SIGN_OUT)


def test_coming_and_going_is_told_of(user: User, client: Client) -> None:
    sign_in(client, user.sign_in_name, "đoán bừa")
    sign_in(client, user.sign_in_name)
    client.post(reverse("account_logout"))
    assert log(*SESSIONS) == [
        (K.SIGN_IN_FAILED, user, "account_login"),
        (K.SIGN_IN, user, "account_login"),
        (K.SIGN_OUT, user, ""),
    ]


def test_a_second_factor_is_told_of(user: User, client: Client) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    sign_in(client, user.sign_in_name)
    assert log(*SESSIONS) == []  # half of the way in is not in
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert log(*SESSIONS) == [
        (K.SIGN_IN_FAILED, user, "mfa_authenticate"),
        (K.SIGN_IN, user, "mfa_authenticate"),
    ]


def test_a_wrong_password_or_key_is_told_of_wherever_it_is_asked(
    user: User, client: Client
) -> None:
    client.get(reverse("mfa_login_webauthn"))
    client.post(reverse("mfa_login_webauthn"), {"credential": '{"id": "x"}'})
    sign_in(client, user.sign_in_name)
    client.post(reverse("account_reauthenticate"), {"password": "đoán bừa"})
    assert log(K.SIGN_IN_FAILED) == [
        (K.SIGN_IN_FAILED, None, "mfa_login_webauthn"),
        (K.SIGN_IN_FAILED, user, "account_reauthenticate"),
    ]


def test_factors_that_come_and_go_are_told_of(
    user: User, client: Client, django_capture_on_commit_callbacks: OnCommit
) -> None:
    sign_in(client, user.sign_in_name)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = reverse("mfa_activate_totp")
    secret = client.get(page).context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(page, {"code": code_of(secret)}).status_code == 302
    client.post(reverse("mfa_deactivate_totp"))
    told = log(K.FACTOR_ADDED, K.FACTOR_REMOVED)
    assert (K.FACTOR_ADDED, user, "totp") in told
    assert (K.FACTOR_REMOVED, user, "totp") in told


def test_a_changed_password_is_told_of(user: User, client: Client) -> None:
    sign_in(client, user.sign_in_name)
    given = {"oldpassword": PASSWORD, "password1": "mùa gặt tháng mười"}
    client.post(reverse("account_change_password"), given | {"password2": given["password1"]})
    assert log(K.PASSWORD_CHANGED) == [(K.PASSWORD_CHANGED, user, "account_change_password")]


def test_of_an_unknown_address_nothing_is_kept_that_was_typed(client: Client, db: None) -> None:
    sign_in(client, TYPED, "mật khẩu của tôi")
    assert log(*SESSIONS) == [(K.SIGN_IN_FAILED, None, "account_login")]
    kept = serializers.serialize("json", SecurityEvent.objects.all())
    assert all(word not in kept for word in (TYPED, "mật khẩu", THERE))


def test_networks_can_be_told_apart_for_a_day(user: User) -> None:
    for there in (THERE, THERE, "203.0.113.9"):
        sign_in(Client(), user.sign_in_name, "đoán bừa", there)
    with as_of(now() + timedelta(days=1)):
        sign_in(Client(), user.sign_in_name, "đoán bừa", THERE)
    rows = SecurityEvent.objects.filter(kind=K.SIGN_IN_FAILED).order_by("id")
    first, again, elsewhere, tomorrow = (bytes(one.network or b"") for one in rows)
    assert first == again
    assert len({first, elsewhere, tomorrow}) == 3


def test_a_flood_of_failures_fills_no_disk(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOG_ACCOUNT", "LOG_NETWORK"):
        monkeypatch.setattr(limits, name, replace(getattr(limits, name), most=2))
    for _try in range(4):
        sign_in(Client(), user.sign_in_name, "đoán bừa")
        sign_in(Client(), TYPED, "đoán bừa")
    told = [account for _kind, account, _about in log(K.SIGN_IN_FAILED)]
    assert (told.count(user), told.count(None)) == (2, 2)
    with as_of(now() + timedelta(hours=1)):
        sign_in(Client(), user.sign_in_name, "đoán bừa")
    assert len(log(K.SIGN_IN_FAILED)) == 5


def test_addresses_of_nobody_are_limited_from_wherever_they_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "LOG_NOBODY", replace(limits.LOG_NOBODY, most=2))
    for number in range(4):
        sign_in(Client(), TYPED, "đoán bừa", f"198.51.{number}.4")
    assert len(log(K.SIGN_IN_FAILED)) == 2


def test_a_refusal_names_the_page_and_nothing_of_it(commune: Commune, client: Client) -> None:
    clerk = commune[R.OFFICE].user
    client.force_login(clerk)
    assert client.get(reverse("desk:appointments")).status_code == 403
    end = reverse("desk:end_appointment", args=[987654])
    assert client.post(end, {"on": "bí mật"}).status_code == 403
    assert log(K.REFUSED) == [
        (K.REFUSED, clerk, "desk:appointments"),
        (K.REFUSED, clerk, "desk:end_appointment"),
    ]


def test_without_a_role_and_without_a_token_one_is_refused_too(commune: Commune) -> None:
    clerk = commune[R.OFFICE].user
    clerk.appointments.update(ends_on=today())
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)
    assert client.get(reverse("desk:my_work")).status_code == 403
    assert client.post(reverse("account_logout")).status_code == 403
    assert [about for _kind, _who, about in log(K.REFUSED)] == ["desk:my_work", "account_logout"]
    assert {one.unit for one in SecurityEvent.objects.filter(kind=K.REFUSED)} == {commune.unit}


def test_a_citizen_who_is_refused_is_nobodys_business(commune: Commune) -> None:
    assert Client(enforce_csrf_checks=True).post(reverse("look_up")).status_code == 403
    assert log(K.REFUSED) == []


def test_every_look_into_the_vault_is_told_of(commune: Commune) -> None:
    by, other = commune[R.OFFICE], commune[R.ADMINISTRATOR]
    opinion, _receipt = record_opinion(
        by=Visitor(), client_key=uuid4(), unit=commune.unit, text="Kênh của bà Sáu bồi lắng.",
        contact=Contact(phone=PHONE, consent=True),
    )  # fmt: skip
    redact_opinion(opinion, by=by, text="Kênh bồi lắng.", reason="Có tên người.")
    opinion.refresh_from_db()
    reveal_author(opinion, by=by, reason="Gọi lại.")
    reveal_original(opinion, by=by, reason="Đối chiếu.")
    find_caller(by=by, phone=PHONE, reason="Người gọi hỏi.")
    with pytest.raises(NotAllowed):
        find_caller(by=other, phone=PHONE, reason="Tò mò.")
    kinds = (K.IDENTITY_SEEN, K.ORIGINAL_SEEN, K.CALLER_SOUGHT)
    assert log(*kinds) == [(kind, by.user, "") for kind in kinds]
    rows = SecurityEvent.objects.filter(kind__in=kinds)
    assert {one.unit for one in rows} == {commune.unit}
    assert PHONE not in serializers.serialize("json", rows)


def test_rights_are_told_of_with_who_gave_them_to_whom(commune: Commune) -> None:
    by = commune[R.ADMINISTRATOR]
    held = appoint_person(
        by=by, email=TYPED, display_name="Văn thư mới", role=R.FRONT, unit=commune.unit
    )
    assert held
    make_password_link(held.user, by=by)
    end_appointment(Appointment.objects.get(pk=held.pk), by=by)
    rows = SecurityEvent.objects.filter(whom=held.user, unit=commune.unit, account=by.user)
    assert list(rows.order_by("id").values_list("kind", "about")) == [
        (K.ACCOUNT_MADE, ""),
        (K.RIGHT_GIVEN, R.FRONT),
        (K.LINK_MADE, ""),
        (K.RIGHT_ENDED, R.FRONT),
    ]


def test_what_was_not_done_is_not_told_of(commune: Commune) -> None:
    before = SecurityEvent.objects.count()
    with pytest.raises(NotAllowed):
        appoint_person(
            by=commune[R.OFFICE], email=TYPED, display_name="Ai đó", role=R.FRONT,
            unit=commune.unit,
        )  # fmt: skip
    assert SecurityEvent.objects.count() == before


def test_each_unit_reads_its_own_log(commune: Commune, client: Client) -> None:
    other = make_commune("Xã Phú Thái", "10806")
    both = commune[R.OFFICE].user
    appoint_person(
        by=other[R.ADMINISTRATOR],
        email=both.sign_in_name,
        display_name="",
        role=R.FRONT,
        unit=other.unit,
    )
    client.force_login(both)
    client.force_login(other[R.OFFICE].user)
    find_caller(by=commune[R.OFFICE], phone=PHONE, reason="Người gọi hỏi.")
    here, there = commune[R.ADMINISTRATOR], other[R.INSPECTION]
    assert _accounts(here, K.SIGN_IN) == [both]
    assert _accounts(there, K.SIGN_IN) == [both, other[R.OFFICE].user]
    assert _accounts(here, K.CALLER_SOUGHT) == [both]
    assert _accounts(there, K.CALLER_SOUGHT) == []


def _accounts(reader: object, kind: K) -> list[User | None]:
    rows = security_log_for(reader, kind=kind).order_by("id")  # type: ignore[arg-type]
    return [one.account for one in rows]


def test_who_left_is_told_of_where_the_person_worked_last(commune: Commune) -> None:
    user = commune[R.OFFICE].user
    user.appointments.update(ends_on=today())
    sign_in(Client(), user.sign_in_name, "đoán bừa")
    assert _accounts(commune[R.ADMINISTRATOR], K.SIGN_IN_FAILED) == [user]


def test_the_log_is_forgotten_after_a_year(user: User, client: Client) -> None:
    sign_in(client, user.sign_in_name)
    with as_of(now() + timedelta(days=364)):
        assert sweep().security_lines == 0
    written = SecurityEvent.objects.count()
    with as_of(now() + timedelta(days=366)):
        assert sweep().security_lines == written
    assert not SecurityEvent.objects.exists()


def test_public_pages_stay_as_they_are_kept(user: User, client: Client) -> None:
    before = freshness().generation()
    sign_in(client, user.sign_in_name, "đoán bừa")
    sign_in(client, user.sign_in_name)
    assert freshness().generation() == before
    assert official(user).user == user
