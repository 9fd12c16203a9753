"""No password travels by letter: nothing pretends to, nothing breaks without a mail server."""

from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from doithoai.people.queries import _mode_once_set
from doithoai.people.roles import RoleName as R
from tests.factories import Commune, make_commune, make_rules

pytestmark = pytest.mark.django_db

PASSWORD = "lúa chín đầy đồng"


@pytest.fixture(autouse=True)
def _unbegun() -> Iterator[None]:
    _mode_once_set.cache_clear()
    yield
    _mode_once_set.cache_clear()


@pytest.fixture
def commune() -> Commune:
    make_rules()
    return make_commune()


def test_a_forgotten_password_leads_to_the_administrator() -> None:
    page = reverse("account_reset_password")
    assert page in Client().get(reverse("account_login")).content.decode()
    assert "người quản trị của cơ quan" in Client().get(page).content.decode()
    assert Client().post(page, {"email": "ai-do@xa.example"}).status_code == 405
    assert not mail.outbox


def test_nobody_changes_the_own_address_by_letter(commune: Commune) -> None:
    client = Client()
    client.force_login(commune[R.OFFICE].user)
    page = reverse("account_email")
    assert client.get(page).status_code == 404
    answer = client.post(page, {"email": "khac@xa.example", "action_add": "1"})
    assert answer.status_code == 404
    assert not mail.outbox


def test_an_official_who_signs_in_comes_to_the_desk(commune: Commune) -> None:
    user = commune[R.OFFICE].user
    user.set_password(PASSWORD)
    user.save()
    answer = Client().post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("desk:my_work")
