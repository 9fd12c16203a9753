"""A village head sees what the village sent and what became of it, and nothing of others."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse

from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.models import Channel, Opinion
from doithoai.people.roles import RoleName as R
from tests.factories import Commune, make_opinion
from tests.web.desk.conftest import SignIn

SAID = "Bờ ao của thôn sạt xuống đường, trẻ con đi học nguy hiểm."


def enter(commune: Commune) -> Opinion:
    entered, _receipt = record_opinion(
        by=commune[R.VILLAGE_HEAD], client_key=uuid4(), unit=commune.unit, village=commune.village,
        text=SAID, channel=Channel.VILLAGE_HEAD,
    )  # fmt: skip
    return entered


def page(client: Client) -> str:
    return client.get(reverse("desk:village")).content.decode()


def test_a_village_head_sees_what_became_of_it(commune: Commune, sign_in: SignIn) -> None:
    head, opinion = sign_in(commune, R.VILLAGE_HEAD), enter(commune)
    make_opinion(commune, "Người của thôn tự gửi qua trang này.")
    assert "Chưa có gì" not in page(head)
    assert (SAID in page(head), "tự gửi qua trang" in page(head)) == (True, False)
    draft = MatterDraft(title="Kè bờ ao thôn", field="irrigation_drainage")
    [matter] = accept_opinion(opinion, by=commune[R.OFFICE], drafts=[draft])
    assert reverse("matter", args=[matter.code]) in page(head)


def test_the_head_of_another_village_finds_nothing(
    commune: Commune, other: Commune, sign_in: SignIn
) -> None:
    enter(commune)
    assert SAID not in page(sign_in(other, R.VILLAGE_HEAD))


def test_who_works_for_no_village_sees_an_empty_page(commune: Commune, sign_in: SignIn) -> None:
    enter(commune)
    office = sign_in(commune, R.OFFICE)
    assert SAID not in page(office)
    assert reverse("desk:village") not in office.get(reverse("desk:my_work")).content.decode()
