"""A plan can be changed until it is announced."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.dialogues.models import Dialogue
from doithoai.kit.time import VIET_NAM, now
from doithoai.record.queries import history
from tests.factories import Commune, make_commune, make_dialogue


def _plan(commune: Commune, **changes: object) -> dict[str, object]:
    day = (now() + timedelta(days=20)).astimezone(VIET_NAM).date()
    plan = {
        "title": "Đối thoại cuối năm",
        "unit": commune.unit.pk,
        "chair": commune.government_post.pk,
        "starts_on": day.isoformat(),
        "starts_time": "19:30",
        "place": "Nhà văn hóa thôn",
        "form": "periodic",
        "mode": "in_person",
    }
    return plan | changes


@pytest.mark.django_db
def test_a_plan_without_a_place_gets_one_and_can_then_be_announced(client: Client) -> None:
    commune = make_commune()
    dialogue = make_dialogue(commune, state="planned")
    Dialogue.objects.filter(pk=dialogue.pk).update(place="")
    client.force_login(commune["office"].user)
    page = reverse("desk:dialogue_revise", args=[dialogue.pk])
    assert client.get(page).status_code == 200
    client.post(page, _plan(commune))
    dialogue.refresh_from_db()
    assert (dialogue.place, dialogue.chair) == ("Nhà văn hóa thôn", commune.government_post)
    last = history(dialogue, public_only=False).last()
    assert last is not None
    assert last.move == "revise"


@pytest.mark.django_db
def test_an_announced_dialogue_is_not_changed_and_a_stranger_finds_none(client: Client) -> None:
    commune = make_commune()
    page = reverse("desk:dialogue_revise", args=[make_dialogue(commune).pk])
    client.force_login(commune["office"].user)
    assert client.post(page, _plan(commune)).status_code == 409
    client.force_login(make_commune("Xã Lai Khê", "10756")["office"].user)
    assert client.post(page, _plan(commune)).status_code == 404
    assert Dialogue.objects.get().title != "Đối thoại cuối năm"


@pytest.mark.django_db
@pytest.mark.parametrize("hour", ["25:00", "chín giờ", "\u200b", "1" * 20])
def test_an_hour_that_is_none_is_asked_for_in_words(client: Client, hour: str) -> None:
    commune = make_commune()
    client.force_login(commune["office"].user)
    answer = client.post(reverse("desk:dialogue_new"), _plan(commune, starts_time=hour))
    assert answer.status_code == 422
    assert answer.context["form"].errors["starts_time"] == ["Xin nhập giờ đúng, như 8:30."]
