"""A commune with an official for each role, another commune beside it, and a client at the desk."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import Commune, make_commune, make_rules

type SignIn = Callable[..., Client]


@pytest.fixture
def commune(db: None) -> Commune:
    make_rules()
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
