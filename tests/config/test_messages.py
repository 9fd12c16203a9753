"""Translations are found where they lie, and say one word for one thing."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings

from tools.messages import PACKAGE, catalogue_files


class Struck(NamedTuple):
    """Words that no page says, and what it says instead.

    ``but`` matches the places in which they mean something else; they are left out first.
    """

    words: str
    instead: str
    but: str = ""


STRUCK: Final = (
    Struck("bạn", "ông/bà, or no pronoun; officials are not addressed"),
    Struck("đồng chí", "officials are not addressed"),
    Struck("quý vị", "ông/bà"),
    Struck("chúng tôi", "văn phòng, cơ quan, hệ thống"),
    Struck("lời văn|lời ý kiến", "nội dung ý kiến; of a template: mẫu câu"),
    Struck("nguyên văn", "bản gốc"),
    Struck("kho kín|khóa kín", "lưu riêng, mã hóa"),
    Struck("danh tính", "thông tin người gửi"),
    Struck("đường đi", "quá trình giải quyết"),
    Struck("lời hứa|giữ lời|đã hứa", "cam kết in public, việc được giao at the desk"),
    Struck("chủ tọa", "người chủ trì"),
    Struck("mã nhận|mã ý kiến|giấy hẹn", "mã biên nhận"),
    Struck("quản trị viên", "người quản trị"),
    Struck("liên kết", "đường dẫn"),
    Struck("trình đơn|mục lục", "menu"),
    Struck(
        "từ chối", "không tiếp nhận, không chấp nhận", but="bị từ chối truy cập|lượt bị từ chối"
    ),
    Struck("nhiệm kỳ", "thời gian giữ chức vụ: a post may end with a decision"),
    Struck("đơn vị kế tiếp|chuyển tiếp", "kế thừa"),
    Struck("bí thư cấp ủy", "Bí thư Đảng ủy"),
    Struck("hãy|đừng", "xin, mời; to officials: đề nghị or the bare verb"),
    Struck("phiếu trắng", "mẫu phiếu"),
    Struck("cho qua", "chuyển xử lý"),
    Struck("khép", "kết thúc"),
    Struck("trễ|muộn", "quá hạn, chậm", but="gửi muộn"),
    Struck("dân", "người dân", but="(người|công|nhân|khu|cán bộ và) dân|tổ dân phố"),
    Struck(r"\d+ (chữ|từ)|\)[sd] (chữ|từ)", "ký tự"),
)


def said() -> Iterator[tuple[Path, str]]:
    """Every Vietnamese sentence of a page, with the catalogue in which it stands."""
    for po in catalogue_files():
        with po.open("rb") as source:
            for message in read_po(source, locale="vi"):
                told = (message.string if message.id else None) or ""
                for sentence in [told] if isinstance(told, str) else told:
                    yield po, sentence


def wrong_words(sentence: str) -> list[Struck]:
    found = []
    for struck in STRUCK:
        rest = re.sub(rf"\b({struck.but})\b", "", sentence, flags=re.I) if struck.but else sentence
        if re.search(rf"(?<!\w)({struck.words})(?!\w)", rest, re.I):
            found.append(struck)
    return found


def test_every_catalogue_is_read() -> None:
    """Django looks into the folders of apps and into those that the settings name."""
    read = {Path(one.path) / "locale" for one in apps.get_app_configs()}
    read |= {Path(path) for path in settings.LOCALE_PATHS}
    assert {po.parents[2] for po in catalogue_files()} <= read


def test_pages_say_one_word_for_one_thing() -> None:
    wrong = [
        f"{po.relative_to(PACKAGE).parts[:-4]}: “{sentence}”: not {struck.words}: {struck.instead}"
        for po, sentence in said()
        for struck in wrong_words(sentence)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        ("reports/data/terms.csv", ["vietnamese"]),
        ("opinions/data/answer_templates.csv", ["title", "body"]),
        ("deadlines/data/deadline_rules.csv", ["title_vi"]),
    ],
)
def test_tables_that_pages_show_say_the_same_words(table: str, columns: list[str]) -> None:
    with (PACKAGE / table).open(encoding="utf-8", newline="") as file:
        told = [row[column] for row in csv.DictReader(file) for column in columns]
    assert told
    assert [(words, wrong_words(words)) for words in told if wrong_words(words)] == []


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Bạn muốn gửi gì?", "bạn"),
        ("Người gửi đã ban hành cùng bạn đọc.", "bạn"),
        ("Dân xác nhận đã xong", "dân"),
        ("Đã từ chối", "từ chối"),
    ],
)
def test_a_struck_word_is_found_in_a_sentence(sentence: str, words: str) -> None:
    assert [struck.words for struck in wrong_words(sentence)] == [words]


@pytest.mark.parametrize(
    "sentence",
    ["Văn phòng ban hành mẫu", "Nơi tiếp công dân", "Người dân xác nhận", "Bị từ chối truy cập"],
)
def test_a_word_that_only_holds_a_struck_one_is_let_be(sentence: str) -> None:
    assert wrong_words(sentence) == []
