"""Ready answers belong to a unit: its office keeps, changes and drops them, nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.opinions.models import AnswerTemplate
from doithoai.people.roles import RoleName
from tests.factories import Commune
from tests.web.desk.conftest import SignIn


@pytest.fixture
def office(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, RoleName.OFFICE)


def words(commune: Commune, **changed: str) -> dict[str, str]:
    use = AnswerTemplate.Use.values[0]
    sent = {"unit": str(commune.unit.pk), "use": use, "title": "Hỏi địa điểm", "body": "Ở đâu?"}
    return sent | changed


def test_a_ready_answer_is_kept_changed_and_dropped(commune: Commune, office: Client) -> None:
    listed = reverse("desk:templates")
    assert office.post(listed, words(commune, body="")).status_code == 422
    assert office.post(listed, words(commune)).status_code == 302
    kept = AnswerTemplate.objects.get()
    assert "Hỏi địa điểm" in office.get(listed).content.decode()
    change = reverse("desk:template_change", args=[kept.pk])
    assert "Ở đâu?" in office.get(change).content.decode()
    assert office.post(change, words(commune, body="Đoạn nào?")).status_code == 302
    kept.refresh_from_db()
    assert kept.body == "Đoạn nào?"
    assert office.post(reverse("desk:template_drop", args=[kept.pk])).status_code == 302
    assert not AnswerTemplate.objects.exists()


def test_a_ready_answer_of_another_unit_is_unknown(
    commune: Commune, office: Client, other: Commune, sign_in: SignIn
) -> None:
    office.post(reverse("desk:templates"), words(commune))
    kept, stranger = AnswerTemplate.objects.get(), sign_in(other, RoleName.OFFICE)
    change = reverse("desk:template_change", args=[kept.pk])
    assert stranger.get(change).status_code == 404
    assert stranger.post(reverse("desk:template_drop", args=[kept.pk])).status_code == 404
    assert stranger.post(reverse("desk:templates"), words(commune)).status_code == 422


def test_who_answers_nobody_has_no_ready_answers(commune: Commune, sign_in: SignIn) -> None:
    assert sign_in(commune, RoleName.FRONT).get(reverse("desk:templates")).status_code == 403
