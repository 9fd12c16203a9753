"""A title is proposed so that a clerk changes a word or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doithoai.language.privacy import found
from doithoai.language.titles import LONGEST, proposed_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Đề nghị xã cho nạo vét kênh tiêu qua thôn Duệ.", "Nạo vét kênh tiêu qua thôn Duệ"),
        ("Tôi xin kiến nghị sửa đường vào trường. Hỏng đã lâu.", "Sửa đường vào trường"),
        ("Kính gửi Ủy ban nhân dân xã, đèn đường hỏng ba bóng", "Đèn đường hỏng ba bóng"),
        ("Dạ thưa bác, em muốn hỏi về lịch tiêm phòng cho trâu bò?", "Lịch tiêm phòng cho trâu bò"),
        ("Bức xúc! Rác đổ bừa ra bờ kênh sau chợ.", "Rác đổ bừa ra bờ kênh sau chợ"),
        ("Xin cảm ơn.", ""),
        ("...", ""),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_the_title(text: str, title: str) -> None:
    assert proposed_title(text) == title


def test_a_title_names_no_person() -> None:
    title = proposed_title("Ông Trần Văn Bách đổ rác ra kênh, gọi tôi số 0987 654 321.")
    assert title == "Đổ rác ra kênh"
    assert found(title) == []


def test_a_long_sentence_ends_with_a_whole_word() -> None:
    title = proposed_title("Nạo vét kênh " + "rất dài " * 40)
    assert len(title) <= LONGEST
    assert title.endswith(("rất", "dài"))


@given(st.text())
def test_whatever_is_written_gives_a_line_or_nothing(text: str) -> None:
    title = proposed_title(text)
    assert len(title) <= LONGEST
    assert "\n" not in title
