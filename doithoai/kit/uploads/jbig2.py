"""A JBIG2 picture as it lies in a document, without comments, not decoded.

Written by ITU-T T.88, 7.2: segments without a file header, each header before its data.
"""

from doithoai.kit.apart import Wrong
from doithoai.kit.uploads.weight import prove_pixels

_PAGE, _EXTENSION = 48, 62
_UNKNOWN = 0xFFFFFFFF


def without_comments(source: bytes) -> bytes:
    """Without extensions: comments are such. Raises Wrong for a file of another form."""
    kept, at = [], 0
    while at < len(source):
        start, number, flags = at, int.from_bytes(source[at : at + 4]), source[at + 4]
        begin = at + 5 + _references(source, at + 5, number) + (4 if flags & 0x40 else 1)
        size = int.from_bytes(source[begin : begin + 4])
        kind = flags & 0x3F
        at = begin + 4 + size
        if size == _UNKNOWN or at > len(source):
            raise Wrong("unclean")
        if kind == _PAGE:
            prove_pixels(_pixels(source[begin + 4 : at]))
        if kind != _EXTENSION:
            kept.append(source[start:at])
    return b"".join(kept)


def _references(source: bytes, at: int, number: int) -> int:
    """Bytes of the list of segments that this one refers to (7.2.4, 7.2.5)."""
    count, head = source[at] >> 5, 1
    if count == 7:
        count = int.from_bytes(source[at : at + 4]) & 0x1FFFFFFF
        head = 4 + (count + 8) // 8
    each = 1 if number <= 256 else 2 if number <= 65536 else 4
    return head + count * each


def _pixels(page: bytes) -> int:
    width, height = int.from_bytes(page[:4]), int.from_bytes(page[4:8])
    return 0 if height == _UNKNOWN else width * height
