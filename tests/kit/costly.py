"""Files that are small to send and dear to open: each is made anew within the child's limits, or
refused.

``PICTURES`` and ``PAPERS`` are told by a name that says what is dear about them; their bytes are
made when they are asked for. ``python -m tests.kit.costly FOLDER`` writes them all.
"""

import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zlib import compress, crc32

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

ALLOWED = (4000, 3000)  # pixels of a PNG or WebP that is still taken
TOO_LARGE = (7000, 7000)
IN_A_JPEG = (7000, 7000)


def picture(form: str, mode: str, size: tuple[int, int], **options: object) -> bytes:
    drawn = BytesIO()
    Image.new(mode, size).save(drawn, form, **options)
    return drawn.getvalue()


def deep_png(size: tuple[int, int]) -> bytes:
    """16 bits for each of four channels, interlaced: eight bytes a pixel, in seven goes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", crc32(kind + data))

    width, height = size
    lines = bytes(width * height * 8 + 4 * height)
    head = struct.pack("!IIBBBBB", width, height, 16, 6, 0, 0, 1)
    packed = chunk(b"IHDR", head) + chunk(b"IDAT", compress(lines, 1)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + packed


def many_scans(size: tuple[int, int], scans: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again: each goes over every pixel."""
    whole = picture("JPEG", "L", size, progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * scans + b"\xff\xd9"


def saved(pdf: Pdf) -> bytes:
    written = BytesIO()
    pdf.save(written)
    return written.getvalue()


def one_page() -> Pdf:
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    return pdf


def words(line: bytes, times: int) -> bytes:
    pdf = one_page()
    pdf.pages[0].obj.Contents = pdf.make_stream(line * times)
    return saved(pdf)


def packed(name: str, content: bytes) -> bytes:
    pdf = one_page()
    pdf.pages[0].obj.Contents = pdf.make_stream(content, Filter=Name(name))
    return saved(pdf)


def many_notes(number: int) -> bytes:
    """Each is drawn onto the page."""
    pdf = one_page()
    shape = pdf.make_stream(b"0 0 m 9 9 l S", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    note = Dictionary(Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=shape))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note) for _each in range(number)])
    return saved(pdf)


def many_fields(number: int) -> bytes:
    """Of each the appearance has to be made."""
    pdf = one_page()
    fields = Array()
    for each in range(number):
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=f"o{each}", V="x" * 50,
            Rect=Array([0, 0, 90, 9]), DA=pikepdf.String("/Helv 9 Tf"),
        )  # fmt: skip
        fields.append(pdf.make_indirect(field))
    pdf.pages[0].obj.Annots = fields
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    fonts = Dictionary(Font=Dictionary(Helv=font))
    pdf.Root.AcroForm = Dictionary(Fields=fields, NeedAppearances=True, DR=fonts)
    return saved(pdf)


def many_pictures(content: bytes, number: int) -> bytes:
    pdf = one_page()
    pictures = {f"/I{each}": pdf.make_stream(content, Subtype=Name.Image, Width=8, Height=8,
                ColorSpace=Name.DeviceGray, BitsPerComponent=8, Filter=Name.DCTDecode)
                for each in range(number)}  # fmt: skip
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(pictures))
    return saved(pdf)


def many_things(number: int) -> bytes:
    pdf = one_page()
    states = {f"/G{each}": pdf.make_indirect(Dictionary(LW=each)) for each in range(number)}
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(states))
    return saved(pdf)


def packed_by_lzw(size: int) -> bytes:
    """Zeros: each code stands for one more of them than the one before, until the table begins
    anew. All codes have nine bits, so eight such rows end with a whole byte.
    """
    begin, zero, first, last = 256, 0, 258, 500
    row = [begin, zero, *range(first, last + 1)]
    bits = "".join(f"{code:09b}" for code in row * 8)
    eight_rows = int(bits, 2).to_bytes(len(bits) // 8)
    length = sum(range(1, last - first + 3))
    return eight_rows * (size // (8 * length))


@dataclass(frozen=True, slots=True)
class Costly:
    content: Callable[[], bytes]
    is_taken: bool = False


PICTURES = {
    "a WebP of 2 kB with 49 megapixels": Costly(
        lambda: picture("WEBP", "RGB", TOO_LARGE, lossless=True)
    ),
    "a PNG of too many pixels": Costly(lambda: picture("PNG", "1", TOO_LARGE)),
    "a WebP of the most pixels": Costly(
        lambda: picture("WEBP", "RGBA", ALLOWED, lossless=True), is_taken=True
    ),
    "a PNG of the most pixels, deep": Costly(lambda: deep_png(ALLOWED), is_taken=True),
    "a PNG of the most pixels with a palette": Costly(
        lambda: picture("PNG", "P", ALLOWED, transparency=0), is_taken=True
    ),
    "a JPEG of the most pixels": Costly(lambda: picture("JPEG", "RGB", IN_A_JPEG), is_taken=True),
    "a JPEG that cannot be decoded smaller": Costly(
        lambda: picture("JPEG", "CMYK", (60_000, 800)), is_taken=True
    ),
    "a JPEG of a thousand scans": Costly(lambda: many_scans(IN_A_JPEG, 1000)),
}
PAPERS = {
    "many lines": Costly(lambda: words(b"0 0 m 9 9 l S\n", 3_000_000), is_taken=True),
    "many remarks": Costly(lambda: words(b"% x\n0 0 m 9 9 l S\n", 2_000_000)),
    "many marks": Costly(lambda: words(b"/P <</MCID 0>> BDC EMC\n", 2_000_000)),
    "many comments on a page": Costly(lambda: many_notes(3_000), is_taken=True),
    "more comments than are drawn": Costly(lambda: many_notes(10_000)),
    "many fields to draw": Costly(lambda: many_fields(3_000), is_taken=True),
    "many pictures": Costly(
        lambda: many_pictures(picture("JPEG", "L", (8, 8)), 20_000), is_taken=True
    ),
    "many things": Costly(lambda: many_things(90_000), is_taken=True),
    "zeros": Costly(lambda: packed("/FlateDecode", compress(bytes(220_000_000), 1))),
    "zeros by runs": Costly(lambda: packed("/RunLengthDecode", b"\x81\0" * 5_000_000)),
    "zeros by a table": Costly(lambda: packed("/LZWDecode", packed_by_lzw(400_000_000))),
    "a JPEG of many scans": Costly(lambda: many_pictures(many_scans((800, 800), 5_000), 1)),
}
DEAR = {
    "a JPEG of a thousand scans", "many remarks", "many marks", "many pictures", "many things",
    "many comments on a page", "many fields to draw",
}  # fmt: skip
"""Those that take more than a second."""


if __name__ == "__main__":
    for kind, several in (("photo", PICTURES), ("document", PAPERS)):
        for name, costly in several.items():
            (Path(sys.argv[1]) / f"{kind} {name}").write_bytes(costly.content())
