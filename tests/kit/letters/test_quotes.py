"""Whatever a letter looks like, no line of it goes without a word."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from doithoai.kit.letters.quotes import bare_words

LINES = (
    "", "Rác đầy đường.", "> Xã hỏi.", "Vào 10:23, 26 thg 11, 2026, Xã <xa@x.vn> đã viết:",
    "-----Original Message-----", "---------- Forwarded message ---------", "From: Hoa <hoa@x.vn>",
    "Đã gửi: 26/11/2026", "Đến: Xã", "Chủ đề: Rác", "Sent from my iPhone", "-- ",
    "Hoa 0912 000 777", "đến tôi", "Hoa <hoa@x.vn>", ">> lời cũ", "Kính gửi xã, " * 10,
)  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(["", "Re: x", "Fwd: x"]))
def test_every_line_is_among_the_words_or_what_was_taken_off(
    lines: list[str], subject: str
) -> None:
    bare = bare_words("\n".join(lines), subject=subject, today=date(2026, 11, 28))
    kept = "\n".join([bare.words, *bare.taken_off]).replace(">", "")
    for line in lines:
        said = line.replace(">", "").strip(" -")
        assert said in kept
