"""The box on every desk page: what is found, by whom, and what is not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.finding.index.follow import Follower
from doithoai.opinions.actions.passing import pass_on
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.models import Matter
from doithoai.people.contacts import Contact
from doithoai.people.roles import RoleName as R
from doithoai.places.actions.villages import correct_village
from doithoai.record.models import Entry
from tests.factories import Commune, enter_opinion, make_matter, make_opinion, send_opinion
from tests.finding.indexing import index_in
from tests.web.desk.conftest import SignIn

FIND, MATTERS = "/ban-lam-viec/tim/", "/ban-lam-viec/noi-dung/"
CALLER = Contact(name="Nguyễn Thị Zúy", phone="0987654321", consent=True)
WITHOUT_BOX = (R.AGENCY, R.ADMINISTRATOR, R.VILLAGE_HEAD)
NOT_HERE = "Không tìm thấy ở đây"


@pytest.fixture
def follower(tmp_path: Path) -> Iterator[Follower]:
    with index_in(tmp_path / "index") as found:
        yield found


@pytest.fixture
def office(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, R.OFFICE)


def text_of(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def accepted(commune: Commune, title: str, said: str) -> Matter:
    draft = MatterDraft(title=title, field="environment")
    return accept_opinion(make_opinion(commune, said), by=commune[R.OFFICE], drafts=[draft])[0]


@pytest.mark.parametrize("role", [one for one in R if one not in WITHOUT_BOX])
def test_the_box_is_on_every_page_of_who_reads_units(
    commune: Commune, sign_in: SignIn, role: R
) -> None:
    client = sign_in(commune, role)
    for page in ("my_work", "find", "matters", "opinions", "commitments"):
        shown = text_of(client.get(reverse(f"desk:{page}")))
        assert re.search(rf'<form class="find" action="{FIND}"', shown), page
        assert 'data-key="find"' in shown


@pytest.mark.parametrize("role", WITHOUT_BOX)
def test_who_reads_no_unit_has_no_box_and_is_refused(
    commune: Commune, sign_in: SignIn, role: R
) -> None:
    _opinion, receipt = send_opinion(commune)
    client = sign_in(commune, role)
    assert FIND not in text_of(client.get(reverse("desk:my_work")))
    for page in (FIND, MATTERS):
        assert client.get(page, {"q": receipt} if page == FIND else {}).status_code == 403


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda code: code.replace("-", " ")])
def test_a_receipt_read_out_on_the_telephone_leads_to_its_opinion(
    commune: Commune, office: Client, change: object
) -> None:
    assert callable(change)
    opinion, receipt = send_opinion(commune)
    answer = office.get(FIND, {"q": change(receipt)})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("desk:opinion", args=[opinion.pk])


def test_a_receipt_of_another_unit_or_of_none_is_not_found_in_the_same_words(
    commune: Commune, other: Commune, sign_in: SignIn
) -> None:
    _opinion, receipt = send_opinion(commune)
    stranger = sign_in(other, R.OFFICE)
    there, nowhere = (
        text_of(stranger.get(FIND, {"q": code})).partition("<main")[2].replace(code, "")
        for code in (receipt, "YK-0000-0000-0000")
    )
    assert NOT_HERE in there
    assert there == nowhere


def test_a_receipt_of_what_is_not_decided_leads_those_alone_who_decide(
    commune: Commune, sign_in: SignIn
) -> None:
    _opinion, receipt = send_opinion(commune)
    for role in (R.FRONT, R.SUPERIOR, R.PARTY_HEAD):
        assert NOT_HERE in text_of(sign_in(commune, role).get(FIND, {"q": receipt}))


def test_the_code_of_a_matter_leads_to_where_the_role_goes_on(
    commune: Commune, other: Commune, sign_in: SignIn, follower: Follower
) -> None:
    matter = make_matter(commune)
    follower.step()
    typed = {"q": matter.code.lower().replace("-", " ")}
    to_sort = reverse("desk:matter_sort", args=[matter.pk])
    assert sign_in(commune, R.OFFICE).get(FIND, typed)["Location"] == to_sort
    public = reverse("matter", args=[matter.code])
    assert sign_in(commune, R.FRONT).get(FIND, typed)["Location"] == public
    assert NOT_HERE in text_of(sign_in(other, R.OFFICE).get(FIND, typed))


def test_words_find_opinions_and_matters_of_the_own_units_only(
    commune: Commune, other: Commune, office: Client, follower: Follower
) -> None:
    mine, theirs = make_opinion(commune, "Cầu Đá gãy"), make_opinion(other, "Cầu Đá gãy")
    matter, foreign = (accepted(one, "Cầu Đá", "Cầu Đá sập") for one in (commune, other))
    assert "đang được chuẩn bị" in text_of(office.get(FIND, {"q": "cau da"}))
    follower.step()
    shown = text_of(office.get(FIND, {"q": "cau da"}))
    assert reverse("desk:opinion", args=[mine.pk]) in shown
    assert reverse("desk:matter_sort", args=[matter.pk]) in shown
    assert matter.code in shown
    assert reverse("desk:opinion", args=[theirs.pk]) not in shown
    assert foreign.code not in shown


def test_what_waits_is_found_by_those_alone_who_decide(
    commune: Commune, sign_in: SignIn, follower: Follower
) -> None:
    said = "Ông Trần Văn Zọn đổ rác ra kênh, gọi tôi số 0987 654 321."
    waiting = make_opinion(commune, said)
    matter = accepted(commune, "Rác đổ ra kênh", said)
    follower.step()
    typed = {"q": "đổ rác ra kênh", "kind": "opinions"}
    assert reverse("desk:opinion", args=[waiting.pk]) in text_of(
        sign_in(commune, R.OFFICE).get(FIND, typed)
    )
    for role in (R.FRONT, R.SUPERIOR, R.INSPECTION):
        shown = text_of(sign_in(commune, role).get(FIND, typed))
        assert reverse("desk:opinion", args=[waiting.pk]) not in shown
        assert reverse("desk:opinion", args=[matter.opinions.get().pk]) in shown
        assert "Zọn" not in shown
        assert "0987" not in shown


def test_a_full_page_of_what_may_not_be_read_is_no_page(
    commune: Commune, sign_in: SignIn, follower: Follower
) -> None:
    for number in range(30):
        make_opinion(commune, f"Mương Cầu Đá tắc lần {number}")
    accepted(commune, "Mương Cầu Đá tắc", "Mương Cầu Đá tắc")
    follower.step()
    typed = {"q": "mương cầu đá", "kind": "opinions"}
    front = text_of(sign_in(commune, R.FRONT).get(FIND, typed))
    assert front.count("<tr data-row>") == 1
    assert "after=" not in front
    client = sign_in(commune, R.OFFICE)
    first = text_of(client.get(FIND, typed))
    after = re.findall(r'href="\?after=([^&"]+)[^"]*" ?>?', first)
    assert (first.count("<tr data-row>"), len(after)) == (20, 1)
    second = text_of(client.get(FIND, {**typed, "after": after[0].replace("%7E", "~")}))
    assert second.count("<tr data-row>") == 11


def test_nothing_found_is_said_with_advice(
    commune: Commune, office: Client, follower: Follower
) -> None:
    follower.step()
    shown = text_of(office.get(FIND, {"q": "zzxqj"}))
    assert NOT_HERE in shown
    assert "ít từ hơn" in shown
    assert NOT_HERE not in text_of(office.get(FIND))


@pytest.mark.parametrize(
    "query",
    [
        {"q": "a", "state": "received"}, {"q": "a", "kind": "magic"}, {"q": "a" * 201},
        {"q": "a", "after": "1~1"}, {"q": "a", "kind": "matters", "after": "magic"},
    ],
)  # fmt: skip
def test_what_the_box_does_not_offer_is_refused_in_words(
    office: Client, follower: Follower, query: dict[str, str]
) -> None:
    follower.step()
    answer = office.get(FIND, query)
    assert answer.status_code == 422
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("query", [{"q": "cau da"}, {"field": "weather"}, {"fields": "land"}])
def test_the_queue_ignores_no_filter(office: Client, query: dict[str, str]) -> None:
    assert office.get(reverse("desk:opinions"), query).status_code == 422


def test_a_telephone_number_leads_to_the_question_why_and_stands_in_no_address(
    commune: Commune, office: Client
) -> None:
    opinion = enter_opinion(commune, contact=CALLER)
    for typed in ("0987654321", "+84 987.654.321"):
        answer = office.post(FIND, {"q": typed})
        shown = text_of(answer)
        assert opinion.text not in shown
        assert f'action="{reverse("desk:caller")}"' in shown
    assert not Entry.objects.filter(life="vault").exists()
    assert office.post(FIND, {"q": "kênh tiêu"}).headers["Location"].startswith(f"{FIND}?q=")


def test_a_look_up_has_a_ready_reason_or_one_in_own_words(commune: Commune, office: Client) -> None:
    opinion = enter_opinion(commune, contact=CALLER)
    sent = {"phone": "0987654321", "why": "1", "reason": ""}
    assert opinion.text in text_of(office.post(reverse("desk:caller"), sent))
    assert Entry.objects.get(life="vault").note == "Người gọi làm mất mã biên nhận"
    for nothing in ({"why": "other", "reason": " "}, {"why": "7"}, {"why": ""}):
        assert office.post(reverse("desk:caller"), sent | nothing).status_code == 422
    assert Entry.objects.filter(life="vault").count() == 1


def test_who_does_not_look_into_the_vault_finds_no_caller(
    commune: Commune, sign_in: SignIn
) -> None:
    opinion = enter_opinion(commune, contact=CALLER)
    shown = text_of(sign_in(commune, R.FRONT).post(FIND, {"q": "0987654321"}))
    assert opinion.text not in shown
    assert "Vai trò này không tìm được" in shown


@pytest.mark.parametrize("typed", ["thôn Phương Duệ", "phuong due", "Xóm Đình"])
def test_the_name_of_a_village_shows_its_opinions_and_matters(
    commune: Commune, office: Client, follower: Follower, typed: str
) -> None:
    correct_village(
        village=commune.village, by=commune[R.ADMINISTRATOR], name="thôn Xóm Đình", kind="thon"
    )
    correct_village(
        village=commune.village, by=commune[R.ADMINISTRATOR], name="thôn Phương Duệ", kind="thon"
    )
    make_matter(commune)
    make_opinion(commune)
    follower.step()
    shown = text_of(office.get(FIND, {"q": typed}))
    assert f"village={commune.village.pk}" in shown
    assert re.search(r"\b2\s+(lượt )?ý kiến", shown)
    assert "1 nội dung" in shown


def test_what_was_passed_on_is_found_where_it_is_now(
    commune: Commune, other: Commune, office: Client, sign_in: SignIn, follower: Follower
) -> None:
    opinion = make_opinion(commune, "Cầu phao gãy nhịp.")
    follower.step()
    assert opinion.text in text_of(office.get(FIND, {"q": "cầu phao"}))
    pass_on(opinion, by=commune[R.OFFICE], unit=other.unit, reason="Của xã bên.")
    follower.step()
    assert opinion.text not in text_of(office.get(FIND, {"q": "cầu phao"}))
    assert opinion.text in text_of(sign_in(other, R.OFFICE).get(FIND, {"q": "cầu phao"}))
