"""What lies in a document by its filters: pictures go over without their notes."""

from collections.abc import Callable
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, StreamDecodeLevel

from doithoai.kit.apart import Wrong
from doithoai.kit.uploads import jbig2, jpeg, jpeg2000
from doithoai.kit.uploads.weight import filters_of

PACKINGS = {
    "/FlateDecode", "/LZWDecode", "/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode",
    "/Fl", "/LZW", "/AHx", "/A85", "/RL",
}  # fmt: skip
_FAX = {"/CCITTFaxDecode", "/CCF"}
"""Lines of black and white and nothing else: there is no place for a note."""
_CLEANED: dict[str, Callable[[bytes], bytes]] = {
    "/DCTDecode": jpeg.without_metadata,
    "/DCT": jpeg.without_metadata,
    "/JPXDecode": jpeg2000.without_metadata,
    "/JBIG2Decode": jbig2.without_comments,
}


def clean_stream(pdf: Pdf, stream: Stream) -> None:
    """Raises Wrong for one that is packed in a way that is not known to the end."""
    cleaned = cleaned_picture(pdf, stream, stream.read_raw_bytes)
    if cleaned is not None:
        kept: Any = stream
        kept.write(cleaned, filter=kept.Filter, decode_parms=kept.get("/DecodeParms"))


def cleaned_picture(
    pdf: Pdf, about: Dictionary | Stream, read: Callable[[], bytes]
) -> bytes | None:
    """The bytes of a picture without notes; ``about`` then names the one filter that is left.

    None when nothing has to be changed.
    """
    filters = filters_of(about)
    packings, last = filters[:-1], filters[-1] if filters else "/FlateDecode"
    if not PACKINGS.issuperset(packings) or last not in PACKINGS | _FAX | _CLEANED.keys():
        raise Wrong("unclean")
    if last not in _CLEANED:
        return None
    parameters = _parameters(about, len(filters))
    inside = _unpacked(pdf, read(), packings, parameters[:-1]) if packings else read()
    about.Filter = Name(last)
    if "/DecodeParms" in about:
        del about.DecodeParms
    if parameters[-1] is not None:
        about.DecodeParms = parameters[-1]
    return _CLEANED[last](inside)


def prove_words(stream: Stream) -> None:
    """Raises Wrong for words of a page that are packed like a picture."""
    if not PACKINGS.issuperset(filters_of(stream)):
        raise Wrong("unclean")


def _parameters(about: Dictionary | Stream, number: int) -> list[Any]:
    """One of each filter: a dictionary or None."""
    given: Any = about.get("/DecodeParms", None)
    several = list(given) if isinstance(given, Array) else [given]
    return (several + [None] * number)[:number]


def _unpacked(pdf: Pdf, content: bytes, packings: list[str], parameters: list[Any]) -> bytes:
    packed = pdf.make_stream(content)
    packed.Filter = Array([Name(name) for name in packings])
    if any(one is not None for one in parameters):
        packed.DecodeParms = Array(parameters)
    return packed.read_bytes(StreamDecodeLevel.specialized)
