"""Numbers and names of private persons are found as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doithoai.language.privacy import MASK, Kind, found, masked, names_in


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("0912345678", Kind.PHONE),
        ("0912 345 678", Kind.PHONE),
        ("0912.345.678", Kind.PHONE),
        ("091-234-5678", Kind.PHONE),
        ("+84 912 345 678", Kind.PHONE),
        ("84912345678", Kind.PHONE),
        ("024 3825 1234", Kind.PHONE),
        ("(024) 38251234", Kind.PHONE),
        ("không chín một hai ba bốn năm sáu bảy tám", Kind.PHONE),
        ("030099001234", Kind.ID_NUMBER),
        ("030 099 001 234", Kind.ID_NUMBER),
        ("141234567", Kind.ID_NUMBER),
        ("man.nguyen@example.vn", Kind.EMAIL),
        ("19001234567890", Kind.ACCOUNT),
        ("15A-123.45", Kind.PLATE),
        ("34B1-234.56", Kind.PLATE),
    ],
)
def test_a_number_is_found_and_masked(number: str, kind: Kind) -> None:
    text = f"Nhà tôi ở cuối thôn, gọi {number} nhé."
    spans = found(text)
    assert [(text[span.start : span.end], span.kind) for span in spans] == [(number, kind)]
    assert masked(text) == f"Nhà tôi ở cuối thôn, gọi {MASK} nhé."


def test_an_account_is_known_by_the_word_before_it() -> None:
    assert masked("chuyển vào STK: 0123 4567 89 của thôn") == f"chuyển vào STK: {MASK} của thôn"


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 01/02/2026 và 01.02.2026 họp lúc 07:30.",
        "Kinh phí 150.000.000 đồng, còn thiếu 150000000 đồng.",
        "Quốc lộ 17B, tỉnh lộ 388, km 12+500.",
        "Thửa 123, tờ bản đồ số 45, diện tích 1.234,5 m2.",
        "Nghị định 30/2020/NĐ-CP, Luật 72/2025/QH15.",
        "Từ năm 2016 đến 2022 có 248 cuộc.",
    ],
)
def test_dates_money_and_laws_are_no_numbers_of_persons(text: str) -> None:
    assert masked(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hộ ông Nguyễn Văn Tám lấn đường.", "Nguyễn Văn Tám"),
        ("nhà bà Mận đầu ngõ xả nước", "Mận"),
        ("Trần Thị Thu Hà chưa được cấp sổ", "Trần Thị Thu Hà"),
        ("ong nguyen van tam lan duong", "nguyen van tam"),
        ("anh Phạm Đức Long ở xóm 3", "Phạm Đức Long"),
        ("CHỊ ĐỖ THỊ NHÀN ĐƯỢC NHẬN TIỀN HAI LẦN", "ĐỖ THỊ NHÀN"),
        ("Hồ Quang Hiếu chưa trả lời", "Hồ Quang Hiếu"),
    ],
)
def test_a_name_is_pointed_out(text: str, name: str) -> None:
    assert [text[span.start : span.end] for span in names_in(text)][:1] != []
    assert name in {text[span.start : span.end] for span in names_in(text)} or any(
        text[span.start : span.end].startswith(name) for span in names_in(text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "Đường Nguyễn Trãi ngập, trường tiểu học Lê Hồng Phong dột.",
        "Xã Kim Thành, thôn Phương Duệ, chợ Phạm Xá.",
        "Bà con đề nghị ông Chủ tịch trả lời; cô giáo và chú công an.",
        "Tư tưởng Hồ Chí Minh, xã Nguyễn Bỉnh Khiêm, tượng đài Trần Hưng Đạo.",
        "Hồ Tây, Hà Nội, Hải Phòng, Bà Rịa, Cô Tô.",
        "Nhà văn hóa thôn cạnh hồ bị dột.",
        "Kênh tiêu Lai Khê bồi lắng.",
    ],
)
def test_places_posts_and_heroes_are_no_private_persons(text: str) -> None:
    assert [text[span.start : span.end] for span in names_in(text)] == []


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    assert masked(masked(text)) == masked(text)
