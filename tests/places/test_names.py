"""Names of places as they stand within a sentence."""

import pytest

from doithoai.places.rules import with_unit, within_sentence


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Thôn Tam Đoài", "thôn Tam Đoài"),
        ("Tổ dân phố số 5", "tổ dân phố số 5"),
        ("Xã Kim Thành", "xã Kim Thành"),
        ("thôn Phương Duệ", "thôn Phương Duệ"),
        ("Tam Đoài", "Tam Đoài"),
        ("Ban Lập", "Ban Lập"),
    ],
)
def test_the_word_of_its_kind_is_small_within_a_sentence(name: str, shown: str) -> None:
    assert within_sentence(name) == shown


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("", "Xã Kim Thành"),
        ("Hội trường UBND xã Kim Thành", "Hội trường UBND xã Kim Thành"),
        ("Nhà văn hóa thôn Đức Thượng", "Nhà văn hóa thôn Đức Thượng, xã Kim Thành"),
    ],
)
def test_a_place_is_told_with_its_unit_once(place: str, shown: str) -> None:
    assert with_unit(place, "Xã Kim Thành") == shown
