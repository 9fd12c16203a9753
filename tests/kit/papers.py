"""Documents for the tests of uploads, and all that a reader of bytes finds in one."""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

SECRET = b"Nha so 7, 20.968 do Bac"
SHOWN = b"BT /F1 12 Tf 20 20 Td (Duoc in ra) Tj ET"


def paper(words: bytes = SHOWN, **resources: Any) -> Pdf:
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(200, 200)).obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F1=font), **resources)
    page.Contents = pdf.make_stream(words)
    return pdf


def saved(pdf: Pdf, **options: Any) -> bytes:
    written = BytesIO()
    pdf.save(written, **options)
    return written.getvalue()


def picture(pdf: Pdf, content: bytes, filters: list[Name], **about: Any) -> Stream:
    given = {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": 32, "Height": 32,
        "BitsPerComponent": 8, "ColorSpace": Name.DeviceRGB, "Filter": Array(filters),
    } | about  # fmt: skip
    return pdf.make_stream(content, **given)


def showing(pdf: Pdf, *drawn: Stream) -> Pdf:
    """The pictures as /I, /II, /III and so on."""
    named = {f"/{'I' * number}": one for number, one in enumerate(drawn, start=1)}
    page = pdf.pages[0].obj
    page.Resources.XObject = Dictionary(named)
    draw = "".join(f" q 90 0 0 90 0 0 cm {name} Do Q" for name in named)
    page.Contents = pdf.make_stream(SHOWN + draw.encode())
    return pdf


def pictures_of(content: bytes) -> list[Image.Image]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return [
            pikepdf.PdfImage(one).as_pil_image().convert("RGB")
            for one in pdf.objects
            if isinstance(one, Stream) and one.get("/Subtype") == Name.Image
        ]


def all_of(content: bytes) -> bytes:
    """The document, and each of its objects with its stream unpacked, pictures as they are."""
    parts = [content]
    with pikepdf.open(BytesIO(content)) as pdf:
        for one in pdf.objects:
            parts.append(one.unparse(resolved=True))
            if isinstance(one, Stream):
                parts.append(one.read_raw_bytes())
            if isinstance(one, Stream) and one.get("/Filter") == Name.FlateDecode:
                parts.append(one.read_bytes())
    return b"\n".join(parts)
