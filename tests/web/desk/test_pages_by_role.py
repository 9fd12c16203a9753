"""Every page of the desk for every role: who reads it, who is refused, who does not see it."""

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.people.roles import RoleName
from tests.factories import (
    Commune,
    make_commitment,
    make_dialogue,
    make_draft,
    make_matter,
)
from tests.web.desk.conftest import SignIn

R = RoleName
HEADS = {R.PARTY_HEAD, R.GOVERNMENT_HEAD}
OFFICE = {R.OFFICE, R.OFFICE_CHIEF}
READERS = HEADS | OFFICE | {R.COUNCIL, R.MOBILISATION, R.FRONT, R.INSPECTION, R.SUPERIOR}
ENTER = OFFICE | {R.MOBILISATION, R.FRONT, R.VILLAGE_HEAD}
PLAN = HEADS | OFFICE | {R.MOBILISATION}
APPOINT = HEADS | {R.ADMINISTRATOR}
LISTS = {
    "my_work": set(R),
    "opinions": READERS,
    "find": READERS,
    "matters": READERS,
    "opinion_new": ENTER,
    "dialogues": READERS,
    "dialogue_new": PLAN,
    "conclusions": READERS,
    "commitments": READERS | {R.AGENCY},
    "appointments": APPOINT,
    "appoint": APPOINT,
    "heads": {R.ADMINISTRATOR},
    "places": {R.ADMINISTRATOR},
    "villages_paste": {R.ADMINISTRATOR},
    "calendar": {R.ADMINISTRATOR},
    "four_eyes": HEADS,
    "security": {R.ADMINISTRATOR, R.INSPECTION},
}


def test_a_list_opens_for_its_roles_only(commune: Commune, sign_in: SignIn) -> None:
    for role in R:
        client = sign_in(commune, role)
        for page, readers in LISTS.items():
            answer = client.get(reverse(f"desk:{page}"))
            assert answer.status_code == (200 if role in readers else 403), (page, role)


@pytest.fixture
def things(commune: Commune) -> dict[str, str]:
    """The address of one page of each kind of thing."""
    notice = make_draft(commune, make_matter(commune, "Sửa đường liên thôn"))
    item = notice.dialogue.agenda.get()
    planned = make_dialogue(commune, make_matter(commune), state="planned")
    opened = make_dialogue(commune, make_matter(commune, "Đèn đường"), state="open")
    return {
        "opinion": reverse("desk:opinion", args=[make_matter(commune).opinions.get().pk]),
        "dialogue": reverse("desk:dialogue", args=[planned.pk]),
        "agenda": reverse("desk:agenda", args=[planned.pk]),
        "turns": reverse("desk:turns", args=[opened.pk]),
        "conclusion": reverse("desk:conclusion", args=[notice.pk]),
        "resolution": reverse("desk:resolution", args=[notice.pk, item.matter_id]),
        "commitment": reverse("desk:commitment", args=[make_commitment(commune).pk]),
    }


WRITERS = {
    "agenda": PLAN,
    "turns": OFFICE,
    "resolution": HEADS | OFFICE,
}


def test_who_may_not_draft_does_not_begin_a_conclusion_either(
    commune: Commune, sign_in: SignIn
) -> None:
    begun = make_draft(commune, make_matter(commune)).dialogue
    url = reverse("desk:conclusion_begin", args=[begun.pk])
    drafters = HEADS | OFFICE
    for role in R:
        expected = 302 if role in drafters else 403
        assert sign_in(commune, role).post(url).status_code == expected, role


def test_a_thing_opens_for_its_roles_only(
    commune: Commune, sign_in: SignIn, things: dict[str, str]
) -> None:
    for role in R:
        client = sign_in(commune, role)
        for page, url in things.items():
            allowed = role in WRITERS.get(page, READERS)
            if page == "commitment":
                allowed = allowed or role == R.AGENCY
            assert client.get(url).status_code == (200 if allowed else 403), (page, role)


def test_another_units_things_are_unknown(
    other: Commune, sign_in: SignIn, things: dict[str, str]
) -> None:
    for role in READERS | {R.AGENCY}:
        client = sign_in(other, role)
        for page, url in things.items():
            expected = 403 if role == R.AGENCY and page != "commitment" else 404
            assert client.get(url).status_code == expected, (page, role)
            assert client.post(url).status_code in (expected, 405), (page, role)


def test_without_a_session_one_signs_in_and_comes_back(db: None) -> None:
    answer = Client().get(reverse("desk:opinions"))
    assert answer.status_code == 302
    assert answer["Location"] == f"/tai-khoan/login/?next={reverse('desk:opinions')}"


def test_without_a_role_today_a_page_says_so(commune: Commune, sign_in: SignIn) -> None:
    commune[R.OFFICE].user.appointments.update(ends_on="2026-01-01")
    answer = sign_in(commune, R.OFFICE).get(reverse("desk:my_work"))
    assert answer.status_code == 403
    assert "Tài khoản chưa được phân quyền" in answer.content.decode()
