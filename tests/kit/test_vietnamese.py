import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doithoai.kit.errors import Invalid
from doithoai.kit.vietnamese import (
    MARKS_IN_A_ROW,
    clean,
    fold,
    one_line,
    slug,
    sort_key,
    spelling,
)

# every code point, lone surrogates and controls too
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    "text",
    [
        "Xã Cộng Hòa",
        "Xã Cộng Hoà",
        "xa cong hoa",
        "  XÃ  CỘNG\u00a0HOÀ ",
        "Xa\u0303 Cộng Hoa\u0300",
    ],
)
def test_all_spellings_fold_to_one(text: str) -> None:
    assert fold(text) == "xa cong hoa"


def test_folding_takes_the_stroke_of_d_even_the_icelandic_one() -> None:
    assert fold("Đính ÐÍNH đính") == "dinh dinh dinh"


@given(ANY_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_cleaning_gives_storable_text_or_refuses(text: str) -> None:
    try:
        cleaned = clean(text)
    except Invalid:
        return
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode("utf-8")
    assert not any(
        unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in cleaned if char not in "\n\t"
    )


def test_cleaning_keeps_lines_and_drops_what_deceives_the_eye() -> None:
    assert clean("một\r\nhai\u202eba\x00\ud800\u200b\tbốn") == "một\nhaiba\tbốn"


@pytest.mark.parametrize(
    "unseen", ["\u200b\u200d", "\ufeff", "\u2060", "\u3164", "\u2800", "\ufe0f"]
)
def test_a_text_that_nobody_sees_is_empty(unseen: str) -> None:
    assert clean(f" {unseen}\n{unseen} ") == ""
    assert one_line(f" một{unseen} \n hai ") == "một hai"


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u0f71", "\u302e", "\U0001d165"])
def test_a_letter_buried_in_marks_is_refused(mark: str) -> None:
    with pytest.raises(Invalid):
        clean(f"Kênh tiêu x{mark * (MARKS_IN_A_ROW + 1)} sau chợ")
    clean(f"Kênh tiêu x{mark * MARKS_IN_A_ROW} sau chợ")


def test_letters_with_two_marks_are_vietnamese() -> None:
    assert clean("e\u0302\u0323") == "ệ"


def test_slugs_are_plain() -> None:
    assert slug(" Thị trấn Phú Thái (cũ) ") == "thi-tran-phu-thai-cu"
    assert slug("…") == ""


@given(ANY_TEXT)
def test_slugs_have_only_letters_digits_hyphens(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_spelling_ignores_where_the_tone_is_set_and_nothing_else() -> None:
    assert spelling("Hòa Thuỷ") == spelling("hoà thủy")
    assert spelling("Hòa") != spelling("Hóa")
    assert spelling("Hòa") != spelling("Hoa")


def test_lists_follow_the_vietnamese_alphabet() -> None:
    names = [
        "An Thành", "Ân Thi", "Bình Dân", "Cẩm La", "Cổ Dũng", "Cộng Hòa", "Dân Chủ", "Đại Đức",
        "Kim Anh", "Kim Đính", "Tam Kỳ", "Tạm Kỳ", "Thôn 2", "Thôn 10", "Thượng Vũ", "Việt Hưng",
    ]  # fmt: skip
    assert sorted(set(names), key=sort_key) == names


def test_tones_come_after_letters_in_their_own_order() -> None:
    names = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(set(names), key=sort_key) == names
    assert sort_key("Hòa Bình") == sort_key("Hoà Bình")


@given(ANY_TEXT)
def test_any_text_has_a_place_in_a_list(text: str) -> None:
    assert isinstance(sort_key(text), str)
