"""Second factors are sealed: a copy of the database makes no one-time code."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.management import call_command

from doithoai.people.models import User
from tests.factories import make_commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_commune()["office"].user


def test_no_secret_of_a_factor_is_in_the_database(user: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in codes.generate_codes())


def test_factors_open_under_a_new_outer_key(user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    codes = RecoveryCodes.activate(user).generate_codes()
    before = {one.type: one.data for one in Authenticator.objects.all()}
    call_command("rotate_vault_key", verbosity=0)
    factors = {one.type: one for one in Authenticator.objects.all()}
    assert factors["totp"].data != before["totp"]
    assert RecoveryCodes(factors["recovery_codes"]).generate_codes() == codes
