"""An officer takes an opinion in hand and gives it back; matters are put right afterwards."""

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.opinions.models import Matter, Opinion
from doithoai.people.roles import RoleName
from tests.factories import Commune, make_matter, make_opinion
from tests.web.desk.conftest import SignIn


@pytest.fixture
def office(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, RoleName.OFFICE)


def step(client: Client, name: str, *keys: int, **sent: object) -> int:
    data = {name: str(value) for name, value in sent.items()}
    return client.post(reverse(f"desk:{name}", args=keys), data).status_code


def test_what_is_taken_is_shown_as_taken_and_can_be_given_back(
    commune: Commune, office: Client
) -> None:
    opinion = make_opinion(commune)
    assert step(office, "opinion_take", opinion.pk) == 302
    assert Opinion.objects.get().taken_by == commune[RoleName.OFFICE].user
    assert step(office, "opinion_put_back", opinion.pk) == 302
    assert Opinion.objects.get().taken_by is None


@pytest.mark.parametrize("holder", ["x", "-1", "9" * 30])
def test_a_holder_that_nobody_can_be_is_refused(
    commune: Commune, office: Client, holder: str
) -> None:
    address = reverse("desk:opinion_take", args=[make_opinion(commune).pk])
    assert office.post(address, {"instead_of": holder}).status_code == 422
    assert Opinion.objects.get().taken_by is None


def test_what_was_held_for_review_is_let_through(commune: Commune, office: Client) -> None:
    opinion = make_opinion(commune)
    Opinion.objects.update(state="held")
    assert step(office, "opinion_release", opinion.pk) == 302
    assert Opinion.objects.get().state == "received"
    assert step(office, "opinion_release", opinion.pk) == 409


def test_an_accepted_opinion_gets_another_matter_and_loses_a_wrong_one(
    commune: Commune, office: Client
) -> None:
    wrong, right = make_matter(commune, "Kênh tiêu"), make_matter(commune, "Đèn đường")
    opinion = wrong.opinions.get()
    only = step(office, "opinion_detach", opinion.pk, wrong.pk, reason="Gán nhầm.")
    assert only == 422  # an accepted opinion raises at least one matter
    sent = {"new-TOTAL_FORMS": "0", "new-INITIAL_FORMS": "0", "existing": str(right.pk)}
    attach = reverse("desk:opinion_attach", args=[opinion.pk])
    assert office.post(attach, sent).status_code == 302
    assert office.post(attach, sent).status_code == 422  # twice
    assert step(office, "opinion_detach", opinion.pk, wrong.pk) == 422  # without a reason
    assert step(office, "opinion_detach", opinion.pk, wrong.pk, reason="Gán nhầm.") == 302
    assert list(opinion.matters.all()) == [right]
    again = {"reason": "Gán nhầm."}  # in a second tab
    answer = office.post(reverse("desk:opinion_detach", args=[opinion.pk, wrong.pk]), again)
    assert answer.status_code == 409
    assert "Ý kiến không còn nêu nội dung này." in answer.content.decode()


def test_nothing_is_put_right_in_another_unit(
    commune: Commune, other: Commune, sign_in: SignIn
) -> None:
    matter = make_matter(commune)
    opinion, stranger = matter.opinions.get(), sign_in(other, RoleName.OFFICE)
    assert step(stranger, "opinion_take", opinion.pk) == 404
    assert step(stranger, "opinion_detach", opinion.pk, matter.pk, reason="x") == 404
    assert step(stranger, "matter_sort", matter.pk, reason="x") == 404


@pytest.mark.parametrize("typed", ["{}", "{} Kênh tiêu", "https://xa.example/noi-dung/{}/"])
def test_the_matter_to_merge_into_is_named_by_its_code_however_it_was_copied(
    commune: Commune, office: Client, typed: str
) -> None:
    part, whole = make_matter(commune, "Mương sau chợ"), make_matter(commune, "Kênh tiêu")
    into = typed.format(whole.code.lower())
    assert step(office, "matter_sort", part.pk, into=into, reason="Cùng kênh.") == 302
    assert Matter.objects.get(pk=part.pk).merged_into == whole


def test_two_matters_become_one_and_two_again(commune: Commune, office: Client) -> None:
    part, whole = make_matter(commune, "Mương sau chợ"), make_matter(commune, "Kênh tiêu")
    page = office.get(reverse("desk:matter_sort", args=[part.pk])).content.decode()
    assert whole.code in page
    assert step(office, "matter_sort", part.pk, into="KT-00000", reason="Cùng kênh.") == 422
    assert step(office, "matter_sort", part.pk, into=whole.code) == 422  # without a reason
    assert step(office, "matter_sort", part.pk, into=whole.code, reason="Cùng kênh.") == 302
    assert Matter.objects.get(pk=part.pk).state == "merged"
    assert whole.raisings.count() == 2
    assert step(office, "matter_sort", part.pk, reason="Khác kênh.") == 302
    assert Matter.objects.get(pk=part.pk).state == "open"
    assert whole.raisings.count() == 1
