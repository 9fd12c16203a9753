"""Guessing at a password is slowed, in all processes together, and locks nobody out."""

import time
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from doithoai.people.gate import limits
from doithoai.people.models import User
from tests.factories import make_commune

pytestmark = pytest.mark.django_db

PASSWORD = "lúa chín đầy đồng"
THERE = {"REMOTE_ADDR": "198.51.100.4"}


@pytest.fixture
def user(monkeypatch: pytest.MonkeyPatch) -> User:
    for name in ("SIGN_IN_ACCOUNT", "SIGN_IN_DEVICE", "SIGN_IN_CODE"):
        monkeypatch.setattr(limits, name, replace(getattr(limits, name), most=3))
    user = make_commune()["office"].user
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, user: User, password: str = PASSWORD, **where: str) -> int:
    given = {"login": user.email, "password": password}
    return client.post(reverse("account_login"), given, **where).status_code  # type: ignore[arg-type]


def sign_out(client: Client) -> None:
    client.post(reverse("account_logout"))


def test_guessing_is_slowed_from_wherever_it_comes(user: User) -> None:
    for number in range(3):
        assert sign_in(Client(), user, "đoán bừa", REMOTE_ADDR=f"198.51.{number}.4") == 200
    assert sign_in(Client(), user, REMOTE_ADDR="198.51.9.4") == 200  # right, but too many tries


def test_who_signed_in_here_before_is_not_kept_out_by_others(user: User) -> None:
    own = Client()
    assert sign_in(own, user) == 302
    sign_out(own)
    for _try in range(9):
        sign_in(Client(), user, "đoán bừa", **THERE)
    assert sign_in(Client(), user) == 200
    assert sign_in(own, user) == 302


def test_a_known_device_is_slowed_too(user: User) -> None:
    own = Client()
    sign_in(own, user)
    sign_out(own)
    for _try in range(3):
        sign_in(own, user, "đoán bừa")
    assert sign_in(own, user) == 200


def test_a_device_is_known_for_the_accounts_that_signed_in_on_it(user: User) -> None:
    own, other = Client(), make_commune("Xã Lai Khê", "10756")["office"].user
    sign_in(own, user)
    sign_out(own)
    for _try in range(3):
        sign_in(own, other, "đoán bừa")
    other.set_password(PASSWORD)
    other.save()
    assert sign_in(own, other) == 200
    assert sign_in(own, user) == 302


def test_a_one_time_code_is_taken_once_by_all_processes(user: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    taken = []
    for _process in range(2):
        client = Client()
        sign_in(client, user)
        taken.append(client.post(reverse("mfa_authenticate"), {"code": code}).status_code)
        cache.clear()  # what only one process remembers
    assert taken == [302, 200]


def test_the_code_that_switched_the_second_factor_on_is_used_up(user: User) -> None:
    client = Client()
    sign_in(client, user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = reverse("mfa_activate_totp")
    secret = client.get(page).context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post(page, {"code": code}).status_code == 302
    sign_out(client)
    cache.clear()
    assert sign_in(client, user) == 302
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_a_code_that_just_ran_out_is_taken(user: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    last = int(time.time()) // 30 - 1
    client = Client()
    sign_in(client, user)
    page = reverse("mfa_authenticate")
    old = format_hotp_value(hotp_value(secret, last - 2))
    assert client.post(page, {"code": old}).status_code == 200
    code = format_hotp_value(hotp_value(secret, last))
    assert client.post(page, {"code": code}).status_code == 302


@pytest.mark.parametrize(("kept", "typed"), [("NFC", "NFD"), ("NFD", "NFC"), ("NFKC", "NFKD")])
def test_a_password_is_the_same_however_the_keyboard_spells_it(
    user: User, kept: Any, typed: Any
) -> None:
    words = "mùa gặt tháng mười ở Kim Thành"
    user.set_password(unicodedata.normalize(kept, words))
    user.save()
    assert sign_in(Client(), user, unicodedata.normalize(typed, words)) == 302


def test_a_password_from_before_still_opens(user: User) -> None:
    words = unicodedata.normalize("NFD", "mùa gặt tháng mười")
    user.password = make_password(words)
    user.save()
    assert sign_in(Client(), user, words) == 302


def test_an_account_of_the_administrator_can_switch_a_second_factor_on(user: User) -> None:
    client = Client()
    sign_in(client, user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": False, "primary": True}
    )
    assert client.get(reverse("mfa_activate_totp")).context["form"].secret


def test_codes_of_a_second_factor_are_counted(user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    client = Client()
    assert sign_in(client, user) == 302
    page = reverse("mfa_authenticate")
    answers = [client.post(page, {"code": "000000"}).content.decode() for _try in range(4)]
    assert answers[2] != answers[3]
    assert "thử quá nhiều lần. Đề nghị thử lại sau" in answers[3]
