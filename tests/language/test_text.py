"""Reading what people type: words, fields, signs of complaints and denunciations."""

import pytest

from doithoai.language.fields import suggest_fields
from doithoai.language.lexicon import rows_of
from doithoai.language.places import Gazetteer, without_places
from doithoai.language.privacy import without_persons
from doithoai.language.signs import statutory_signs
from doithoai.language.words import words_of
from doithoai.opinions.fields import Field


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("đg lầy", "duong lay"),
        ("dduwowngf", "duong"),
        ("d9u7o7ng2", "duong"),
        ("chuộttt", "chuot"),
        ("vạhc kẻ", "vach ke"),
        ("k có nc", "khong co nuoc"),
        ("thẻ BHYT", "the bao hiem y te"),
        ("15tr", "15 trieu"),
        ("Hoà = hòa", "hoa hoa"),
        ("", ""),
    ],
)
def test_words_are_read_as_they_are_meant(typed: str, meant: str) -> None:
    assert " ".join(words_of(typed).plain) == meant


@pytest.mark.parametrize(
    ("south", "north"),
    [("heo chết", "lợn chết"), ("cúp điện", "mất điện"), ("lộ hư", "đường hỏng"), ("bắp", "ngô")],
)
def test_words_of_the_south_mean_what_those_of_the_north_do(south: str, north: str) -> None:
    assert words_of(south).concepts & words_of(north).concepts


def test_words_with_other_marks_mean_other_things() -> None:
    assert not words_of("thôn Mạc").concepts & words_of("giá mắc").concepts


def test_villages_are_known_by_every_way_of_writing() -> None:
    known = Gazetteer(["thôn Đông Mạc", "TDP số 5", "ấp Giữa"])
    for typed in ("Đông Mạc", "dong mac", "làng Đông Mạc"):
        assert known.named_in(words_of(typed).plain) == {"dong mac"}
    for typed in ("tổ 5", "TDP số 5", "tổ dân phố 5"):
        assert known.named_in(words_of(typed).plain) == {"5"}
    assert known.named_in(words_of("ở giữa đường, 5 nhà").plain) == frozenset()


def test_words_that_only_name_a_village_are_left_out() -> None:
    plain = words_of("Bờ ao chung của thôn Tam Đoài sạt, gần TDP số 5").plain
    bare = words_of("Bờ ao chung của sạt, gần TDP số 5").plain
    assert without_places(plain, ["tam doai"]) == bare
    assert without_places(plain, []) == plain


def test_persons_are_left_out() -> None:
    left = without_persons("Ông Bình và Trần Văn Nam, sđt 0912.345.678, ở ngõ 7 bị ngập")
    assert "ngõ 7 bị ngập" in left
    assert not {"Bình", "Nam", "0912"} & set(left.replace(",", " ").split())


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("đèn đường thôn tôi cháy bóng tối om", "electricity_lighting"),
        ("con lộ vô ấp sình lầy, mưa là té xe", "transport"),
        ("bay gio chua co so do, lam giay mai khong xong", "land"),
        ("heo chết hàng loạt mà thú y hổng thấy", "agriculture"),
        ("trạm xá hết thuốc huyết áp", "health_insurance"),
    ],
)
def test_the_field_is_among_the_three_suggested(text: str, field: str) -> None:
    assert field in [one.field for one in suggest_fields(text)]


def test_a_complaint_and_a_denunciation_are_recognised_and_say_why() -> None:
    signs = statutory_signs("Tôi khiếu nại quyết định xử phạt số 12 của Chủ tịch xã đối với tôi")
    assert signs
    assert signs.kind == "complaint"
    assert any("khiếu nại" in one for one in signs.words)
    signs = statutory_signs("toi to cao can bo dia chinh nhan tien, vòi tiền của dân")
    assert signs
    assert signs.kind == "denunciation"
    assert statutory_signs("Đường làng lầy lội, đề nghị xã rải đá.") is None
    assert statutory_signs("") is None
    assert statutory_signs("Gọi tôi 0912 345 678") is None


def test_shipped_lists_name_only_known_fields() -> None:
    named = {row["field"] for name in ("field_words.csv", "training.csv") for row in rows_of(name)}
    assert named <= set(Field.values)
