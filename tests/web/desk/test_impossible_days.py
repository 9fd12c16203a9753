"""A dialogue on an impossible day, from before that was refused, breaks no page and is mended."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from doithoai.dialogues.models import Dialogue
from doithoai.kit.time import VIET_NAM, now
from doithoai.people.roles import RoleName as R
from tests.factories import Commune, make_dialogue, make_matter
from tests.web.desk.conftest import SignIn

NAMED = "dialogue_begins_within_reason"
IMPOSSIBLE = [
    "0001-01-01 00:00+07",  # before year 1 where the driver reads it
    "0026-12-20 08:00+07",
    "1899-12-31 08:00+07",
    "9999-12-31 23:00+00",  # beyond year 9999 in Viet Nam
    "9999-12-31 23:00-05",  # beyond year 9999 where the driver reads it
    "infinity",
    "-infinity",
]


def move_to(dialogue: Dialogue, moment: str) -> None:
    """As a program wrote it that asked for less; the constraint is there again afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        query = "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s"
        cursor.execute(query, [NAMED])
        rule = cursor.fetchone()[0]
        cursor.execute(f"ALTER TABLE dialogues_dialogue DROP CONSTRAINT {NAMED}")
        change = "UPDATE dialogues_dialogue SET starts_at = %s::timestamptz WHERE id = %s"
        cursor.execute(change, [moment, dialogue.pk])
        cursor.execute(f"ALTER TABLE dialogues_dialogue ADD CONSTRAINT {NAMED} {rule}")


@pytest.mark.parametrize("moment", IMPOSSIBLE)
@pytest.mark.parametrize("state", ["planned", "noticed", "open", "closed"])
def test_no_page_breaks(commune: Commune, sign_in: SignIn, state: str, moment: str) -> None:
    matter = make_matter(commune)
    dialogue = make_dialogue(commune, matter, state=state)
    move_to(dialogue, moment)
    visitor = Client()
    for public in ("home", "dialogues", "dialogues_calendar", "figures", "matters"):
        page = visitor.get(reverse(public), headers={"cookie": "sessionid=of-nobody"})
        assert page.status_code == 200, public
        assert dialogue.title not in page.content.decode()
    assert visitor.get(reverse("matter", args=[matter.code])).status_code == 200
    assert visitor.get(reverse("unit", args=[commune.unit.key])).status_code == 200
    assert visitor.get(reverse("dialogue", args=[dialogue.pk])).status_code == 404
    desk = sign_in(commune, R.OFFICE)
    for name, wanted in (("my_work", ""), ("dialogues", f"?state={state}"), ("dialogues", "")):
        answer = desk.get(reverse(f"desk:{name}") + wanted)
        assert answer.status_code == 200
    assert "ngày không hợp lệ" in answer.content.decode()
    assert desk.get(reverse("desk:agenda", args=[dialogue.pk])).status_code == 200
    shown = desk.get(reverse("desk:dialogue", args=[dialogue.pk]))
    assert "Ngày tổ chức hội nghị này không hợp lệ" in shown.content.decode()
    assert desk.get(reverse("desk:conclusions")).status_code == 200


def test_the_start_page_asks_for_it_to_be_put_right(commune: Commune, sign_in: SignIn) -> None:
    move_to(make_dialogue(commune, state="planned"), IMPOSSIBLE[0])
    page = sign_in(commune, R.OFFICE).get(reverse("desk:my_work")).content.decode()
    assert "Sửa lại ngày tổ chức hội nghị" in page


def test_a_plan_is_mended_with_its_form(commune: Commune, sign_in: SignIn) -> None:
    dialogue = make_dialogue(commune, state="planned")
    move_to(dialogue, IMPOSSIBLE[0])
    desk, url = sign_in(commune, R.OFFICE), reverse("desk:dialogue_revise", args=[dialogue.pk])
    form = desk.get(url).context["form"]
    typed = {name: form[name].value() for name in ("title", "place", "form", "mode", "starts_time")}
    day = (now().astimezone(VIET_NAM) + timedelta(days=10)).date()
    wanted = {"unit": commune.unit.pk, "chair": commune.party_post.pk, "starts_on": day}
    assert desk.post(url, {**typed, **wanted, "starts_time": "08:00"}).status_code == 302
    dialogue.refresh_from_db()
    assert dialogue.starts_at.astimezone(VIET_NAM).date() == day


@pytest.mark.parametrize("state", ["planned", "noticed"])
def test_it_can_be_cancelled_and_nothing_else(
    commune: Commune, sign_in: SignIn, state: str
) -> None:
    dialogue = make_dialogue(commune, state=state)
    move_to(dialogue, IMPOSSIBLE[3])
    desk = sign_in(commune, R.OFFICE)

    def step(move: str, **typed: str) -> int:
        return desk.post(reverse("desk:dialogue_move", args=[dialogue.pk, move]), typed).status_code

    assert step("notify" if state == "planned" else "open", means="website") in (403, 422)
    assert step("cancel", reason="Ghi nhầm ngày.") == 302
    dialogue.refresh_from_db()
    assert dialogue.state == "cancelled"


def test_a_plan_is_no_year_of_the_public_list(commune: Commune) -> None:
    make_dialogue(commune, state="planned")
    Dialogue.objects.update(starts_at=now() + timedelta(days=800))
    page = Client().get(reverse("dialogues")).content.decode()
    assert f">{(now() + timedelta(days=800)).year}<" not in page
