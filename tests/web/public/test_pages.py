"""Every public page: it opens, in few queries, in Vietnamese, and tells nothing private."""

import re
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from doithoai.dialogues.models import Dialogue
from doithoai.opinions.models import Opinion
from tests.factories import make_commitment, make_dialogue, make_matter, make_unit
from tests.web.public.conftest import PLANTED, Rich, raise_matter

MOST_QUERIES = 8
ENGLISH = re.compile(
    r"\b(the|of|and|with|this|that|not|opinions?|promises?|dialogues?|matters?|overdue|due|code"
    r"|place|send|here|from|until|by|days?|late|done|agency|unit|received|held|all|look)\b",
    re.IGNORECASE,
)


class Words(HTMLParser):
    """What a reader sees or hears, without the link that offers English."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        self._is_english = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._is_english = given.get("lang") == "en"
        spoken = ("alt", "aria-label", "placeholder", "title")
        self.heard += [value for name in spoken if (value := given.get(name))]

    def handle_endtag(self, tag: str) -> None:
        self._is_english = False

    def handle_data(self, data: str) -> None:
        if not self._is_english:
            self.heard.append(data)


def pages(rich: Rich) -> list[str]:
    unit = rich.commune.unit.key
    dialogues = Dialogue.objects.exclude(state="planned").order_by("id")
    return [
        reverse("home"),
        reverse("send"),
        f"{reverse('send')}?unit={unit}",
        f"{reverse('send')}?place=kim",
        reverse("look_up"),
        f"{reverse('look_up')}?q=kenh",
        f"{reverse('look_up')}?q=khong+co",
        reverse("matters"),
        f"{reverse('matters')}?unit={unit}&state=open&field=irrigation_drainage",
        *(reverse("matter", args=[one.code]) for one in (rich.waiting, rich.announced)),
        *(reverse("matter", args=[one.matter.code]) for one in (rich.late, rich.kept)),
        reverse("dialogues"),
        f"{reverse('dialogues')}?unit={unit}&level=commune&year=2026",
        *(reverse("dialogue", args=[one.pk]) for one in dialogues),
        reverse("promises"),
        f"{reverse('promises')}?unit={unit}&lateness=overdue&agency={rich.commune.agency.key}",
        reverse("units"),
        f"{reverse('units')}?q=kim",
        reverse("unit", args=[unit]),
    ]


def test_every_page_opens_in_few_queries(
    rich: Rich, visitor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for page in pages(rich):
        visitor.get(page)  # what all pages share is kept from the first one on
        with django_assert_max_num_queries(MOST_QUERIES, info=page):
            assert visitor.get(page).status_code == 200, page


def test_more_rows_cost_no_more_queries(rich: Rich, visitor: Client) -> None:
    listed = [reverse("home"), reverse("promises"), reverse("matters"), reverse("dialogues")]
    held = make_dialogue(rich.commune, rich.waiting, state="closed")
    shown = [*listed, reverse("unit", args=[rich.commune.unit.key])]
    shown.append(reverse("dialogue", args=[held.pk]))
    before = [_queries(visitor, page) for page in shown]
    more = [make_matter(rich.commune, f"Nội dung {n}") for n in range(15)]
    big = make_dialogue(rich.commune, *more, state="closed")
    make_commitment(rich.commune, make_matter(rich.commune))
    shown[-1] = reverse("dialogue", args=[big.pk])
    after = [_queries(visitor, page) for page in shown]
    assert all(late <= early for early, late in zip(before[1:], after[1:], strict=True))
    assert after[0] <= before[0] + 1  # a kind of news that was not there before


def _queries(visitor: Client, page: str) -> int:
    visitor.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert visitor.get(page).status_code == 200
    return len(asked)


def test_no_page_has_english_words(rich: Rich, visitor: Client) -> None:
    for page in [*pages(rich), reverse("receipt", args=[rich.receipt])]:
        words = Words()
        words.feed(visitor.get(page).content.decode().partition("<body")[2])
        found = [text for text in words.heard if ENGLISH.search(text)]
        assert not found, (page, found)


def test_what_people_wrote_is_on_no_public_page(rich: Rich, visitor: Client) -> None:
    assert Opinion.objects.filter(text__contains=PLANTED).count() >= 4
    for page in pages(rich):
        content = visitor.get(page).content.decode()
        assert "Bí Mật" not in content, page
        assert not re.search(r"0912\D{0,6}345", content), page  # a moment may hold 0912
    feed = visitor.get(reverse("dialogues_calendar")).content.decode()
    assert "0912" not in feed


def test_the_author_reads_the_own_words_with_the_receipt(rich: Rich, visitor: Client) -> None:
    assert PLANTED in visitor.get(reverse("receipt", args=[rich.receipt])).content.decode()


def test_pages_that_are_kept_for_everybody_hold_no_token(rich: Rich, visitor: Client) -> None:
    for page in pages(rich):
        if not page.startswith(reverse("send")):
            answer = visitor.get(page)
            assert "csrfmiddlewaretoken" not in answer.content.decode(), page
            assert not answer.cookies, page


def test_pages_need_no_inline_script_or_style(rich: Rich, visitor: Client) -> None:
    for page in [*pages(rich), reverse("receipt", args=[rich.receipt])]:
        content = visitor.get(page).content.decode()
        assert " style=" not in content, page
        assert "<style" not in content, page
        assert not re.search(r"<script(?![^>]*\bsrc=)", content), page


def test_an_empty_office_shows_where_to_begin(db: None, visitor: Client) -> None:
    for name in ("home", "send", "look_up", "matters", "dialogues", "promises", "units"):
        assert visitor.get(reverse(name)).status_code == 200, name


def test_titles_of_pages_differ(rich: Rich, visitor: Client) -> None:
    titles = [
        re.findall(r"<title>(.*?)</title>", visitor.get(page).content.decode(), re.DOTALL)[0]
        for page in pages(rich)
        if "?" not in page
    ]
    assert len(set(titles)) >= len(titles) - 2  # three dialogues of one title may share a day


@pytest.mark.parametrize(
    "address",
    [
        "/noi-dung/KT-00000/",
        "/noi-dung/khong-co/",
        "/doi-thoai/999999/",
        "/doi-thoai/99999999999999999999999/",
        "/don-vi/khong-co/",
        "/bien-nhan/YK-0000-0000-0000/",
        "/doi-thoai/999999/lich.ics",
        "/noi-dung/KT-00000/anh/1/",
    ],
)
def test_what_does_not_exist_is_404(db: None, visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


def test_a_planned_dialogue_is_not_public(rich: Rich, visitor: Client) -> None:
    plan = make_dialogue(rich.commune, raise_matter(rich.commune, "Xin cống")[1], state="planned")
    assert visitor.get(reverse("dialogue", args=[plan.pk])).status_code == 404
    assert f"/doi-thoai/{plan.pk}/" not in visitor.get(reverse("dialogues")).content.decode()


def test_a_dialogue_names_its_matters_and_what_was_concluded(rich: Rich, visitor: Client) -> None:
    dialogue = rich.late.resolution.notice.dialogue
    content = visitor.get(reverse("dialogue", args=[dialogue.pk])).content.decode()
    for told in (rich.late.matter.title, rich.late.matter.code, "12-TB/ĐU", "Khơi thông 2,4 km"):
        assert told in content, told
    assert rich.commune.agency.name in content


def test_a_unit_without_an_office_offers_no_form(rich: Rich, visitor: Client) -> None:
    lone = make_unit("Xã Không Văn Phòng", "99999")
    link = f"{reverse('send')}?unit="
    assert f"{link}{lone.key}" not in visitor.get(f"/don-vi/{lone.key}/").content.decode()
    key = rich.commune.unit.key
    assert f"{link}{key}" in visitor.get(f"/don-vi/{key}/").content.decode()
