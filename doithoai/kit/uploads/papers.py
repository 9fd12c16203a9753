"""PDF documents written anew: only what is printed on the pages goes over.

A new, empty document takes the pages over, and of each page only the keys named in ``OF_A_PAGE``:
scripts, actions, attached files, forms (XFA too), links and metadata hang elsewhere and stay
behind. What a form or a comment shows is first drawn onto its page.
"""

import io
import zlib
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

from doithoai.kit.apart import Wrong
from doithoai.kit.uploads.jpeg import without_metadata

MOST_PAGES = 60
MOST_INSIDE = 200 * 1024 * 1024  # bytes of all streams together, uncompressed
MOST_PIXELS = 100_000_000  # of one picture
MOST_OBJECTS = 200_000
MOST_FILTERS = 3
OF_A_PAGE = {
    "/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit",
    "/Resources", "/Contents", "/Group",
}  # fmt: skip
NOWHERE = ("/AA", "/AF", "/EF", "/JS", "/Metadata", "/OPI", "/PieceInfo", "/Ref", "/XFA")
"""Keys that no object keeps: actions, attached files, scripts, private data, other documents."""


def remade_paper(source: bytes) -> tuple[int, bytes]:
    """(number of pages, a PDF without anything that acts). Raises Wrong."""
    try:
        with Pdf.open(io.BytesIO(source)) as given:
            if given.is_encrypted:
                raise Wrong("encrypted")
            return _remade(given)
    except pikepdf.PasswordError as error:
        raise Wrong("encrypted") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, zlib.error) as error:
        raise Wrong("unreadable") from error


def _remade(given: Pdf) -> tuple[int, bytes]:
    pages = len(given.pages)
    if not pages:
        raise Wrong("unreadable")
    if pages > MOST_PAGES:
        raise Wrong("pages")
    _weigh(given)
    given.generate_appearance_streams()
    given.flatten_annotations("all")
    fresh = Pdf.new()
    fresh.pages.extend(given.pages)
    for page in fresh.pages:
        for key in set(page.obj.keys()) - OF_A_PAGE:
            del page.obj[key]
    for one in fresh.objects:
        _clear(one)
    target = io.BytesIO()
    fresh.save(target, deterministic_id=True)
    return pages, target.getvalue()


def _clear(one: pikepdf.Object) -> None:
    if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
        return
    for key in NOWHERE:
        if key in one:
            del one[key]
    if isinstance(one, pikepdf.Stream) and _filters(one) == ["/DCTDecode"]:
        one.write(without_metadata(one.read_raw_bytes()), filter=Name.DCTDecode)


def _weigh(given: Pdf) -> None:
    """Raises Wrong when the document unpacks to more than anybody's computer should take."""
    if len(given.objects) > MOST_OBJECTS:
        raise Wrong("large_inside")
    left = MOST_INSIDE
    for one in given.objects:
        if isinstance(one, pikepdf.Stream):
            if int(one.get("/Width", 0)) * int(one.get("/Height", 0)) > MOST_PIXELS:
                raise Wrong("large_inside")
            left -= _unpacked(one, left)


def _unpacked(stream: pikepdf.Stream, most: int) -> int:
    """Bytes of the stream when its outer Flate layers are off. Raises Wrong above ``most``."""
    filters, content = _filters(stream), stream.read_raw_bytes()
    if len(filters) > MOST_FILTERS:
        raise Wrong("large_inside")
    for name in filters:
        if name not in ("/FlateDecode", "/Fl"):
            break
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(content, most + 1)
        if len(content) > most:
            raise Wrong("large_inside")
    return len(content)


def _filters(stream: pikepdf.Stream) -> list[str]:
    names: Any = stream.get("/Filter", [])
    return [str(names)] if isinstance(names, Name) else [str(name) for name in names]
