"""Forms of a conclusion offer what is at hand, and keep typed words over what changed since."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.http import urlencode

from doithoai.conclusions.actions import ResolutionDraft, edit_conclusion, resolve_matter
from doithoai.conclusions.forms import HeadForm, ResolutionForm, StampedForm
from doithoai.conclusions.models import ConclusionNotice, Outcome, Resolution
from doithoai.kit.time import today
from doithoai.opinions.models import Matter
from doithoai.places.models import Agency
from tests.factories import Commune, make_commune, make_draft, make_matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    return make_commune()


@pytest.fixture
def matter(commune: Commune) -> Matter:
    return make_matter(commune)


@pytest.fixture
def notice(commune: Commune, matter: Matter) -> ConclusionNotice:
    return make_draft(commune, matter)


def sent(**values: Any) -> QueryDict:
    return QueryDict(urlencode(values, doseq=True))


def seen(form: StampedForm) -> str:
    return str(form["seen"].initial)


def test_a_form_begins_with_what_stands(notice: ConclusionNotice, matter: Matter) -> None:
    assert HeadForm(notice=notice)["number"].value() == "12-TB/ĐU"
    form = ResolutionForm(notice=notice, matter=matter)
    assert form["outcome"].value() == Outcome.ASSIGNED
    assert form["due_on"].value() == today() + timedelta(days=30)


def test_typed_words_stay_beside_what_another_wrote_and_can_then_be_kept(
    commune: Commune, notice: ConclusionNotice
) -> None:
    before = seen(HeadForm(notice=notice))
    edit_conclusion(
        notice, by=commune["party_head"], number="13-TB/ĐU", assessment="Người kia.", seen=before
    )
    typed = {"number": "14-TB/ĐU", "assessment": "Tôi viết."}
    form = HeadForm(sent(seen=before, **typed), notice=notice)
    assert form.is_valid()
    assert not form.save(by=commune["office"])
    assert form.status == 409
    assert form["assessment"].value() == "Tôi viết."
    again = HeadForm(sent(seen=form["seen"].value(), **typed), notice=notice)
    assert again.is_valid()
    assert again.save(by=commune["office"])
    assert ConclusionNotice.objects.get().assessment == "Tôi viết."


def test_a_resolution_that_collided_is_kept_at_the_second_sending(
    commune: Commune, notice: ConclusionNotice, matter: Matter
) -> None:
    before = seen(ResolutionForm(notice=notice, matter=matter))
    other = ResolutionDraft(Outcome.EXPLAINED, "Người kia.")
    resolve_matter(notice, matter, by=commune["party_head"], draft=other, seen=before)
    typed = {"outcome": "answered", "text": "Tôi viết."}
    form = ResolutionForm(sent(seen=before, **typed), notice=notice, matter=matter)
    assert form.is_valid()
    assert form.save(by=commune["office"]) is None
    again = ResolutionForm(sent(seen=form["seen"].value(), **typed), notice=notice, matter=matter)
    assert again.is_valid()
    assert again.save(by=commune["office"])
    assert Resolution.objects.get().text == "Tôi viết."


def test_what_the_action_refuses_stands_beside_its_field(
    commune: Commune, notice: ConclusionNotice, matter: Matter
) -> None:
    before = seen(ResolutionForm(notice=notice, matter=matter))
    typed = sent(outcome="assigned", text="Khơi thông.", seen=before)
    form = ResolutionForm(typed, notice=notice, matter=matter)
    assert form.is_valid()
    assert form.save(by=commune["office"]) is None
    assert "lead" in form.errors


def test_only_active_agencies_of_the_place_are_offered(
    notice: ConclusionNotice, matter: Matter, commune: Commune
) -> None:
    make_commune("Xã Lai Khê", "10756")
    Agency.objects.create(key="cu", unit=commune.unit, name="Đội cũ", is_active=False)
    form = ResolutionForm(notice=notice, matter=matter)
    offered = form.fields["lead"].queryset  # type: ignore[attr-defined]
    assert list(offered) == [commune.agency]


def test_an_agency_of_elsewhere_is_refused_however_it_is_sent(
    notice: ConclusionNotice, matter: Matter
) -> None:
    elsewhere = make_commune("Xã Lai Khê", "10756").agency
    typed = {"outcome": "assigned", "text": "Khơi thông.", "lead": elsewhere.pk}
    form = ResolutionForm(sent(**typed), notice=notice, matter=matter)
    assert not form.is_valid()
    assert "lead" in form.errors
