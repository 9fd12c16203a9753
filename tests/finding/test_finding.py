"""What people find, however they type it; what must not be found; an index that is not there."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from doithoai.finding.index.follow import Follower, rebuild
from doithoai.finding.index.schema import Sight
from doithoai.finding.search import Filters, found_opinions, search_matters, search_opinions
from doithoai.finding.similar import similar_matters
from doithoai.kit.errors import Invalid
from doithoai.opinions.actions.data_rights import withdraw_opinion
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion, refuse_opinion
from doithoai.opinions.author import Author
from doithoai.opinions.models import Matter
from doithoai.places.models import Village, VillagePlacement
from doithoai.web.components.marks import highlighted
from tests.factories import Commune, make_commune, make_opinion
from tests.finding.indexing import index_in

NOTHING = Filters()


@pytest.fixture
def follower(tmp_path: Path) -> Iterator[Follower]:
    with index_in(tmp_path / "index") as found:
        yield found


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


def raised(commune: Commune, title: str, said: str, *, village: Village | None = None) -> Matter:
    draft = MatterDraft(title=title, field="transport", village=village)
    opinion = make_opinion(commune, said)
    return accept_opinion(opinion, by=commune["office"], drafts=[draft])[0]


def village(commune: Commune, name: str) -> Village:
    one = Village.objects.create(key=name.replace(" ", "-"), name=name)
    VillagePlacement.objects.create(village=one, unit=commune.unit)
    return one


@pytest.mark.parametrize(
    "typed",
    [
        "hòa bình", "hoà bình", "hoa binh", "HOA BINH", "ho\u0300a bi\u0300nh",
        "giải phóng mặt bằng", "GPMB", "gpmb", "giai phong mat bang", "giải phógn mặt bằng",
        "đg Hòa Bình", "duowngf Hoaf Binhf",
    ],
)  # fmt: skip
def test_it_is_found_however_it_is_typed(commune: Commune, follower: Follower, typed: str) -> None:
    wanted = raised(commune, "Giải phóng mặt bằng đường Hòa Bình", "Đường làm mãi không xong.")
    raised(commune, "Nhà trẻ thiếu cô giáo", "Lớp đông quá.")
    follower.step()
    assert search_matters(typed, NOTHING).keys == [wanted.pk]


def test_words_of_the_opinions_lead_officials_to_their_matter(
    commune: Commune, follower: Follower
) -> None:
    wanted = raised(commune, "Tiếng ồn ban đêm", "Loa kẹo kéo hát karaoke tới khuya.")
    follower.step()
    assert search_matters("karaoke", NOTHING, sight=Sight.OFFICE).keys == [wanted.pk]


@pytest.mark.parametrize("typed", ["zorblaxitis", "bác tư quyềnn", "zorblaxitiss", "bac tu"])
def test_what_one_person_said_leads_the_public_nowhere(
    commune: Commune, follower: Follower, typed: str
) -> None:
    matter = raised(
        commune, "Rác đổ bừa bãi", "Bác tư quyềnn bị zorblaxitis mà vẫn đổ rác ra mương."
    )
    raised(commune, "Mương tắc", "Mương tắc.")
    follower.step()
    with_it = f"{typed} đổ rác bừa bãi"
    assert search_matters(typed, NOTHING).keys == []
    assert similar_matters(f"{typed} nhà bên", units=[commune.unit.pk]) == []
    assert (
        search_matters(with_it, NOTHING).keys
        == search_matters(with_it.replace(typed, "wqxjz vfkqx"), NOTHING).keys
    )
    assert search_matters(typed, NOTHING, sight=Sight.OFFICE).keys == [matter.pk]


def test_a_visitor_is_led_by_what_three_opinions_share_and_not_by_what_two_do(
    commune: Commune, follower: Follower
) -> None:
    matter = raised(commune, "Tiếng ồn ban đêm", "Quán nhà ông ấy hát karaoke loa thùng.")
    typed, units = "hát karaoke loa thùng", [commune.unit.pk]
    for said in ("Hát karaoke loa thùng suốt đêm.", "Lại hát karaoke loa thùng rồi."):
        follower.step()
        assert similar_matters(typed, units=units) == []
        opinion = make_opinion(commune, said)
        accept_opinion(opinion, by=commune["office"], existing=[matter])
    follower.step()
    assert [one.pk for one in similar_matters(typed, units=units)] == [matter.pk]
    assert similar_matters("quán nhà ông ấy", units=units) == []
    assert search_matters("thùng", NOTHING).keys == []


@pytest.mark.parametrize("typed", ["Nguyễn Thị Bí Mật", "bi mat", "0912 345 678", "0912345678"])
def test_names_and_numbers_of_persons_lead_nowhere(
    commune: Commune, follower: Follower, typed: str
) -> None:
    raised(commune, "Đèn đường hỏng", "Gọi Nguyễn Thị Bí Mật, 0912 345 678, đèn hỏng rồi.")
    follower.step()
    assert search_matters(typed, NOTHING).keys == []
    assert similar_matters(f"{typed} gọi tôi", units=[commune.unit.pk]) == []


def test_a_text_of_words_that_no_model_knows_has_its_matter(
    commune: Commune, follower: Follower
) -> None:
    wanted = raised(commune, "Xqzk vwqj", "Xqzk vwqj zzxq.")
    follower.step()
    near = similar_matters("xqzk vwqj", units=[commune.unit.pk])
    assert [one.pk for one in near] == [wanted.pk]
    assert similar_matters("Xqzk vwqj đèn đường cháy", units=[commune.unit.pk])


def test_filters_narrow_what_is_found(commune: Commune, follower: Follower) -> None:
    other = make_commune("Xã Phú Thái", "10814")
    mine = raised(commune, "Đường làng lầy lội", "Đường lầy.")
    raised(other, "Đường làng lầy lội", "Đường lầy.")
    follower.step()
    assert search_matters("lầy lội", Filters(units=[commune.unit.pk])).keys == [mine.pk]
    assert search_matters("lầy lội", Filters(field="land")).keys == []
    assert search_matters("lầy lội", Filters(first=mine.opened_at.date(), field="transport")).keys


def test_a_page_begins_where_the_last_one_ended(commune: Commune, follower: Follower) -> None:
    all_of_them = {raised(commune, f"Cống số {n} tắc", "Tắc.").pk for n in range(5)}
    follower.step()
    first = search_matters("cống tắc", NOTHING, size=3)
    second = search_matters("cống tắc", NOTHING, after=first.next_key, size=3)
    assert len(first.keys) == 3
    assert {*first.keys, *second.keys} == all_of_them
    assert not second.next_key
    with pytest.raises(Invalid):
        search_matters("cống", NOTHING, after="abc~1")


def test_the_same_words_about_another_village_come_second(
    commune: Commune, follower: Follower
) -> None:
    dong, ha = village(commune, "thôn Đông Mạc"), village(commune, "thôn Hạ Lỗi")
    here = raised(commune, "Đường trục Đông Mạc hỏng", "Đường trục thôn hỏng nặng.", village=dong)
    there = raised(commune, "Đường trục Hạ Lỗi hỏng", "Đường trục thôn hỏng nặng.", village=ha)
    follower.step()
    found = similar_matters("duong truc thon dong mac hong nang", units=[commune.unit.pk])
    assert [one.pk for one in found] == [here.pk, there.pk]
    found = similar_matters("đường trục thôn hỏng nặng", units=[commune.unit.pk], village=ha)
    assert found[0].pk == there.pk
    assert similar_matters("đường trục thôn hỏng nặng", units=[commune.unit.pk + 99]) == []


def test_the_name_of_a_village_alone_makes_nothing_alike(
    commune: Commune, follower: Follower
) -> None:
    village = Village.objects.create(key="tam-doai", name="thôn Tam Đoài")
    VillagePlacement.objects.create(village=village, unit=commune.unit)
    raised(commune, "Trạm bơm thôn Tam Đoài hỏng", "Trạm bơm ở thôn Tam Đoài hỏng máy.")
    raised(commune, "Trường mầm non thôn Tam Đoài", "Trường ở thôn Tam Đoài dột nát.")
    wanted = raised(commune, "Ao làng La Giang sạt bờ", "Bờ ao chung sạt xuống đường.")
    follower.step()
    near = similar_matters("Bờ ao chung của thôn Tam Đoài sạt", units=[commune.unit.pk])
    assert [one.pk for one in near] == [wanted.pk]


def test_an_official_finds_opinions_of_the_own_units_only(
    commune: Commune, follower: Follower
) -> None:
    other = make_commune("Xã Phú Thái", "10814")
    mine, theirs = make_opinion(commune, "Cầu Đá gãy lan can"), make_opinion(other, "Cầu Đá gãy")
    follower.step()
    found = search_opinions("cau da gay", commune["office"], NOTHING)
    assert found.keys == [mine.pk]
    assert found_opinions(commune["office"], [mine.pk, theirs.pk]) == [mine]
    only_theirs = Filters(units=[other.unit.pk])
    assert search_opinions("cầu đá", commune["office"], only_theirs).keys == []


def test_what_was_withdrawn_or_refused_is_not_found(commune: Commune, follower: Follower) -> None:
    taken_back, refused = make_opinion(commune, "Mương tắc"), make_opinion(commune, "Mương bẩn")
    follower.step()
    assert len(search_opinions("mương", commune["office"], NOTHING).keys) == 2
    withdraw_opinion(taken_back, by=Author(taken_back))
    refuse_opinion(refused, by=commune["office"], reason="Trùng.")
    follower.step()
    assert search_opinions("mương", commune["office"], NOTHING).keys == []


def test_without_an_index_nothing_is_found_and_nothing_breaks(
    commune: Commune, tmp_path: Path
) -> None:
    wanted = raised(commune, "Cống tắc", "Cống tắc.")
    with index_in(tmp_path / "index") as follower:
        assert not search_matters("cống", NOTHING).is_ready
        assert similar_matters("cống tắc rồi", units=[commune.unit.pk]) == []
        follower.step()
        assert search_matters("cống", NOTHING).keys == [wanted.pk]
        rebuild(follower.folder)
        assert search_matters("cống", NOTHING).keys == [wanted.pk]
        follower.step()
        shutil.rmtree(follower.folder.root)
        assert not search_matters("cống", NOTHING).is_ready
        follower.step()
        assert search_matters("cống", NOTHING).keys == [wanted.pk]


def test_a_damaged_index_is_no_index(commune: Commune, follower: Follower) -> None:
    raised(commune, "Cống tắc", "Cống tắc.")
    follower.step()
    build = follower.folder.current()
    assert build
    (build / "meta.json").write_text("{")
    assert not search_matters("cống", NOTHING).is_ready


def test_asked_words_are_marked_and_markup_is_not_let_in() -> None:
    shown = highlighted("Đường <b>Hoà</b> Bình, giải phóng mặt bằng", "duong hòa gpmb")
    assert "<mark>Đường</mark> &lt;b&gt;<mark>Hoà</mark>" in shown
    assert "<mark>giải phóng mặt bằng</mark>" in shown


def test_what_waits_is_found_by_those_alone_who_decide_and_leaves_no_empty_page(
    commune: Commune, follower: Follower
) -> None:
    waiting = [make_opinion(commune, f"Cầu Đá gãy nhịp {number}") for number in range(3)]
    raised(commune, "Cầu Đá", "Cầu Đá gãy.")
    follower.step()
    for role, count, more in (("office", 4, True), ("front", 1, False)):
        found = search_opinions("cầu đá", commune[role], NOTHING, size=2)
        assert len(found_opinions(commune[role], found.keys)) == min(count, 2)
        assert bool(found.next_key) is more
    shown = search_opinions("cầu đá", commune["front"], NOTHING).keys
    assert not {one.pk for one in waiting} & set(shown)


@pytest.mark.parametrize(
    "typed",
    [
        "ủy ban nhân dân xã giải quyết vấn đề ô tô đỗ ở lòng đường thôn La Giang như thế nào",
        "xin kính hỏi ủy ban nhân dân xã bao giờ thì xử lý việc ô tô đỗ kín lòng đường ở La Giang",
        "kinh de nghi lanh dao uy ban cho biet khi nao giai quyet o to do long duong la giang",
    ],
)
def test_a_long_sentence_is_read_to_its_end(
    commune: Commune, follower: Follower, typed: str
) -> None:
    raised(commune, "Ủy ban nhân dân xã chậm trả lời đơn", "Hỏi mà chưa ai trả lời.")
    raised(commune, "Nhà trẻ thiếu cô giáo", "Lớp đông quá.")
    wanted = raised(commune, "Ô tô đỗ dưới lòng đường thôn La Giang", "Xe đỗ kín đường.")
    follower.step()
    assert search_matters(typed, NOTHING).keys[:1] == [wanted.pk]
    opinion = wanted.opinions.get()
    asked = f"{typed} vì xe đỗ kín đường mà chưa thấy ai xử lý gì cả"
    assert opinion.pk in search_opinions(asked, commune["office"], NOTHING).keys


@pytest.mark.parametrize("typed", ["nuocsach lienbinh", "nướcsạch LiênBình", "nuocsachlienbinh"])
def test_words_without_a_space_are_parted_where_the_index_knows_the_parts(
    commune: Commune, follower: Follower, typed: str
) -> None:
    wanted = raised(commune, "Nước sạch thôn Liên Bình hay mất", "Mất nước cả tuần.")
    raised(commune, "Nhà trẻ thiếu cô giáo", "Lớp đông quá.")
    follower.step()
    assert search_matters(typed, NOTHING).keys == [wanted.pk]


def test_a_foreign_word_is_not_parted_into_what_it_does_not_mean(
    commune: Commune, follower: Follower
) -> None:
    raised(commune, "Khoảng sân nhà văn hóa lầy lội", "Sân lầy.")
    follower.step()
    assert search_matters("facebook marathon", NOTHING).keys == []


def test_what_nobody_raised_gives_nothing(commune: Commune, follower: Follower) -> None:
    for title in (
        "Mở rộng đường cho xe rác", "Vay vốn, việc làm và sân chơi cho thanh niên",
        "Thả đèn trời gần đường điện", "Bãi rác đã đầy", "Hỗ trợ cho hộ nghèo tra cứu thủ tục",
    ):  # fmt: skip
        raised(commune, title, "Đề nghị xã giải quyết cho dân.")
    follower.step()
    for typed in ("chó thả rông", "ma túy", "tiêm vắc xin dại", "đốt vàng mã"):
        assert search_matters(typed, NOTHING).keys == [], typed


@pytest.mark.parametrize("typed", ["mở rộng đường", "mở rỗng đường", "mo rong duong"])
def test_marks_tell_words_apart_but_for_those_that_are_spoken_alike(
    commune: Commune, follower: Follower, typed: str
) -> None:
    wide = raised(commune, "Mở rộng đường", "Đường hẹp.")
    follower.step()
    assert search_matters(typed, NOTHING).keys == [wide.pk]
    assert search_matters("rông đất", NOTHING).keys == []


def test_words_with_marks_find_what_was_written_without(
    commune: Commune, follower: Follower
) -> None:
    plain = raised(commune, "den duong thon hong", "den duong hong ca thang")
    follower.step()
    assert search_matters("đèn đường", NOTHING).keys == [plain.pk]
