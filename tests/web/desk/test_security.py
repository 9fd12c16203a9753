"""The administrator and the inspection read what concerns security in their own units."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.kit.time import as_of, now
from doithoai.people.actions.security import note_security
from doithoai.people.models import SecurityKind
from doithoai.people.roles import RoleName as R
from tests.factories import Commune
from tests.web.desk.conftest import SignIn
from tests.web.desk.test_query_budgets import SIGNED_IN, Budget

PAGE = "desk:security"


@pytest.fixture
def inspection(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, R.INSPECTION)


def read(client: Client, **query: object) -> str:
    return client.get(reverse(PAGE), query).content.decode()  # type: ignore[arg-type]


def test_the_menu_leads_there(commune: Commune, sign_in: SignIn) -> None:
    for role, is_led in ((R.ADMINISTRATOR, True), (R.INSPECTION, True), (R.OFFICE, False)):
        page = sign_in(commune, role).get(reverse("desk:my_work")).content.decode()
        assert (f'href="{reverse(PAGE)}"' in page) is is_led, role


def test_an_event_stands_there_in_words(
    commune: Commune, inspection: Client, sign_in: SignIn
) -> None:
    sign_in(commune, R.OFFICE).get(reverse("desk:appointments"))
    page = read(inspection, kind="refused")
    assert "Bị từ chối truy cập" in page
    assert '<div class="muted small">Tài khoản, vai trò</div>' in page
    assert str(commune[R.OFFICE].user) in page


@pytest.mark.parametrize("name", ["desk:opinion_identity", "desk:turns", "mfa_index", ""])
def test_no_page_is_called_by_the_name_of_its_address(
    commune: Commune, inspection: Client, name: str
) -> None:
    note_security(SecurityKind.REFUSED, account=commune[R.OFFICE].user, about=name)
    page = read(inspection, kind="refused")
    assert not name or name not in page


def test_how_the_first_administrator_came_in_is_said(commune: Commune, inspection: Client) -> None:
    first = commune[R.ADMINISTRATOR].user
    note_security(SecurityKind.SIGN_IN, account=first, about="beginning:account")
    assert "bằng đường dẫn dùng một lần" in read(inspection, kind="sign_in", account=first.pk)


@pytest.mark.parametrize("move", ["appoint", "end_appointment", "password_link"])
def test_a_refusal_among_the_accounts_is_called_by_their_page(
    commune: Commune, inspection: Client, move: str
) -> None:
    clerk = commune[R.OFFICE].user
    note_security(SecurityKind.REFUSED, account=clerk, about=f"desk:{move}")
    page = read(inspection, kind="refused")
    assert '<div class="muted small">Tài khoản, vai trò</div>' in page


def test_another_units_log_is_not_read(
    commune: Commune, other: Commune, inspection: Client, sign_in: SignIn
) -> None:
    sign_in(other, R.OFFICE).get(reverse("desk:appointments"))
    page = inspection.get(reverse(PAGE), {"kind": "refused"})
    assert page.context["page"].rows == []
    stranger = other[R.OFFICE].user
    assert str(stranger) not in read(inspection, account=stranger.pk)


def test_it_is_read_by_kind_and_by_account(commune: Commune, inspection: Client) -> None:
    clerk, head = commune[R.OFFICE].user, commune[R.GOVERNMENT_HEAD].user
    note_security(SecurityKind.SIGN_OUT, account=clerk)
    note_security(SecurityKind.LINK_MADE, account=head, whom=clerk)
    note_security(SecurityKind.LINK_MADE, account=clerk, whom=head)
    note_security(SecurityKind.LINK_MADE, account=head)
    answer = inspection.get(reverse(PAGE), {"kind": "link_made", "account": str(clerk.pk)})
    assert [one.account for one in answer.context["page"].rows] == [clerk, head]
    for wrong in ({"kind": "x"}, {"account": "x"}, {"after": "x"}, {"unit": "1"}):
        assert inspection.get(reverse(PAGE), wrong).status_code == 422


def test_every_line_is_on_one_page_of_the_log(commune: Commune, inspection: Client) -> None:
    for minute in range(120):
        with as_of(now() - timedelta(minutes=minute // 3)):
            note_security(SecurityKind.SIGN_OUT, account=commune[R.OFFICE].user)
    seen, after = list[int](), ""
    while True:
        page = inspection.get(reverse(PAGE), {"kind": "sign_out", "after": after}).context["page"]
        seen += [one.pk for one in page.rows]
        if not (after := page.next_key):
            break
    assert len(seen) == len(set(seen)) == 120


def test_it_asks_no_query_per_line(
    commune: Commune, inspection: Client, django_assert_max_num_queries: Budget
) -> None:
    for role in R:
        note_security(
            SecurityKind.LINK_MADE, account=commune[role].user, whom=commune[R.OFFICE].user
        )
    with django_assert_max_num_queries(SIGNED_IN + 2):  # type: ignore[attr-defined]
        assert inspection.get(reverse(PAGE)).status_code == 200
