"""How many queries a desk page may ask, whatever the number of its rows."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.people.roles import RoleName as R
from tests.factories import (
    Commune,
    make_commitment,
    make_dialogue,
    make_draft,
    make_matter,
    make_opinion,
)
from tests.web.desk.conftest import SignIn

type Budget = Callable[..., object]

SIGNED_IN = 5  # session, account, appointments, the units one answers for, what waits


@pytest.mark.parametrize(
    ("page", "more"),
    [
        ("my_work", 11),
        ("opinions", 6),
        ("matters", 5),
        ("dialogues", 2),
        ("conclusions", 3),
        ("commitments", 3),
    ],
)
def test_a_list_asks_no_query_per_row(
    commune: Commune,
    sign_in: SignIn,
    django_assert_max_num_queries: Budget,
    page: str,
    more: int,
) -> None:
    for number in range(3):
        make_opinion(commune)
        make_commitment(commune, make_matter(commune, f"Việc {number}"))
        make_draft(commune, make_matter(commune, f"Nội dung {number}"))
        make_dialogue(commune, state="planned")
    client: Client = sign_in(commune, R.OFFICE)
    client.get(reverse(f"desk:{page}"))  # rules, calendars and the mode are read once a process
    with django_assert_max_num_queries(SIGNED_IN + more):  # type: ignore[attr-defined]
        assert client.get(reverse(f"desk:{page}")).status_code == 200
