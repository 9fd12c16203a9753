"""What a stranger sends is made anew or refused with a sentence; nothing of it runs here."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from zlib import compress, crc32

import pikepdf
import pytest
from django.conf import LazySettings
from PIL import Image

from doithoai.kit.errors import Invalid, Unavailable
from doithoai.kit.uploads import door
from doithoai.kit.uploads.door import LARGEST_FILE, Remade, remake

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The string by which every scanner is tried; harmless (eicar.org)."""


def remade(content: bytes) -> Remade:
    return remake(BytesIO(content), len(content))


def photo(**options: Any) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (60, 40), "green").save(drawn, "JPEG", **options)
    return drawn.getvalue()


def paper(pages: int = 1, **attached: str) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _page in range(pages):
        pdf.add_blank_page(page_size=(200, 200))
    for name, script in attached.items():
        action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
        pdf.Root[f"/{name}"] = pdf.make_indirect(action)
    return pdf


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    written = BytesIO()
    pdf.save(written, **options)
    return written.getvalue()


def declared(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is as large as this."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", crc32(kind + data))

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def test_a_photograph_comes_out_without_place_camera_and_comment() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh của ông Tèo"
    exif.get_ifd(0x8825)[2] = (20.0, 58.0, 12.0)
    content = photo(exif=exif.tobytes(), comment="Nhà số 7".encode())
    assert "Nhà số 7".encode() in content
    made = remade(content)
    opened = Image.open(BytesIO(made.content))
    assert (made.kind, opened.format, opened.size) == ("photo", "JPEG", (60, 40))
    assert not opened.getexif()
    for left in ("Máy ảnh", "Nhà số 7"):
        assert left.encode() not in made.content


def test_a_paper_comes_out_without_scripts_and_attached_files() -> None:
    pdf = paper(2, OpenAction="app.alert('a')")
    pdf.attachments["goi.exe"] = b"MZ attached program"
    content = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"JavaScript" in content
    made = remade(content)
    with pikepdf.open(BytesIO(made.content)) as clean:
        assert (made.kind, len(clean.pages)) == ("document", 2)
        assert "/OpenAction" not in clean.Root
        assert not clean.attachments
        for thing in clean.objects:
            if isinstance(thing, pikepdf.Dictionary):
                assert thing.get("/S") != pikepdf.Name.JavaScript


REFUSED = {
    "a page of HTML": b"<html><script>alert(1)</script></html>",
    "a drawing with script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
    "a program": b"MZ" + bytes(200),
    "nothing": b"",
    "a picture that only some telephones read": b"\0\0\0\x18ftypheic" + bytes(200),
    "a packed folder": b"PK\x03\x04" + bytes(200),
    "half a photograph": photo()[:300],
    "a bomb of pixels": declared(50_000, 50_000),
    "a broken paper": b"%PDF-1.7\n1 0 obj <<",
    "a locked paper": saved(paper(), encryption=pikepdf.Encryption(owner="o", user="u")),
    "a paper of too many pages": saved(paper(400)),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_what_is_no_photograph_or_paper_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        remade(content)
    assert str(refused.value)


def test_a_file_is_weighed_before_it_is_read() -> None:
    with pytest.raises(Invalid):
        remake(BytesIO(b""), LARGEST_FILE + 1)
    with pytest.raises(Invalid):
        remake(BytesIO(bytes(LARGEST_FILE + 1)), 10)


@pytest.fixture
def clamd(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    """A scanner that speaks clamd's protocol and knows one virus."""
    address = tmp_path / "clamd"
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(address))
    server.listen()

    def serve() -> None:
        with suppress(OSError):
            while True:
                line, _who = server.accept()
                with line, line.makefile("rb") as given:
                    assert given.read(10) == b"zINSTREAM\0"
                    content = b""
                    while size := struct.unpack("!L", given.read(4))[0]:
                        content += given.read(size)
                    found = b"Eicar FOUND" if EICAR in content else b"OK"
                    line.sendall(b"stream: " + found + b"\0")

    threading.Thread(target=serve, daemon=True).start()
    settings.CLAMAV = str(address)
    yield address
    server.close()


def test_a_scanner_is_asked_first_and_a_virus_is_refused(clamd: Path) -> None:
    assert remade(photo()).kind == "photo"
    with pytest.raises(Invalid, match=r"vi-rút|virus"):
        remade(photo() + EICAR)


def test_nothing_passes_while_the_scanner_is_away(tmp_path: Path, settings: LazySettings) -> None:
    settings.CLAMAV = str(tmp_path / "nobody")
    with pytest.raises(Unavailable):
        remade(photo())


def test_who_waits_behind_a_slow_file_is_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(door, "QUEUE", 0.05)
    with door._one_at_a_time, pytest.raises(Unavailable) as refused:
        remade(photo())
    assert refused.value.seconds == door.RETRY
    monkeypatch.undo()
    assert remade(photo()).kind == "photo"
