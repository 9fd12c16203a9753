"""A code is found as people leave it: with words around, or as a Vietnamese keyboard left it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from doithoai.kit.codes import ALPHABET, as_printed, normalised
from doithoai.opinions.codes import matter_code
from doithoai.opinions.queries import (
    matter_by_code,
    opinion_with_receipt,
    receipt_meant,
)
from doithoai.opinions.typed_codes import is_meant_as_receipt, matters_in, receipts_in
from doithoai.people.roles import RoleName as R
from tests.factories import make_commune, make_matter, send_opinion
from tests.opinions.typing import typed

LETTERS = st.text(ALPHABET, min_size=12, max_size=12)
KEYBOARDS = st.booleans()


def printed(letters: str) -> str:
    return as_printed(f"YK{letters}")


@given(LETTERS, KEYBOARDS)
@example("7F3WDDASAEE5", True)
@example("7F3WD9A1AE65", False)
def test_a_code_that_a_keyboard_changed_is_found_or_known_as_a_code(
    letters: str, is_telex: bool
) -> None:
    code = printed(letters)
    shown = typed(code, is_telex=is_telex)
    assert normalised(code) in receipts_in(shown) or is_meant_as_receipt(shown)


@pytest.mark.parametrize(
    "shown", ["YK-7F3Ư-ĐÁ-AÊ5", "yk-7f3ư-đá-aê5", "YK 7F3Ư ĐÁ AÊ5", "Mã biên nhận: YK-7f3ư-đá-aê5."]
)
def test_the_marks_of_telex_are_undone(shown: str) -> None:
    assert "YK7F3WDDASAEE5" in receipts_in(shown)


@given(LETTERS)
def test_a_code_is_read_with_what_stands_around_it(letters: str) -> None:
    code = printed(letters)
    for text in (
        code, f"Mã biên nhận: {code}", f"https://a.example/bien-nhan/{code}/", f"({code.lower()}).",
        code.removeprefix("YK-"), letters, f"mã {letters.lower()} của tôi", code.replace("-", "–"),
        code.replace("-", ""), " ".join(code.replace("-", "")),
    ):  # fmt: skip
        assert normalised(code) in receipts_in(text), text


@given(st.text(max_size=300))
def test_whatever_is_typed_gives_a_few_readings(text: str) -> None:
    assert len(receipts_in(text)) <= 1000
    assert len(matters_in(text)) <= 2000


@pytest.mark.parametrize("sentence", ["đường làng lầy lội", "ý kiến của tôi", "YK", "KT 12", ""])
def test_words_are_not_taken_for_a_code(sentence: str) -> None:
    assert receipts_in(sentence) == []
    assert not is_meant_as_receipt(sentence)


@pytest.mark.parametrize("is_telex", [True, False])
def test_a_new_code_of_a_matter_passes_every_keyboard(is_telex: bool) -> None:
    for _ in range(200):
        code = matter_code("Xã Kim Thành")
        assert typed(code, is_telex=is_telex) == code


@pytest.mark.django_db
def test_receipt_and_matter_are_found_in_a_sentence_of_their_own_unit_only() -> None:
    commune, other = make_commune(), make_commune("Xã Phú Thái", "10806")
    opinion, receipt = send_opinion(commune)
    matter = make_matter(commune)
    said = f"Mã biên nhận: {receipt}"
    assert receipt_meant(said) == receipt
    assert receipt_meant("YK-0000-0000-0000") == receipt_meant("kênh tiêu") == ""
    assert opinion_with_receipt(commune[R.OFFICE], said) == opinion
    assert opinion_with_receipt(other[R.OFFICE], said) is None
    assert matter_by_code(f"https://xa.example/noi-dung/{matter.code}/") == matter
    assert matter_by_code(f"nội dung {matter.code.lower()} đến đâu rồi") == matter
