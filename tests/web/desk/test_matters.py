"""The list of matters at the desk: what it tells, what its filters leave, where it leads."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.opinions.actions.merging import merge_matter
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.models import Matter
from doithoai.people.roles import RoleName as R
from doithoai.places.models import Village, VillagePlacement
from tests.factories import Commune, make_commitment, make_matter, make_opinion
from tests.web.desk.conftest import SignIn

MATTERS = "/ban-lam-viec/noi-dung/"


@pytest.fixture
def office(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, R.OFFICE)


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def rubbish_in(commune: Commune, village: Village) -> Matter:
    draft = MatterDraft(title="Bãi rác La Giang", field="environment", village=village)
    opinion = make_opinion(commune, "Rác bốc mùi.")
    return accept_opinion(opinion, by=commune[R.OFFICE], drafts=[draft])[0]


@pytest.fixture
def listed(commune: Commune) -> dict[str, Matter]:
    village = Village.objects.create(key="la-giang", name="thôn La Giang")
    VillagePlacement.objects.create(village=village, unit=commune.unit)
    merged = make_matter(commune, "Kênh tiêu cũ")
    into = make_matter(commune, "Nạo vét kênh tiêu")
    merge_matter(merged, by=commune[R.OFFICE], into=into, reason="Cùng một việc.")
    rubbish = rubbish_in(commune, village)
    promised = make_commitment(commune, make_matter(commune, "Đèn đường")).matter
    return {"merged": merged, "open": into, "rubbish": rubbish, "promised": promised}


def codes(shown: str) -> set[str]:
    return set(re.findall(r"/noi-dung/([A-Z]{2}-\w{5})/", shown))


def test_the_list_of_matters_tells_what_waits_and_what_was_promised(
    commune: Commune, other: Commune, office: Client, listed: dict[str, Matter]
) -> None:
    make_matter(other)
    shown = text_of(office.get(MATTERS))
    here = {one.code for name, one in listed.items() if name != "merged"}
    assert codes(shown) == here
    assert reverse("desk:matter_sort", args=[listed["open"].pk]) in shown
    row = next(one for one in shown.split("<tr data-row>") if listed["promised"].code in one)
    assert "Còn 30 ngày" in row
    opened = next(one for one in shown.split("<tr data-row>") if listed["open"].code in one)
    assert '<td data-label="Ý kiến">2</td>' in opened


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"state": "concluded"}, {"promised"}),
        ({"field": "environment"}, {"rubbish"}),
        ({"village": "la-giang"}, {"rubbish"}),
        ({"state": "open", "field": "land"}, set()),
    ],
)
def test_a_filter_of_the_list_of_matters_filters(
    office: Client, listed: dict[str, Matter], query: dict[str, str], names: set[str]
) -> None:
    if "village" in query:
        query = {"village": str(Village.objects.get(key=query["village"]).pk)}
    assert codes(text_of(office.get(MATTERS, query))) == {listed[name].code for name in names}


def test_a_filter_that_the_list_of_matters_does_not_offer_is_refused(
    commune: Commune, other: Commune, office: Client
) -> None:
    for query in (
        {"state": "magic"}, {"field": "magic"}, {"q": "a"}, {"after": "magic"},
        {"village": str(other.village.pk)}, {"unit": str(other.unit.pk)}, {"unit": "x"},
    ):  # fmt: skip
        assert office.get(MATTERS, query).status_code == 422, query
    unit = {"unit": str(commune.unit.pk)}
    assert codes(text_of(office.get(MATTERS, unit))) == set()


def test_who_does_not_sort_is_led_to_the_public_page(
    commune: Commune, sign_in: SignIn, listed: dict[str, Matter]
) -> None:
    shown = text_of(sign_in(commune, R.FRONT).get(MATTERS))
    assert reverse("matter", args=[listed["open"].code]) in shown
    assert reverse("desk:matter_sort", args=[listed["open"].pk]) not in shown


def test_the_list_of_matters_is_paged(commune: Commune, office: Client) -> None:
    made = {make_matter(commune, f"Việc {number}").code for number in range(23)}
    first = text_of(office.get(MATTERS))
    after = re.findall(r'href="\?after=([^&"]+)"', first)[0].replace("%7E", "~")
    second = text_of(office.get(MATTERS, {"after": after.replace("%3A", ":").replace("%2B", "+")}))
    assert (len(codes(first)), len(codes(second))) == (20, 3)
    assert codes(first) | codes(second) == made
