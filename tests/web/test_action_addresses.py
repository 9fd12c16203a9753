"""An address that only takes what a form sends leads a reader to the page above it."""

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.people.roles import RoleName as R
from tests.factories import Commune, make_commune, make_dialogue, make_opinion

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def office(commune: Commune) -> Client:
    client = Client()
    client.force_login(commune[R.OFFICE].user)
    return client


@pytest.mark.parametrize("move", ["accept", "refer", "refuse", "ask", "take"])
def test_a_decision_leads_to_its_opinion(commune: Commune, office: Client, move: str) -> None:
    pk = make_opinion(commune).pk
    answer = office.get(reverse(f"desk:opinion_{move}", args=[pk]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk:opinion", args=[pk]))


def test_a_step_leads_to_its_dialogue(commune: Commune, office: Client) -> None:
    pk = make_dialogue(commune, state="planned").pk
    answer = office.get(reverse("desk:dialogue_move", args=[pk, "notify"]))
    assert answer["Location"] == reverse("desk:dialogue", args=[pk])


def test_who_signs_in_anew_after_pressing_a_button_comes_to_a_page(commune: Commune) -> None:
    pk = make_opinion(commune).pk
    address = reverse("desk:opinion_accept", args=[pk])
    stranger = Client()
    assert "next=" in stranger.post(address)["Location"]
    stranger.force_login(commune[R.OFFICE].user)
    assert stranger.get(address, follow=True).status_code == 200


def test_what_cannot_be_sent_there_is_said_in_words(office: Client) -> None:
    answer = office.post(reverse("desk:my_work"))
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]
    assert "<h1" in answer.content.decode()


def test_a_program_hears_the_plain_answer(commune: Commune, office: Client) -> None:
    address = reverse("desk:opinion_accept", args=[make_opinion(commune).pk])
    answer = office.get(address, headers={"Accept": "application/json"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
