"""A clerk finds in the form what a person wrote, whatever program sent it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest

from doithoai.kit.apart import Wrong
from doithoai.kit.errors import Invalid, Unavailable
from doithoai.kit.letters import letter as door
from doithoai.kit.letters.letter import Letter, read_letter, read_pasted
from doithoai.kit.letters.outlook import letter_of_outlook
from doithoai.kit.time import as_of
from tests.kit.letters.letters import (
    CALENDAR,
    GMAIL,
    HEAD,
    OUTLOOK,
    PASSED_ON,
    SAID,
    SENDER,
    SUBJECT,
    enclosed,
    inline,
    letter,
    nested_letter,
    packed,
    part,
    several,
)
from tests.kit.letters.outlook_files import outlook_letter
from tests.kit.test_uploads import photo

HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> object:
    with as_of(NOW):
        yield


def words(data: bytes) -> str:
    """Of the letter, below its subject."""
    found = read_letter(data)
    assert (found.sender, found.address) == (SENDER, "hoa@example.vn")
    assert found.sent_on == date(2026, 11, 26)
    assert found.text.startswith(f"{SUBJECT}\n\n")
    return found.text.removeprefix(f"{SUBJECT}\n\n")


def test_gmail_in_a_browser() -> None:
    both = several("alternative", part("…", PLAIN), part(GMAIL, HTML), head=HEAD)
    assert words(both).split("\n\n") == ["Kính gửi xã,", f"{SAID}\n  * mùi hôi\n  * ruồi"]
    (quoted,) = read_letter(both).taken_off
    assert "đã viết:" in quoted
    assert "Xã xin ý kiến bà con." in quoted


def test_outlook_keeps_paragraphs_and_tables_and_shows_nothing_hidden() -> None:
    found = words(letter(OUTLOOK, HTML))
    assert found.split("\n\n")[:2] == ["Kính gửi xã,", SAID]
    assert "Ngày  Việc\n1/11  đã báo" in found
    assert not any(word in found for word in ("Mso", "Thư", "ẩn", "nhỏ", "Đã gửi", "xin ý kiến"))


def test_the_plain_words_are_taken_where_both_say_the_same() -> None:
    both = several("alternative", part(SAID, PLAIN), part(f"<b>{SAID}</b>!", HTML), head=HEAD)
    assert words(both) == SAID


@pytest.mark.parametrize(
    "footer",
    [
        "Sent from my iPhone",
        "Đã gửi từ iPhone của tôi",
        "Gửi từ Zalo Mail",
        "Được gửi từ Yahoo Mail trên Android",
        "Tải Outlook dành cho iOS<https://aka.ms/o0ukef>",
        "Sent from Mail for Windows",
        "-- \nNguyễn Thị Hoa\n0912 000 777",
    ],
)
def test_what_a_telephone_writes_of_itself_is_taken_off_and_told(footer: str) -> None:
    found = read_letter(letter(f"{SAID}\n\n{footer}\n"))
    assert found.text == f"{SUBJECT}\n\n{SAID}"
    assert "\n".join(found.taken_off) == footer


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (SAID.encode("utf-8"), "text/plain"),
        (SAID.encode("utf-8"), "text/plain; charset=us-ascii"),
        (SAID.encode("utf-8"), "text/plain; charset=x-unknown"),
        (SAID.encode("utf-8"), 'text/plain; charset="utf-8'),
        (SAID.encode("utf-16"), "text/plain; charset=utf-16"),
    ],
)
def test_a_charset_that_is_missing_or_wrong(content: bytes, kind: str) -> None:
    assert words(packed(content, kind, "base64")) == SAID


def test_the_code_pages_of_viet_nam() -> None:
    windows = "Ba\u0303i ra\u0301c đâ\u0300y, kênh hôi."
    for kind in ("text/plain; charset=windows-1258", "text/plain"):
        found = words(packed(windows.encode("cp1258"), kind, "quoted-printable"))
        assert found == "Bãi rác đầy, kênh hôi."
    tcvn = bytes([0x42, 0xB7, 0x69, 0x20, 0xAE, 0xC7, 0x79])
    assert words(packed(tcvn, "text/plain; charset=tcvn", "base64")) == "Bãi đầy"


def test_headers_that_break_the_rules() -> None:
    raw = f"From: {SENDER} <hoa@example.vn>\nSubject: {SUBJECT}\nDate: hôm qua\n\n{SAID}"
    found = read_letter(raw.encode())
    assert (found.sender, found.address, found.sent_on) == (SENDER, "hoa@example.vn", None)
    assert found.text == f"{SUBJECT}\n\n{SAID}"
    cut = read_letter(letter(SAID, 'multipart/mixed; boundary="nirgends"'))
    assert cut.text == SUBJECT


def test_a_reply_below_or_between_what_was_asked() -> None:
    asked = "Vào 10:23, 26 thg 11, 2026, UBND xã <xa@b.vn> đã\nviết:\n\n"
    found = read_letter(letter(f"{asked}> Ở đâu?\nĐầu thôn.\n> Từ bao giờ?\nTừ tháng 10.\n"))
    assert found.text == f"{SUBJECT}\n\nĐầu thôn.\nTừ tháng 10."


def test_words_that_only_look_like_a_head_stay() -> None:
    said = "Từ: hôm qua mất điện.\nNgày 12/3 tôi đã viết:\nđơn gửi xã nhưng không ai trả lời."
    assert words(letter(said)) == said


def test_a_letter_that_the_clerk_passed_on_is_the_first_persons() -> None:
    found = read_letter(letter(PASSED_ON))
    assert (found.sender, found.address) == ("Trần Văn Bình", "binh@example.vn")
    assert found.sent_on == date(2026, 11, 24)
    assert found.text == f"Rác thải\n\n{SAID}"
    assert found.is_passed_on
    assert "Chuyển văn phòng xử lý." in found.taken_off


def test_a_letter_in_a_letter_is_the_first_persons() -> None:
    inner = several("mixed", part(SAID, PLAIN), enclosed(b"%PDF-1.7", "application/pdf", "a.pdf"),
                    head=HEAD, mark="innen")  # fmt: skip
    outer = several(
        "mixed", part("Chuyển anh xem.", PLAIN), nested_letter(inner),
        head="From: van.thu@xa.example\nSubject: Fwd: thư\nDate: Fri, 27 Nov 2026 01:00:00 +0000\n",
    )  # fmt: skip
    assert words(outer) == SAID
    found = read_letter(outer)
    assert [one.name for one in found.files] == ["a.pdf"]
    assert found.is_passed_on
    assert found.taken_off == ("Chuyển anh xem.",)


def test_a_long_covering_letter_is_kept_with_what_it_passes_on() -> None:
    own = "Tôi gửi lại thư trả lời của xã, vì đến nay vẫn chưa thấy ai đến dọn. " * 3
    found = read_letter(letter(f"{own}\n\n{PASSED_ON.partition('xử lý.')[2]}"))
    assert found.text.startswith(f"{SUBJECT}\n\n{own.strip()}\n\n{SAID}")
    assert found.sender == SENDER


def test_files_of_every_kind_are_told() -> None:
    found = read_letter(
        several(
            "mixed",
            several("related", part(f"<p>{SAID}</p><img src='cid:a'>", HTML),
                    inline(photo(), "image/jpeg", "image001.jpg", "a"), mark="b"),
            enclosed(b"%PDF-1.7 x", "application/pdf", "Đơn của tôi.pdf"),
            enclosed(b"PK\x03\x04", "application/zip", "bom.zip"),
            part(CALENDAR, "text/calendar; method=REQUEST"),
            head=HEAD,
        )
    )  # fmt: skip
    assert [(one.name, one.is_ornament) for one in found.files] == [
        ("image001.jpg", True),
        ("Đơn của tôi.pdf", False),
        ("bom.zip", False),
        ("text-calendar.ics", False),
    ]
    assert found.files[1].content == b"%PDF-1.7 x"
    assert found.text == f"{SUBJECT}\n\n{SAID}"


def test_no_words_but_a_document() -> None:
    bare = HEAD.replace("Subject: =?utf-8?q?R=C3=A1c_=E1=BB=9F_th=C3=B4n?=\n", "")
    paper = enclosed(b"%PDF-1.7", "application/pdf", "don.pdf")
    found = read_letter(several("mixed", part("", PLAIN), paper, head=bare))
    assert (found.text, found.files[0].name) == ("", "don.pdf")


def test_a_large_picture_comes_through_whole() -> None:
    large = b"\xff\xd8\xff" + bytes(12 * 2**20)
    found = read_letter(
        several("mixed", part(SAID, PLAIN), enclosed(large, "image/jpeg", "1.jpg"), head=HEAD)
    )
    assert found.files[0].content == large


def test_outlook_on_a_computer() -> None:
    sent = datetime(2026, 11, 25, 19, 30, tzinfo=UTC)
    about: dict[str, Any] = {
        "subject": SUBJECT,
        "sender": SENDER,
        "address": "hoa@example.vn",
        "sent": sent,
    }
    big = photo(quality=95) * 20
    files = (("ảnh.jpg", "image/jpeg", big), ("don.pdf", "application/pdf", b"%PDF-1.7"))
    assert words(outlook_letter(body=f"{SAID}\r\n", files=files, **about)) == SAID
    assert words(outlook_letter(html=OUTLOOK.encode(), **about)).startswith("Kính gửi xã,")
    found = read_letter(outlook_letter(body=SAID, files=files, **about))
    assert [one.name for one in found.files] == ["ảnh.jpg", "don.pdf"]
    assert found.files[1].content == b"%PDF-1.7"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"From: a\n\n",
        "Xin chào".encode(),
        b"\x00\xff\xfe" * 100,
        b"\xd0\xcf\x11\xe0" + bytes(600),
        outlook_letter(subject="x")[:900],
    ],
)
def test_what_is_no_letter_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        read_letter(content)


def test_any_cut_of_a_letter_is_read_or_refused() -> None:
    whole = outlook_letter(subject="Bãi rác", body=SAID * 200)
    for length in range(0, len(whole), 97):
        with suppress(Wrong):
            assert letter_of_outlook(whole[:length]).subject in ("", "Bãi rác")


def test_a_page_that_is_meant_to_hurt_is_read_or_refused() -> None:
    deep = "<div>" * 10_000 + SAID + "</div>" * 10_000
    assert words(letter(f"<p>Kính gửi xã,</p>{deep}", HTML)) == f"Kính gửi xã,\n\n{SAID}"
    many = f"<p>{SAID}</p>" * 90_000  # 5 MB
    found = read_letter(letter(many, HTML))
    assert found.text.startswith(f"{SUBJECT}\n\n{SAID}\n\n{SAID}")
    assert len(found.text) < 101_000
    parts = b"".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n'.encode()
                     for n in range(3_000))  # fmt: skip
    with pytest.raises(Invalid):
        read_letter(HEAD.encode() + parts)


COPIED: dict[str, Callable[[], Letter]] = {
    "with its head": lambda: read_pasted(
        f"Từ: {SENDER} <hoa@example.vn>\nNgày: 26/11/2026\nChủ đề: {SUBJECT}\n\n{SAID}\n\n"
        "Sent from my iPhone"
    ),
    "from Gmail": lambda: read_pasted(
        f"{SUBJECT}\nHộp thư đến\n{SENDER} <hoa@example.vn>\n10:23 26 thg 11 (2 ngày trước)\n"
        f"đến tôi\n\n{SAID}"
    ),
    "from Outlook": lambda: read_pasted(
        f"From: {SENDER} <hoa@example.vn>\nSent: Thursday, November 26, 2026 2:30 AM\n"
        f"To: UBND xã\nSubject: Re: {SUBJECT}\n\n{SAID}\n\n"
        "-----Original Message-----\nFrom: xa\nSent: x"
    ),
}


@pytest.mark.parametrize("way", COPIED)
def test_a_letter_copied_from_a_page_tells_who_and_when(way: str) -> None:
    found = COPIED[way]()
    assert (found.sender, found.address) == (SENDER, "hoa@example.vn")
    assert found.sent_on == date(2026, 11, 26)
    assert found.text == f"{SUBJECT}\n\n{SAID}"
    assert found.taken_off


def test_words_alone_can_be_copied_too() -> None:
    assert read_pasted(SAID) == Letter("", "", None, SAID)
    with pytest.raises(Invalid):
        read_pasted(" \n ")


def test_whoever_would_wait_long_behind_another_letter_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(door, "QUEUE", 0.01)
    with door._one_at_a_time, pytest.raises(Unavailable):
        read_letter(letter(SAID))
    assert read_letter(letter(SAID)).text
