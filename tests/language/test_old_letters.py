"""Words of old fonts come back as they were meant; nobody else's words are touched."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import doithoai.sample
from doithoai.kit.tables.sheet import Cell, Sheet
from doithoai.kit.vietnamese import normalized
from doithoai.language import old_letters
from doithoai.language.old_letters import Letters, has_lost_letters, rewritten
from doithoai.language.old_tables import sheets_in_unicode

SAMPLE = Path(doithoai.sample.__file__).parent / "data"
ENCODED = {
    Letters.TCVN3: {letter: sign for sign, letter in old_letters._TCVN3.items() if sign != "−"},
    Letters.VNI: {letter: signs for signs, letter in old_letters._VNI.items()},
}


def encoded(text: str, letters: Letters) -> str:
    """As it would be typed with the old font; the capitals that it lacks are small."""
    table = ENCODED[letters]
    return "".join(
        table.get(sign, table.get(sign.lower(), sign)) for sign in normalized("NFC", text)
    )


def sentences() -> Iterator[str]:
    for file in sorted(SAMPLE.glob("*.toml")):
        for found in re.findall(r'"([^"\n]{12,})"|"""\n(.+?)"""', file.read_text(), re.DOTALL):
            yield "".join(found)


def test_no_word_of_the_sample_is_changed() -> None:
    said = list(sentences())
    assert len(said) > 200
    assert [text for text in said if rewritten(text) != text] == []
    words = {word for text in said for word in text.split()}
    assert [word for word in words if rewritten(word) != word] == []


@pytest.mark.parametrize("letters", Letters)
def test_every_sentence_of_the_sample_comes_back(letters: Letters) -> None:
    for text in sentences():
        old = encoded(text, letters)
        if sum(not word.isascii() for word in old.split()) > 3:
            assert rewritten(old).lower() == normalized("NFC", text).lower()


@pytest.mark.parametrize(
    "text",
    [
        "Élève à l’école : ça a été très gênant, où est le café ? Noël, naïve, Citroën",
        "Die Straße für Müller ist schön, aber größer; Öl über Köln",
        "El niño mañana señor Núñez",
        "Ống Ø 110, dày ½ inch, 2,5 µm, 30 °C, § 5",
        "2,5 µm µg ½ ¼ ± Ø",
        "«Vâng» – «Không»",
        "æble ø å blåbær",
        "Duong hong, den hong",
        "",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert rewritten(text) == text


def test_known_words_of_the_fonts() -> None:
    assert rewritten("§Ò nghÞ söa ®\xadêng vµo th«n, ngËp n\xadíc sau m\xada") == (
        "Đề nghị sửa đường vào thôn, ngập nước sau mưa"
    )
    assert rewritten("§−êng th«n CÈm Th−îng") == "Đường thôn Cẩm Thượng"
    assert rewritten("Ñeà nghò söûa ñöôøng vaøo thoân, ngaäp nöôùc sau möa") == (
        "Đề nghị sửa đường vào thôn, ngập nước sau mưa"
    )
    assert rewritten("ÑEÀ NGHÒ SÖÛA ÑÖÔØNG") == "ĐỀ NGHỊ SỬA ĐƯỜNG"


def test_short_cells_go_with_the_table_and_cells_in_unicode_stay() -> None:
    rows: list[list[Cell]] = [
        ["STT", "Th«n", "Néi dung"],
        [1, "TÊt L·nh", encoded("Đường làng hỏng nặng, đề nghị sửa", Letters.TCVN3)],
        [2, "Đoài", encoded("Mất nước ba ngày, trẻ nhỏ ốm", Letters.TCVN3)],
    ]
    [sheet], [note] = sheets_in_unicode([Sheet("A", rows)])
    assert sheet.rows == [
        ["STT", "Thôn", "Nội dung"],
        [1, "Tất Lãnh", "Đường làng hỏng nặng, đề nghị sửa"],
        [2, "Đoài", "Mất nước ba ngày, trẻ nhỏ ốm"],
    ]
    assert "1–3" in note.sentence


def test_bytes_of_old_letters_in_a_file_of_text_are_read() -> None:
    old = encoded("Đề nghị sửa đường, lấp ổ gà ở ngõ ba", Letters.TCVN3)
    misread = old.encode("cp1252").decode("cp1258")
    [sheet], _notes = sheets_in_unicode([Sheet("", [["Noi dung"], [misread]])])
    assert sheet.rows[1] == ["Đề nghị sửa đường, lấp ổ gà ở ngõ ba"]


@pytest.mark.parametrize("text", ["?? ngh? s?a ???ng vào thôn", "Đ? ngh? s?a ?ư?ng"])
def test_letters_that_were_lost_are_seen(text: str) -> None:
    assert has_lost_letters(text)


@pytest.mark.parametrize("text", ["Bao giờ sửa?", "Sao vậy?sao", "https://a.vn/?b=1&?c=2", "??"])
def test_questions_are_no_lost_letters(text: str) -> None:
    assert not has_lost_letters(text)
