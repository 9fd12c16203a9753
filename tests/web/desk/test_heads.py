"""Heads change: the public name follows, what was held stays under the name of its day."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.kit.time import as_of, now, today
from doithoai.people.models import Appointment
from doithoai.people.roles import RoleName as R
from doithoai.places.actions import start_term
from doithoai.places.models import Post, Term
from doithoai.record.models import Entry
from tests.factories import LONG_AGO, Commune, make_dialogue, make_matter
from tests.web.desk.conftest import SignIn

OLD, NEW = "Nguyễn Văn Tiền", "Trần Thị Kế"


@pytest.fixture
def administrator(commune: Commune, sign_in: SignIn) -> Client:
    with as_of(now() - timedelta(days=3)):
        start_term(
            post=commune.party_post, starts_on=LONG_AGO, holder=OLD, by=commune[R.ADMINISTRATOR]
        )
    return sign_in(commune, R.ADMINISTRATOR)


def sent(post: Post, **changed: str) -> dict[str, str]:
    given = {"holder": NEW, "starts_on": today().isoformat(), "roles": "end"} | changed
    return {f"post-{post.pk}-{name}": value for name, value in given.items()}


def change(client: Client, post: Post, **changed: str) -> Any:
    return client.post(reverse("desk:head_change", args=[post.pk]), sent(post, **changed))


def page_of(commune: Commune) -> str:
    return Client().get(reverse("unit", args=[commune.unit.key])).content.decode()


def test_the_public_name_changes_and_what_was_held_keeps_the_former(
    commune: Commune, administrator: Client
) -> None:
    with as_of(now() - timedelta(days=40)):
        held = make_dialogue(commune, make_matter(commune), state="closed")
    assert OLD in page_of(commune)
    assert change(administrator, commune.party_post).status_code == 302
    assert NEW in page_of(commune)
    assert OLD not in page_of(commune)
    assert OLD in Client().get(reverse("dialogue", args=[held.pk])).content.decode()
    shown = administrator.get(reverse("desk:heads")).content.decode()
    assert OLD in shown
    assert NEW in shown


@pytest.mark.parametrize(("choice", "has_ended"), [("end", True), ("keep", False)])
def test_the_former_heads_role_ends_or_stays_as_was_chosen(
    commune: Commune, administrator: Client, choice: str, has_ended: bool
) -> None:
    held = commune[R.PARTY_HEAD].appointments[0]
    other = commune[R.GOVERNMENT_HEAD].appointments[0]
    change(administrator, commune.party_post, roles=choice)
    for one in (held, other):
        one.refresh_from_db()
    assert held.ends_on == (today() if has_ended else None)
    assert other.ends_on is None


def test_who_was_appointed_for_the_new_term_keeps_the_role(
    commune: Commune, administrator: Client
) -> None:
    former = commune[R.PARTY_HEAD].appointments[0]
    day = today() + timedelta(days=9)
    following = Appointment.objects.create(
        user=commune[R.FRONT].user, role=R.PARTY_HEAD, unit=commune.unit, starts_on=day
    )
    change(administrator, commune.party_post, starts_on=day.isoformat())
    for one in (former, following):
        one.refresh_from_db()
    assert (former.ends_on, following.ends_on) == (day, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"starts_on": "hôm nay"},
        {"starts_on": "0026-11-28"},
        {"starts_on": "9999-01-01"},
        {"starts_on": LONG_AGO.isoformat()},
        {"starts_on": (LONG_AGO - timedelta(days=9)).isoformat()},
        {"roles": ""},
        {"roles": "xóa"},
        {"holder": "x" * 121},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    commune: Commune, administrator: Client, wrong: dict[str, str]
) -> None:
    held = commune[R.PARTY_HEAD].appointments[0]
    answer = change(administrator, commune.party_post, **wrong)
    assert answer.status_code == 422
    term = Term.objects.get()
    held.refresh_from_db()
    assert (term.holder, term.ends_on, held.ends_on) == (OLD, None, None)
    if "holder" not in wrong:
        assert f'value="{NEW}"' in answer.content.decode()


def test_the_same_change_sent_twice_counts_once(commune: Commune, administrator: Client) -> None:
    change(administrator, commune.party_post)
    again = change(administrator, commune.party_post)
    assert again.status_code == 422
    assert "người khác" in again.content.decode()
    assert Term.objects.filter(post=commune.party_post).count() == 2


def test_a_mistake_is_corrected_or_taken_back_on_its_day_only(
    commune: Commune, administrator: Client
) -> None:
    change(administrator, commune.party_post)
    old, new = Term.objects.order_by("starts_on")
    given = {"holder": "Trần Thị Kê", "starts_on": new.starts_on.isoformat(), "ends_on": ""}
    correction = {f"term-{new.pk}-{name}": value for name, value in given.items()}
    correct = reverse("desk:term_correct", args=[new.pk])
    assert administrator.post(correct, correction).status_code == 302
    assert "Trần Thị Kê" in page_of(commune)
    overlapping = correction | {f"term-{new.pk}-starts_on": LONG_AGO.isoformat()}
    assert administrator.post(correct, overlapping).status_code == 422

    take_back = reverse("desk:term_take_back", args=[new.pk])
    shown = administrator.get(reverse("desk:heads")).content.decode()
    assert take_back in shown
    earlier = reverse("desk:term_take_back", args=[old.pk])
    assert earlier not in shown
    assert administrator.post(earlier).status_code == 409
    assert administrator.post(take_back).status_code == 302
    old.refresh_from_db()
    assert old.ends_on is None
    assert OLD in page_of(commune)
    assert administrator.post(take_back).status_code == 404
    assert Entry.objects.filter(life="term", thing=new.pk, move="take_back").count() == 1
    assert not [one for one in Entry.objects.filter(life="term") if OLD in str(one.facts)]


def test_a_term_of_an_earlier_day_stands(commune: Commune, administrator: Client) -> None:
    term = Term.objects.get()
    given = {"holder": NEW, "starts_on": LONG_AGO.isoformat(), "ends_on": ""}
    correction = {f"term-{term.pk}-{name}": value for name, value in given.items()}
    correct = reverse("desk:term_correct", args=[term.pk])
    assert administrator.post(correct, correction).status_code == 409
    assert administrator.post(reverse("desk:term_take_back", args=[term.pk])).status_code == 409
    shown = administrator.get(reverse("desk:heads")).content.decode()
    assert correct not in shown
    assert Term.objects.get().holder == OLD


def test_a_term_ends_with_nobody_following(commune: Commune, administrator: Client) -> None:
    term = Term.objects.get()
    end = reverse("desk:term_end", args=[term.pk])
    before = {f"end-{term.pk}-ends_on": LONG_AGO.isoformat()}
    assert administrator.post(end, before).status_code == 422
    on_its_day = {f"end-{term.pk}-ends_on": today().isoformat()}
    assert administrator.post(end, on_its_day).status_code == 302
    assert OLD not in page_of(commune)
    assert commune.party_post.title in page_of(commune)


def test_another_units_administrator_and_other_roles_change_nothing(
    commune: Commune, other: Commune, administrator: Client, sign_in: SignIn
) -> None:
    term = Term.objects.get()
    stranger, clerk = sign_in(other, R.ADMINISTRATOR), sign_in(commune, R.OFFICE)
    for name, key in (
        ("head_change", commune.party_post.pk),
        ("term_end", term.pk),
        ("term_correct", term.pk),
        ("term_take_back", term.pk),
    ):
        address = reverse(f"desk:{name}", args=[key])
        assert stranger.post(address, sent(commune.party_post)).status_code == 404, name
        assert clerk.post(address, sent(commune.party_post)).status_code == 403, name
    assert OLD not in stranger.get(reverse("desk:heads")).content.decode()
    term.refresh_from_db()
    assert (term.holder, term.ends_on) == (OLD, None)
    assert Term.objects.count() == 1
