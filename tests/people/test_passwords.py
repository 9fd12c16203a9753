"""A password that anybody would try first is refused, whoever sets it."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from doithoai.kit.errors import Invalid
from doithoai.people.actions import begin_installation, make_setup_link, use_setup_link
from doithoai.people.models import Installation, User
from doithoai.people.roles import RoleName
from tests.factories import make_commune
from tests.people.test_actions import TERMINAL

pytestmark = pytest.mark.django_db

GUESSED = (
    "passwordpassword", "Password, password!", "passwordpassword12", "matkhaumatkhau", "mật khẩu",
    "Mật khẩu mật khẩu mật khẩu", "aaaaaaaaaaaaaa", "abcabcabcabcabc", "abcdefghijklmnop",
    "zyxwvutsrqponm", "qwertyuiopasdf", "matkhau123456", "Admin@123456789", "lúa lúa lúa lúa lúa",
    "kim thành kim thành", "KimThanh@2026", "vanphong.kimthanh", "Văn phòng xã 2026",
)  # fmt: skip
OWN = (
    "lúa chín đầy đồng", "mua thu la bay nhieu", "Con trâu đi trước, cái cày theo sau",
    "7k-Bq2-mXd9-w", "văn phòng có cây bàng già", "lua chin day dong " * 20,
)  # fmt: skip


@pytest.fixture
def clerk() -> User:
    """Works for Xã Kim Thành."""
    user = make_commune()[RoleName.OFFICE].user
    user.email, user.display_name = "vanphong.kt@xa.example", "Văn phòng xã Kim Thành"
    return user


@pytest.mark.parametrize("password", GUESSED)
def test_what_repeats_or_is_known_of_the_office_is_refused(clerk: User, password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, clerk)


@pytest.mark.parametrize("password", OWN)
def test_a_sentence_of_ones_own_is_taken(clerk: User, password: str) -> None:
    validate_password(password, clerk)


@pytest.mark.parametrize("password", ["passwordpassword", "quantri-quantri", "baoanh@xa.example"])
def test_the_first_administrator_is_refused_them_too(password: str) -> None:
    begin_installation(Installation.Mode.REAL, by=TERMINAL)
    token = make_setup_link(by=TERMINAL)
    with pytest.raises(Invalid) as refusal:
        use_setup_link(token, email="baoanh@xa.example", display_name="Bảo Anh", password=password)
    assert refusal.value.field == "password"
    assert not User.objects.exists()
