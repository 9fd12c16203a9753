"""A JPEG 2000 picture without its notes, not decoded: decoding one page may take seconds.

Written by ITU-T T.800: boxes (annex I) around a codestream of marks and tiles (annex A).
"""

from collections.abc import Iterator

from doithoai.kit.apart import Wrong
from doithoai.kit.uploads.weight import prove_pixels

_SIGNATURE = b"\0\0\0\x0cjP  \r\n\x87\n"
_HEADER = {b"ihdr", b"bpcc", b"pclr", b"cmap", b"cdef"}
_ENUMERATED = {b"GRAY": 17, b"RGB ": 16, b"CMYK": 12}
"""The number of a plain colour space for the kind of colours of an ICC profile."""
_BEGIN, _SIZE, _COMMENT, _TILE, _DATA, _END = 0xFF4F, 0xFF51, 0xFF64, 0xFF90, 0xFF93, 0xFFD9


def without_metadata(source: bytes) -> bytes:
    """Without boxes of Exif, XMP, places and owners, without comments, and what follows it.

    Raises Wrong for what is not understood to its end.
    """
    if not source.startswith(_SIGNATURE):
        return _codestream(source)
    kept = [_SIGNATURE]
    for kind, content in _boxes(source[len(_SIGNATURE) :]):
        match kind:
            case b"ftyp":
                kept.append(_box(kind, content))
            case b"jp2h":
                kept.append(_box(kind, _header(content)))
            case b"jp2c":
                return b"".join([*kept, _box(kind, _codestream(content))])
    raise Wrong("unclean")


def _header(content: bytes) -> bytes:
    kept, is_coloured = [], False
    for kind, inside in _boxes(content):
        if kind in _HEADER:
            kept.append(_box(kind, inside))
        elif kind == b"colr" and not is_coloured:
            kept.append(_box(kind, _colours(inside)))
            is_coloured = True
    return b"".join(kept)


def _colours(content: bytes) -> bytes:
    """A profile may name its owner and the screen it was made for: its kind of colours is enough.

    A space that is enumerated, perhaps with a few numbers, stays.
    """
    if content[:1] == b"\1":
        return content[:7]
    number = _ENUMERATED.get(content[19:23])
    if number is None:
        raise Wrong("unclean")
    return b"\1\0\0" + number.to_bytes(4)


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(content):
        size, kind, begin = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], at + 8
        if size == 1:
            size, begin = int.from_bytes(content[at + 8 : at + 16]), at + 16
        end = at + size if size else len(content)
        if not begin <= end <= len(content):
            raise Wrong("unclean")
        yield kind, content[begin:end]
        at = end


def _box(kind: bytes, content: bytes) -> bytes:
    return (8 + len(content)).to_bytes(4) + kind + content


def _codestream(source: bytes) -> bytes:
    """The main header without comments, then the tiles up to the end."""
    if source[:2] != _BEGIN.to_bytes(2):
        raise Wrong("unclean")
    kept, at = [source[:2]], 2
    while (mark := int.from_bytes(source[at : at + 2])) != _TILE:
        segment = _segment(source, at)
        if mark == _SIZE:
            prove_pixels(_pixels(segment))
        if mark != _COMMENT:
            kept.append(segment)
        at += len(segment)
    while source[at : at + 2] == _TILE.to_bytes(2):
        tile = _tile(source, at)
        kept.append(tile)
        at += len(tile)
    return b"".join([*kept, _END.to_bytes(2)])


def _tile(source: bytes, begin: int) -> bytes:
    """A part of a tile with its header. Raises Wrong for a comment: nobody has any here."""
    size = int.from_bytes(source[begin + 6 : begin + 10])
    end = begin + size if size else source.rfind(_END.to_bytes(2))
    at = begin
    while (mark := int.from_bytes(source[at : at + 2])) != _DATA:
        if mark == _COMMENT:
            raise Wrong("unclean")
        at += len(_segment(source, at))
    if not at < end <= len(source):
        raise Wrong("unclean")
    return source[begin:end]


def _segment(source: bytes, at: int) -> bytes:
    size = int.from_bytes(source[at + 2 : at + 4])
    if source[at] != 0xFF or size < 2 or at + 2 + size > len(source):
        raise Wrong("unclean")
    return source[at : at + 2 + size]


def _pixels(size: bytes) -> int:
    """Of the SIZ segment: the grid without its offset."""
    right, bottom, left, top = (int.from_bytes(size[at : at + 4]) for at in (6, 10, 14, 18))
    return (right - left) * (bottom - top)
