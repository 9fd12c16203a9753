"""One touch signs in, in a demonstration and nowhere else."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from doithoai.people.actions import appoint, begin_installation, create_account
from doithoai.people.actors import System
from doithoai.people.models import Installation, SecurityEvent, SecurityKind, User
from doithoai.people.queries import _mode_once_set
from doithoai.people.roles import RoleName
from doithoai.record.permissions import Permission
from tests.factories import make_unit

pytestmark = pytest.mark.django_db

MAKER = System("tests", frozenset({Permission.MANAGE_OFFICE}))
EMAIL = "van-phong@demo.doithoai.example"


@pytest.fixture(autouse=True)
def _unbegun() -> Iterator[None]:
    _mode_once_set.cache_clear()
    yield
    _mode_once_set.cache_clear()


def clerk(*, mode: str, is_demo: bool = True) -> User:
    begin_installation(mode, by=MAKER)
    user = create_account(by=MAKER, email=EMAIL, display_name="Văn phòng xã", is_demo=is_demo)
    appoint(by=MAKER, user=user, role=RoleName.OFFICE, unit=make_unit())
    return user


def touch(email: str = EMAIL, **more: str) -> tuple[Client, int, str]:
    client = Client()
    answer = client.post(reverse("demo_sign_in"), {"email": email, **more})
    return client, answer.status_code, answer.get("Location", "")


def test_one_touch_leads_to_the_desk() -> None:
    clerk(mode=Installation.Mode.DEMO)
    client, status, where = touch()
    assert (status, where) == (302, reverse("desk:my_work"))
    assert client.get(where).status_code == 200


def test_who_came_by_one_touch_stands_in_the_security_log() -> None:
    user = clerk(mode=Installation.Mode.DEMO)
    touch()
    told = SecurityEvent.objects.get(kind=SecurityKind.SIGN_IN)
    assert (told.account, told.about) == (user, "demo_sign_in")


def test_one_touch_leads_to_the_page_one_came_for_but_never_away() -> None:
    clerk(mode=Installation.Mode.DEMO)
    assert touch(next="/ban-lam-viec/viec/")[2] == "/ban-lam-viec/viec/"
    for away in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil"):
        assert touch(next=away)[2] == reverse("desk:my_work")


def test_real_office_has_no_such_page() -> None:
    clerk(mode=Installation.Mode.REAL)
    client, status, _where = touch()
    assert status == 404
    assert "_auth_user_id" not in client.session


def test_no_door_opens_in_production(settings: LazySettings) -> None:
    clerk(mode=Installation.Mode.DEMO)
    settings.IS_PRODUCTION = True
    client, status, _where = touch()
    assert status == 404
    assert "_auth_user_id" not in client.session
    assert EMAIL not in client.get(reverse("account_login")).content.decode()


@pytest.mark.parametrize("email", ["", "ai-do@demo.doithoai.example", EMAIL.upper()])
def test_unknown_account_is_refused(email: str) -> None:
    clerk(mode=Installation.Mode.DEMO)
    assert touch(email)[1] == 404


def test_account_of_a_person_is_never_entered_without_password() -> None:
    clerk(mode=Installation.Mode.DEMO, is_demo=False)
    assert touch()[1] == 404


def test_closed_account_is_refused() -> None:
    user = clerk(mode=Installation.Mode.DEMO)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert touch()[1] == 404


def test_only_a_form_of_ours_signs_in() -> None:
    clerk(mode=Installation.Mode.DEMO)
    reader = Client()
    assert reader.get(reverse("demo_sign_in"), {"email": EMAIL}).status_code == 405
    assert not reader.session.get("_auth_user_id")
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("demo_sign_in"), {"email": EMAIL}).status_code == 403


def test_sign_in_page_shows_the_accounts_of_a_demonstration_only() -> None:
    clerk(mode=Installation.Mode.DEMO)
    page = Client().get(reverse("account_login")).content.decode()
    assert EMAIL in page
    assert "Tiếp nhận" in page  # what the role does


def test_sign_in_page_of_a_real_office_shows_none() -> None:
    clerk(mode=Installation.Mode.REAL)
    assert EMAIL not in Client().get(reverse("account_login")).content.decode()
