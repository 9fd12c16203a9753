"""A commune with an official for each role, another commune beside it, and a client at the desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from doithoai.deadlines.actions import MANAGE, import_rules
from doithoai.deadlines.rulebook import read_rules
from doithoai.people.queries import System
from tests.factories import Commune, make_commune

type SignIn = Callable[..., Client]


@pytest.fixture
def commune(db: None) -> Commune:
    import_rules(rules=read_rules()[0], by=System("tests", frozenset({MANAGE})))
    return make_commune()


@pytest.fixture
def other(commune: Commune) -> Commune:
    return make_commune("Xã Phú Thái", "10806")


@pytest.fixture
def sign_in() -> SignIn:
    def sign_in(commune: Commune, role: str) -> Client:
        client = Client()
        client.force_login(commune[role].user)
        return client

    return sign_in
