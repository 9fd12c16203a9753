"""Lists: filters, pages by key, and what is refused at once."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from doithoai.kit.time import today
from doithoai.opinions.models import Matter
from doithoai.places.models import Succession, Unit
from doithoai.web.middleware.page_cache import PublicPageCache
from tests.factories import Commune, make_commitment, make_commune, make_matter
from tests.finding.indexing import index_in
from tests.opinions.typing import typed as keyboard
from tests.web.public.conftest import PLANTED, Rich


def codes(content: bytes) -> list[str]:
    return list(dict.fromkeys(re.findall(r'/noi-dung/([A-Z]{2}-\w{5})/"', content.decode())))


@pytest.mark.parametrize(
    "address",
    [
        "/loi-hua/?sort=due",
        "/loi-hua/?lateness=never",
        "/loi-hua/?field=magic",
        "/loi-hua/?unit=khong-co",
        "/loi-hua/?agency=khong-co",
        "/loi-hua/?after=1",
        "/loi-hua/?after=9999-99-99~1",
        "/loi-hua/?after=2026-01-01~99999999999999999999999999",
        "/loi-hua/?after=" + "9" * 150,
        "/noi-dung/?state=closed",
        "/noi-dung/?after=2026-01-01~1",
        "/doi-thoai/?level=world",
        "/doi-thoai/?year=20x6",
        "/doi-thoai/?year=99999",
        "/doi-thoai/?year=٢٠٢٦",
        "/tra-cuu/?q=" + "a" * 201,
        "/don-vi/?name=x",
        "/?x=1",
        "/gui-y-kien/?unit=khong-co",
        "/doi-thoai/lich.ics?unit=khong-co",
    ],
)
def test_what_no_page_offers_is_refused(commune: Commune, visitor: Client, address: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == 422
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("added", ["fbclid=x", "zarsrc=30", "utm_source=zalo", "gclid=1"])
def test_what_others_add_to_a_shared_link_does_no_harm(
    commune: Commune, visitor: Client, added: str
) -> None:
    assert visitor.get(f"/loi-hua/?{added}").status_code == 200


@pytest.mark.parametrize(
    ("shared", "kept"),
    [
        ("/loi-hua/?utm_source=zalo", "/loi-hua/"),
        ("/noi-dung/?fbclid=x&field=land&utm_medium=y", "/noi-dung/?field=land"),
        ("//evil.example/?gclid=1", "/%2Fevil.example/"),
    ],
)
def test_one_page_is_kept_however_its_link_was_passed_on(
    settings: LazySettings, shared: str, kept: str
) -> None:
    settings.PAGE_CACHE = True
    request = RequestFactory().get("/", QUERY_STRING=shared.partition("?")[2])
    request.path = request.path_info = shared.partition("?")[0]
    answer = PublicPageCache(lambda _request: HttpResponse())(request)
    assert answer.headers["Location"] == kept


def test_promises_are_paged_by_key(commune: Commune, visitor: Client) -> None:
    for day in range(23):
        make_commitment(commune, due_on=today() + timedelta(days=day + 1))
    first = visitor.get(reverse("promises"))
    assert len(codes(first.content)) == 20
    onward = re.findall(r'rel="next" href="([^"]+)"', first.content.decode())[0]
    second = visitor.get(reverse("promises") + onward.replace("&amp;", "&"))
    assert len(codes(second.content)) == 3
    assert not set(codes(first.content)) & set(codes(second.content))
    assert "Trang đầu" in second.content.decode()


def test_the_board_begins_with_what_is_not_done(rich: Rich, visitor: Client) -> None:
    shown = codes(visitor.get(reverse("promises")).content)
    assert rich.late.matter.code in shown
    assert rich.kept.matter.code not in shown
    everything = codes(visitor.get(reverse("promises") + "?lateness=all").content)
    assert {rich.late.matter.code, rich.kept.matter.code} <= set(everything)


def test_lateness_says_by_how_many_days(rich: Rich, visitor: Client) -> None:
    content = visitor.get(reverse("promises") + "?lateness=overdue").content.decode()
    assert codes(content.encode()) == [rich.late.matter.code]
    assert "Quá hạn 8 ngày" in content


def test_a_unit_of_today_covers_those_it_came_from(commune: Commune, visitor: Client) -> None:
    former = make_commune("Xã Đồng Gia", "10828")
    day = today()
    Unit.objects.filter(pk=former.unit.pk).update(valid_to=day)
    Succession.objects.create(
        predecessor=former.unit, successor=commune.unit, share="whole", is_default=True, on=day
    )
    old = make_matter(former, "Đường trục xóm")
    new = make_matter(commune)
    shown = codes(visitor.get(f"{reverse('matters')}?unit={commune.unit.key}").content)
    assert set(shown) == {old.code, new.code}
    shown = codes(visitor.get(f"{reverse('matters')}?unit={former.unit.key}").content)
    assert shown == [old.code]


def test_a_change_is_seen_at_once(rich: Rich, visitor: Client) -> None:
    visitor.get(reverse("promises"))
    make_commitment(rich.commune, due_on=today() + timedelta(days=3))
    content = visitor.get(reverse("promises")).content.decode()
    assert "<b>1</b> Đến hạn trong 7 ngày" in " ".join(content.split())


def test_look_up_by_words_knows_no_marks(rich: Rich, visitor: Client, tmp_path: Path) -> None:
    with index_in(tmp_path / "index") as follower:
        follower.step()
        _look_up_by_words(rich, visitor)


def _look_up_by_words(rich: Rich, visitor: Client) -> None:
    for typed in ("nao vet kenh", "NẠO VÉT", "na\u0323o ve\u0301t", "kênh nạo"):
        answer = visitor.get(reverse("look_up"), {"q": typed})
        assert rich.late.matter.code in codes(answer.content), typed


def test_look_up_narrows_marks_and_asks_no_database_without_an_index(
    rich: Rich, visitor: Client, tmp_path: Path
) -> None:
    address = reverse("look_up")
    with index_in(tmp_path / "index") as follower:
        assert "đang được chuẩn bị" in visitor.get(address, {"q": "kênh"}).content.decode()
        follower.step()
        answer = visitor.get(address, {"q": "kenh", "unit": rich.commune.unit.key})
        assert "<mark>kênh</mark>" in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]
        assert codes(visitor.get(address, {"q": "kenh", "field": "land"}).content) == []
        for wrong in ({"field": "magic"}, {"from": "2026-13-01"}, {"after": "x"}, {"unit": "x"}):
            assert visitor.get(address, {"q": "kenh", **wrong}).status_code == 422


def test_similar_matters_are_a_fragment_that_shows_only_what_is_public(
    rich: Rich, visitor: Client, tmp_path: Path
) -> None:
    sent = {"unit": rich.commune.unit.key, "village": "", "text": "kênh tiêu cần nạo vét ngay"}
    with index_in(tmp_path / "index") as follower:
        assert not visitor.post(reverse("similar"), sent).content.strip()
        follower.step()
        answer = visitor.post(reverse("similar"), sent)
    assert rich.late.matter.code in answer.content.decode()
    assert PLANTED not in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert visitor.get(reverse("similar"), sent).status_code == 302
    for village in ("x", "9" * 40, "-1"):
        assert visitor.post(reverse("similar"), {**sent, "village": village}).status_code == 200


@pytest.mark.parametrize("change", [str.upper, str.lower, lambda code: code.replace("-", " ")])
def test_a_code_leads_to_its_page(rich: Rich, visitor: Client, change: object) -> None:
    assert callable(change)
    answer = visitor.get(reverse("look_up"), {"q": change(rich.receipt)})
    assert answer.headers["Location"] == reverse("receipt", args=[rich.receipt])
    matter: Matter = rich.waiting
    answer = visitor.get(reverse("look_up"), {"q": change(matter.code)})
    assert answer.headers["Location"] == reverse("matter", args=[matter.code])


def test_a_code_is_found_as_it_was_pasted_or_left_by_a_keyboard(
    rich: Rich, visitor: Client
) -> None:
    page = reverse("receipt", args=[rich.receipt])
    for typed in (
        f"Mã biên nhận: {rich.receipt}", f"https://xa.example{page}", rich.receipt[3:],
        keyboard(rich.receipt, is_telex=True), keyboard(rich.receipt.lower(), is_telex=False),
    ):  # fmt: skip
        assert visitor.get(reverse("look_up"), {"q": typed}).headers["Location"] == page, typed
    link = reverse("matter", args=[rich.waiting.code])
    assert visitor.get(reverse("look_up"), {"q": f"xa.example{link}"}).headers["Location"] == link


def test_who_typed_a_wrong_code_is_told_of_the_vietnamese_keyboard(
    commune: Commune, visitor: Client, tmp_path: Path
) -> None:
    with index_in(tmp_path / "index") as follower:
        follower.step()
        for typed, is_told in (("YK-ĐÁ-7F3Ư-00", True), ("kênh rạch", False)):
            shown = visitor.get(reverse("look_up"), {"q": typed}).content.decode()
            assert ("xin tắt bộ gõ" in shown) is is_told


@pytest.mark.parametrize("typed", ["\u202eabc", "%", "_", "\\", "'", "<script>", "😀", "a\u0301b"])
def test_odd_words_find_nothing_and_break_nothing(
    commune: Commune, visitor: Client, typed: str
) -> None:
    answer = visitor.get(reverse("look_up"), {"q": typed})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize("typed", ["a\x00b", "e" + "\u0301" * 10_000])
def test_harmful_words_are_refused(commune: Commune, visitor: Client, typed: str) -> None:
    assert visitor.get(reverse("look_up"), {"q": typed}).status_code in (400, 422)
