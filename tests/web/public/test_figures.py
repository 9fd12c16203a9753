"""Figures of a unit in a period, on the page and as JSON, and plain words for what is no period."""

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.kit.time import today
from tests.factories import Commune, make_dialogue, make_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(commune: Commune) -> Commune:
    make_dialogue(commune, make_matter(commune), state="closed")
    return commune


def test_page_and_file_say_the_same(held: Commune, visitor: Client) -> None:
    asked = {"unit": held.unit.key, "from": f"{today().year - 1}-01-01"}
    page = visitor.get(reverse("figures"), asked)
    assert page.status_code == 200
    assert held.unit.name in page.content.decode()
    told = visitor.get(reverse("figures_json"), asked).json()
    assert told["dialogues"] == 1


def test_an_office_without_units_has_no_figures_yet(db: None, visitor: Client) -> None:
    assert visitor.get(reverse("figures")).status_code == 200
    assert visitor.get(reverse("figures_json")).status_code == 422


@pytest.mark.parametrize(
    "asked",
    [{"from": "30/02/2026"}, {"to": "2026-02-30"}, {"unit": "noi-khong-co"}],
)
def test_what_is_no_period_and_no_unit_is_refused(
    held: Commune, visitor: Client, asked: dict[str, str]
) -> None:
    wanted = {"unit": held.unit.key, **asked}
    for name in ("figures", "figures_json"):
        assert visitor.get(reverse(name), wanted).status_code in (404, 422)
