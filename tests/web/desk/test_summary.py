"""The summary tells how much was said about what, where, and by which way; each number leads on."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from doithoai.kit.time import as_of, now, today
from doithoai.opinions.actions.referral import move_out_opinion
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion, refuse_opinion
from doithoai.opinions.actions.voiding import take_back_opinion
from doithoai.people.roles import RoleName as R
from doithoai.reports.collected import Collected, Part, Span, collected, collected_in_all
from tests.factories import Commune, enter_opinion, make_matter, make_opinion
from tests.web.desk.conftest import SignIn
from tests.web.desk.test_lists import about, rows, take

PAGE = "desk:summary"


@pytest.fixture
def office(commune: Commune, sign_in: SignIn) -> Client:
    return sign_in(commune, R.OFFICE)


@pytest.fixture
def said(commune: Commune) -> None:
    """Six opinions that count: two accepted, one refused, one moved out, two waiting."""
    by = commune[R.OFFICE]
    make_matter(commune)
    drafts = [MatterDraft(title=one, field=one) for one in ("land", "transport")]
    accept_opinion(enter_opinion(commune, "Đường và đất."), by=by, drafts=drafts)
    refuse_opinion(make_opinion(commune, "Trùng."), by=by, reason="Trùng.")
    move_out_opinion(make_opinion(commune, "Tố cáo."), by=by)
    for words in ("Đèn tắt.", "Mất nước."):
        make_opinion(commune, words)
    take_back_opinion(enter_opinion(commune, "Nhầm."), by=by)


def numbers(one: Collected) -> tuple[int, ...]:
    return (one.opinions, one.accepted, one.refused, one.gone, one.waiting, one.matters)


def span_of(commune: Commune, **more: Any) -> Span:
    return Span(frozenset({commune.unit.pk}), **more)


def test_each_counts_once_in_the_sum_and_in_every_field_it_raises(
    commune: Commune, said: None
) -> None:
    span = span_of(commune)
    assert numbers(collected_in_all(span)) == (6, 2, 1, 1, 2, 3)
    by_field = {one.field: numbers(one) for one in collected(span, Part.FIELD)}
    assert by_field == {
        "land": (1, 1, 0, 0, 0, 1),
        "transport": (1, 1, 0, 0, 0, 1),
        "irrigation_drainage": (1, 1, 0, 0, 0, 1),
        "": (4, 0, 1, 1, 2, 0),
    }
    by_village = {one.village: one.opinions for one in collected(span, Part.VILLAGE)}
    assert by_village == {commune.village.pk: 5, 0: 1}
    by_way = {one.channel: one.opinions for one in collected(span, Part.CHANNEL)}
    assert by_way == {"web": 5, "paper": 1}


def test_another_unit_and_another_day_are_not_counted(
    commune: Commune, other: Commune, said: None
) -> None:
    with as_of(now() - timedelta(days=40)):
        make_opinion(other)
        make_opinion(commune)
    assert collected_in_all(span_of(commune, first=today())).opinions == 6
    assert collected_in_all(span_of(commune, last=today() - timedelta(days=1))).opinions == 1


@pytest.mark.parametrize("by", Part.values)
def test_each_number_leads_to_just_as_many(office: Client, said: None, by: str) -> None:
    day = today().isoformat()
    shown = office.get(reverse(PAGE), {"by": by, "from": day, "to": day}).content.decode()
    links = re.findall(r'<a href="([^"]*/y-kien/\?[^"]*)">(\d+)</a>', shown)
    assert links
    for address, number in links:
        listed = office.get(address.replace("&amp;", "&")).content.decode()
        assert listed.count("<tr data-row") == int(number), address


def test_it_leaves_as_a_table_with_its_sum(commune: Commune, office: Client, said: None) -> None:
    head, *lines = rows(take(office, PAGE, by="both"))
    assert "Thôn" in head
    assert lines[-1][head.index("Đang chờ")] == 2
    told = about(take(office, PAGE, **{"from": today().isoformat()}))
    assert "Từ ngày" in told
    assert office.get(reverse(PAGE), {"as": "print"}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [{"by": "x"}, {"round": "999"}, {"unit": "999"}, {"from": "hôm qua"}, {"state": "all"},
     {"from": "2026-02-02", "to": "2026-01-01"}],
)  # fmt: skip
def test_what_is_no_filter_is_refused(office: Client, query: dict[str, str]) -> None:
    assert office.get(reverse(PAGE), query).status_code == 422


def test_no_list_of_opinions_opens_by_a_unit_of_others(
    other: Commune, office: Client, said: None
) -> None:
    make_opinion(other)
    query = {"state": "all", "unit": str(other.unit.pk)}
    assert "<tr data-row" not in office.get(reverse("desk:opinions"), query).content.decode()


@pytest.mark.parametrize(
    "query", [{"field": "x"}, {"from": "x"}, {"unit": "999"}, {"village": "x"}]
)
def test_the_list_knows_its_filters(office: Client, query: dict[str, str]) -> None:
    assert office.get(reverse("desk:opinions"), query).status_code == 422


def test_the_front_reads_it_and_an_agency_does_not(commune: Commune, sign_in: SignIn) -> None:
    assert sign_in(commune, R.FRONT).get(reverse(PAGE)).status_code == 200
    assert sign_in(commune, R.AGENCY).get(reverse(PAGE)).status_code == 403
