"""An author whom no message reaches is told by a person, by a day, and that is noted."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.dossiers.worklist import worklist_of
from doithoai.kit.errors import NotAllowed, NotReady, WrongState
from doithoai.kit.time import now
from doithoai.opinions.actions.inquiries import ask_author
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.telling import inform_author, pass_to_village
from doithoai.opinions.actions.triage import (
    MatterDraft,
    accept_opinion,
    reconsider_opinion,
    refuse_opinion,
)
from doithoai.opinions.actions.voiding import undo_acceptance
from doithoai.opinions.models import Channel, Opinion, Telling
from doithoai.opinions.queries.telling import standing_tellings
from doithoai.people.contacts import Contact
from doithoai.people.roles import RoleName as R
from doithoai.record.models import Entry
from tests.factories import Commune, make_commune, make_opinion, make_rules

pytestmark = pytest.mark.django_db
DRAFT = MatterDraft(title="Kè bờ ao thôn", field="irrigation_drainage")
SAID = "Bờ ao của thôn sạt xuống đường, trẻ con đi học nguy hiểm."
NAME = "Nguyễn Thị Hạnh"


@pytest.fixture
def commune() -> Commune:
    make_rules()
    return make_commune()


def paper(commune: Commune, channel: Channel = Channel.PAPER, **given: Any) -> Opinion:
    by = commune[R.VILLAGE_HEAD if channel == Channel.VILLAGE_HEAD else R.OFFICE]
    opinion, _receipt = record_opinion(
        by=by, client_key=uuid4(), unit=commune.unit, village=commune.village, text=SAID,
        channel=channel, **given,
    )  # fmt: skip
    return opinion


def accept(commune: Commune, opinion: Opinion) -> None:
    accept_opinion(opinion, by=commune[R.OFFICE], drafts=[DRAFT])


def tasks(commune: Commune, role: R) -> list[str]:
    found = worklist_of(commune[role]).tasks
    return [one.title for one in found if one.title.startswith("Báo cho người gửi:")]


@pytest.mark.parametrize("what", ["accept", "refuse", "ask"])
def test_what_the_office_did_waits_to_be_told_by_the_day_of_the_rule(
    commune: Commune, what: str
) -> None:
    opinion, office = paper(commune), commune[R.OFFICE]
    match what:
        case "accept":
            accept(commune, opinion)
        case "refuse":
            refuse_opinion(opinion, by=office, reason="Việc đã giải quyết năm trước.")
        case _:
            ask_author(opinion, by=office, question="Đoạn nào của bờ ao?")
    [owed] = standing_tellings()
    assert owed.due_on > now().date() and "11-QĐi/TW" in owed.due_basis  # noqa: PT018
    assert len(tasks(commune, R.OFFICE)) == 1
    inform_author(opinion, by=office, way=Telling.Way.CALL)
    assert tasks(commune, R.OFFICE) == []
    noted = Entry.objects.get(life="opinion", thing=opinion.pk, move="inform")
    assert noted.facts["way"] == "call"
    with pytest.raises(WrongState):
        inform_author(opinion, by=office, way=Telling.Way.CALL)


def test_whoever_hears_otherwise_is_not_owed_a_call(commune: Commune) -> None:
    contact = Contact(phone="0912345678", consent=True)
    for opinion in (make_opinion(commune), paper(commune, contact=contact, tell_by="sms")):
        accept(commune, opinion)
    assert not Telling.objects.exists()


def test_an_acceptance_undone_is_owed_anew(commune: Commune) -> None:
    opinion = paper(commune)
    accept(commune, opinion)
    inform_author(opinion, by=commune[R.OFFICE], way=Telling.Way.LETTER)
    undo_acceptance(opinion, by=commune[R.OFFICE], reason="Nhầm thôn.")
    assert not standing_tellings().exists()
    accept(commune, opinion)
    assert standing_tellings().count() == 1


def test_a_village_head_tells_what_was_entered_in_the_village(commune: Commune) -> None:
    own, others = paper(commune, Channel.VILLAGE_HEAD), paper(commune)
    for opinion in (own, others):
        accept(commune, opinion)
    head = commune[R.VILLAGE_HEAD]
    assert len(tasks(commune, R.VILLAGE_HEAD)) == 1
    with pytest.raises(NotAllowed):
        inform_author(others, by=head, way=Telling.Way.VILLAGE)
    inform_author(own, by=head, way=Telling.Way.VILLAGE)
    assert standing_tellings().get().opinion == others


def test_the_office_asks_the_village_head_to_tell(commune: Commune) -> None:
    opinion = paper(commune)
    accept(commune, opinion)
    with pytest.raises(NotReady):
        pass_to_village(opinion, by=commune[R.OFFICE])  # nobody is in office there yet
    head = commune[R.VILLAGE_HEAD]
    pass_to_village(opinion, by=commune[R.OFFICE])
    with pytest.raises(WrongState):
        pass_to_village(opinion, by=commune[R.OFFICE])
    client = Client()
    client.force_login(head.user)
    page = client.get(reverse("desk:village")).text
    assert DRAFT.title in page
    assert SAID not in page  # he learns the outcome, not who said what
    told = client.post(reverse("desk:village_told", args=[opinion.pk]))
    assert told.status_code == 302
    assert Telling.objects.get().way == Telling.Way.VILLAGE
    assert client.post(reverse("desk:village_told", args=[opinion.pk])).status_code == 404


def test_another_villages_head_tells_nothing(commune: Commune) -> None:
    other = make_commune("Xã Phú Thái", "10805")
    opinion = paper(commune, Channel.VILLAGE_HEAD)
    accept(commune, opinion)
    client = Client()
    client.force_login(other[R.VILLAGE_HEAD].user)
    assert client.post(reverse("desk:village_told", args=[opinion.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        inform_author(opinion, by=other[R.VILLAGE_HEAD], way=Telling.Way.VILLAGE)
    assert standing_tellings().exists()


def test_the_page_says_truly_how_the_author_hears(commune: Commune) -> None:
    opinion = paper(commune)
    client = Client()
    client.force_login(commune[R.OFFICE].user)
    page = client.get(reverse("desk:opinion", args=[opinion.pk])).text
    assert "không nhận được tin nhắn" in page  # where the question is written
    sent = {"ask-question": "Đoạn nào của bờ ao?"}
    answer = client.post(reverse("desk:opinion_ask", args=[opinion.pk]), sent, follow=True).text
    assert "văn phòng phải báo trực tiếp" in answer
    assert "biên nhận" not in answer.partition("<main")[0]
    page = client.get(reverse("desk:opinion", args=[opinion.pk])).text
    assert reverse("desk:telling_letter", args=[opinion.pk]) in page
    told = client.post(
        reverse("desk:opinion_inform", args=[opinion.pk]), {"inform-way": "in_person"}
    )
    assert told.status_code == 302
    assert Telling.objects.get().way == "in_person"


def test_the_letter_names_nobody_but_with_a_reason(commune: Commune) -> None:
    contact = Contact(name=NAME, consent=True)
    opinion = paper(commune, contact=contact)
    refuse_opinion(opinion, by=commune[R.OFFICE], reason="Việc đã giải quyết năm trước.")
    client = Client()
    client.force_login(commune[R.OFFICE].user)
    url = reverse("desk:telling_letter", args=[opinion.pk])
    letter = client.get(url).text
    assert "Việc đã giải quyết năm trước." in letter
    assert (NAME in letter, SAID in letter) == (False, False)
    assert NAME not in client.post(url, {"reason": ""}).text
    named = client.post(url, {"reason": "In thư báo gửi người dân."})
    assert NAME in named.text
    assert "no-store" in named.headers["Cache-Control"]
    assert Entry.objects.filter(life="identity", move="reveal").count() == 1
    assert NAME not in client.get(url).text
    reconsider_opinion(opinion, by=commune[R.OFFICE], reason="Xem lại.")
    assert client.get(url).status_code == 404  # nothing is decided that a letter could tell


def test_what_is_late_shows_as_late(commune: Commune) -> None:
    opinion = paper(commune, received_at=now() - timedelta(days=40))
    accept(commune, opinion)
    [task] = [one for one in worklist_of(commune[R.OFFICE]).tasks if one.link.kind == "opinion"]
    assert task.due_on < now().date()
