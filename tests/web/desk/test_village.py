"""A village head sees what the village sent and what became of it, and nothing of others."""

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from doithoai.kit.time import short_date, today
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.rounds import open_round
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.models import Channel, Matter, Opinion
from doithoai.people.roles import RoleName as R
from tests.factories import Commune, make_commitment, make_dialogue, make_opinion
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


def accepted(commune: Commune) -> Matter:
    draft = MatterDraft(title="Kè bờ ao thôn", field="irrigation_drainage")
    return accept_opinion(enter(commune), by=commune[R.OFFICE], drafts=[draft])[0]


def test_he_reads_the_promise_and_its_day(
    commune: Commune, other: Commune, sign_in: SignIn
) -> None:
    due_on = today() + timedelta(days=21)
    made = make_commitment(commune, accepted(commune), due_on=due_on)
    foreign = make_commitment(other)
    told = page(sign_in(commune, R.VILLAGE_HEAD))
    assert f"{commune.agency} nhận làm, hạn {short_date(due_on)}" in told
    assert short_date(made.resolution.notice.dialogue.starts_at) in told
    assert foreign.matter.title not in told.partition('id="promised"')[2]


def test_he_sees_the_dialogue_that_comes_but_no_plan(commune: Commune, sign_in: SignIn) -> None:
    planned = make_dialogue(commune, state="planned")
    assert reverse("dialogue", args=[planned.pk]) not in page(sign_in(commune, R.VILLAGE_HEAD))
    coming = make_dialogue(commune)
    assert reverse("dialogue", args=[coming.pk]) in page(sign_in(commune, R.VILLAGE_HEAD))


def test_he_enters_for_the_round_of_his_village(commune: Commune, sign_in: SignIn) -> None:
    found = open_round(
        by=commune[R.OFFICE], unit=commune.unit, title="Đợt quý IV", opens_on=today(),
        closes_on=today() + timedelta(days=9), villages=[commune.village],
    )  # fmt: skip
    head = sign_in(commune, R.VILLAGE_HEAD)
    link = f"{reverse('desk:opinion_new')}?round={found.pk}"
    assert link in page(head)
    assert f'<option value="{found.pk}" selected>' in head.get(link).content.decode()


def test_the_page_asks_the_database_as_often_for_many_as_for_one(
    commune: Commune, sign_in: SignIn
) -> None:
    head, counts = sign_in(commune, R.VILLAGE_HEAD), []
    for more in (1, 5):
        for _number in range(more):
            accepted(commune)
        page(head)
        with CaptureQueriesContext(connection) as asked:
            page(head)
        counts.append(len(asked))
    assert counts[0] == counts[1]
