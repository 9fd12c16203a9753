"""A JPEG without its notes, not decoded: for pictures that lie inside a document."""

_BEGIN, _SCAN, _APP0, _APP14, _COMMENT = 0xD8, 0xDA, 0xE0, 0xEE, 0xFE


def without_metadata(source: bytes) -> bytes:
    """Without Exif (place, camera), XMP, IPTC, thumbnails and comments.

    What a decoder needs stays (JFIF, Adobe's colour mark). A file of another form is returned cut
    off where its form ends.
    """
    kept = bytearray(source[:2])
    at = 2
    while at + 4 <= len(source) and source[at] == 0xFF:
        mark = source[at + 1]
        if mark == _SCAN:
            return bytes(kept + source[at:])
        end = at + 2 + int.from_bytes(source[at + 2 : at + 4])
        is_note = _APP0 < mark <= 0xEF and mark != _APP14
        if not is_note and mark != _COMMENT:
            kept += source[at:end]
        at = end
    return bytes(kept)
