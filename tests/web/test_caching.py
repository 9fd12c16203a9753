"""Who on the way may keep a page."""

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from tests.factories import make_commune

pytestmark = pytest.mark.django_db


def test_nobody_keeps_what_an_official_sees() -> None:
    office = Client()
    office.force_login(make_commune()["office"].user)
    for page in (reverse("desk:my_work"), reverse("home")):
        assert office.get(page).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_public_page_is_for_whoever_chose_its_language(
    settings: LazySettings, is_kept: bool
) -> None:
    settings.PAGE_CACHE = is_kept
    for _visit in range(2):
        answer = Client().get(reverse("home"))
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert "Cookie" in answer.headers["Vary"]
