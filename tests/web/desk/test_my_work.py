"""The first page of the desk."""

from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from doithoai.dossiers.tasks import MOST_OF_A_KIND
from doithoai.people.roles import RoleName as R
from doithoai.record.memory import forget
from tests.factories import Commune, make_commitment, make_dialogue, make_matter
from tests.web.desk.conftest import SignIn


def test_the_duty_of_the_year_is_the_same_at_the_desk_and_in_public(
    commune: Commune, sign_in: SignIn, settings: LazySettings
) -> None:
    settings.PAGE_CACHE = False
    forget()
    make_dialogue(commune, state="closed")
    desk = sign_in(commune, R.OFFICE).get(reverse("desk:my_work")).context["duties"]
    public = Client().get(reverse("unit", args=[commune.unit.key])).context["posts"]
    forget()
    assert desk == public
    assert sorted(one.held for one in desk) == [0, 1]


def test_an_agency_reads_of_no_duty(commune: Commune, sign_in: SignIn) -> None:
    page = sign_in(commune, R.AGENCY).get(reverse("desk:my_work"))
    assert page.context["duties"] == []


def test_a_list_that_is_cut_says_so(commune: Commune, sign_in: SignIn) -> None:
    office = sign_in(commune, R.OFFICE)
    for number in range(MOST_OF_A_KIND):
        make_commitment(commune, make_matter(commune, f"Việc {number}"))
    whole = office.get(reverse("desk:my_work"))
    make_commitment(commune, make_matter(commune, "Một việc nữa"))
    cut = office.get(reverse("desk:my_work"))
    assert f"hơn {MOST_OF_A_KIND} việc" in cut.content.decode()
    assert f"{MOST_OF_A_KIND} việc" in whole.content.decode()
    assert "hơn" not in whole.content.decode()
