"""What the office wrote of a matter can be put right, and everybody sees that it was."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.opinions.actions.matters import correct_matter
from doithoai.opinions.actions.merging import merge_matter
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.models import Matter
from doithoai.people.roles import RoleName as R
from doithoai.record.models import Entry
from tests.factories import Commune, make_commune, make_matter, make_opinion


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


@pytest.fixture
def matter(commune: Commune) -> Matter:
    return make_matter(commune, "Nạo vét kênh tưới")


def draft(**given: Any) -> MatterDraft:
    return MatterDraft(
        **{"title": "Nạo vét kênh tiêu", "field": "irrigation_drainage", "summary": "", **given}
    )


def test_the_public_reads_that_it_was_corrected_and_why(commune: Commune, matter: Matter) -> None:
    changed = draft(village=commune.village)
    correct_matter(matter, by=commune[R.OFFICE], draft=changed, reason="Gõ nhầm tên kênh.")
    now = Matter.objects.get()
    assert (now.title, now.village, now.state) == ("Nạo vét kênh tiêu", commune.village, "open")
    entry = Entry.objects.get(life="matter", move="correct")
    assert entry.facts["was"]["title"] == "Nạo vét kênh tưới"
    page = Client().get(reverse("matter", args=[now.code])).content.decode()
    assert "Gõ nhầm tên kênh." in page


def test_a_name_that_is_taken_out_stands_nowhere(commune: Commune) -> None:
    named = MatterDraft(title="Rác trước nhà ông Nguyễn Văn Zách", field="environment")
    opinion = make_opinion(commune)
    [made] = accept_opinion(opinion, by=commune[R.OFFICE], drafts=[named], names_are_public=True)
    plain = MatterDraft(title="Rác đổ bừa ở ngõ ba", field="environment", village=made.village)
    correct_matter(made, by=commune[R.OFFICE], draft=plain, reason="Có tên người dân.")
    page = Client().get(reverse("matter", args=[made.code])).content.decode()
    assert "Có tên người dân." in page
    assert "Zách" not in page
    assert "Zách" not in str(list(Entry.objects.values()))


def test_nothing_is_corrected_into_the_same(commune: Commune, matter: Matter) -> None:
    same = draft(title=matter.title, village=matter.village)
    with pytest.raises(NotReady):
        correct_matter(matter, by=commune[R.OFFICE], draft=same, reason="Thử.")
    with pytest.raises(NotReady):
        correct_matter(matter, by=commune[R.OFFICE], draft=draft(), reason=" ")


def test_what_cannot_be_is_refused(commune: Commune, matter: Matter) -> None:
    other = make_commune("Xã Lai Khê", "10756")
    for wrong in (draft(field="x"), draft(village=other.village), draft(title=" ")):
        with pytest.raises((Invalid, NotReady)):
            correct_matter(matter, by=commune[R.OFFICE], draft=wrong, reason="Thử.")
    for by in (commune[R.FRONT], other[R.OFFICE]):
        with pytest.raises(NotAllowed):
            correct_matter(matter, by=by, draft=draft(), reason="Thử.")
    into = make_matter(commune, "Kênh khác")
    merge_matter(matter, into, by=commune[R.OFFICE], reason="Cùng một kênh.")
    with pytest.raises(WrongState):
        correct_matter(
            Matter.objects.get(pk=matter.pk), by=commune[R.OFFICE], draft=draft(), reason="Thử."
        )


def test_a_clerk_corrects_it_on_its_page(commune: Commune, matter: Matter) -> None:
    client = Client()
    client.force_login(commune[R.OFFICE].user)
    address = reverse("desk:matter_correct", args=[matter.pk])
    sent = {"title": "Nạo vét kênh của ông Nguyễn Văn Bách", "field": "irrigation_drainage"}
    refused = client.post(address, sent | {"reason": "Gõ nhầm."})
    assert refused.status_code == 422
    assert "Nguyễn Văn Bách" in refused.content.decode()
    assert (
        client.post(address, sent | {"title": "Nạo vét kênh tiêu", "reason": ""}).status_code == 422
    )
    done = client.post(address, sent | {"title": "Nạo vét kênh tiêu", "reason": "Gõ nhầm."})
    assert done.status_code == 302
    assert Matter.objects.get().title == "Nạo vét kênh tiêu"
