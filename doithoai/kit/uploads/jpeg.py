"""A JPEG without its notes, not decoded: for pictures that lie inside a document.

Written by ITU-T T.81, annex B: marks, each with a segment; after a scan's segment follows what was
drawn, in which a mark cannot occur; a progressive picture has several scans.
"""

import re
from collections.abc import Iterator

from doithoai.kit.apart import Wrong
from doithoai.kit.uploads.weight import prove_pixels

MOST_SCANS = 100
"""Each is drawn over the whole picture; who encodes in earnest needs about ten."""

_BEGIN, _END = b"\xff\xd8", b"\xff\xd9"
_SCAN, _JFIF, _ADOBE = 0xDA, 0xE0, 0xEE
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_NEEDED = {*_FRAMES, 0xC4, 0xCC, _SCAN, 0xDB, 0xDC, 0xDD}
"""Frames, tables, scans, number of lines, restarts."""
_NOTES = {*range(0xE0, 0xF0), 0xFE}
_NEXT_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def without_metadata(source: bytes) -> bytes:
    """Without Exif (place, camera), XMP, IPTC, profiles, thumbnails, comments and what follows it.

    Of the notes only what a decoder asks for stays: JFIF and Adobe's colour mark, cut to their
    own fields. Raises Wrong for a file of another form: what is not understood may hide something.
    """
    kept, scans = [_BEGIN], 0
    for mark, segment in _segments(source):
        if mark in _FRAMES:
            prove_pixels(_pixels(segment))
        scans += mark == _SCAN
        if scans > MOST_SCANS:
            raise Wrong("large_inside")
        if mark in _NEEDED:
            kept.append(segment)
        elif mark == _JFIF and segment[4:9] == b"JFIF\0" and len(segment) >= 16:
            kept.append(b"\xff\xe0\0\x10" + segment[4:16] + b"\0\0")  # no thumbnail: 0 by 0
        elif mark == _ADOBE and segment[4:9] == b"Adobe" and len(segment) >= 16:
            kept.append(b"\xff\xee\0\x0e" + segment[4:16])
        elif mark not in _NOTES:
            raise Wrong("unclean")
    if not scans:
        raise Wrong("unclean")
    return b"".join([*kept, _END])


def _segments(source: bytes) -> Iterator[tuple[int, bytes]]:
    """(mark, its bytes from the mark on, a scan's drawing too) from where the picture begins until
    it ends.
    """
    if (begin := source.find(_BEGIN)) < 0:
        raise Wrong("unclean")
    at = begin + len(_BEGIN)
    while at < len(source):  # a picture that was cut off ends with its last scan
        while source.startswith(b"\xff\xff", at):
            at += 1
        if source.startswith(_END, at):
            return
        mark, size = source[at + 1 : at + 2], int.from_bytes(source[at + 2 : at + 4])
        end = at + 2 + size
        if source[at] != _BEGIN[0] or not mark or size < 2 or end > len(source):
            raise Wrong("unclean")
        if mark[0] == _SCAN:
            following = _NEXT_MARK.search(source, end)
            end = following.start() if following else len(source)
        yield mark[0], source[at:end]
        at = end


def _pixels(frame: bytes) -> int:
    return int.from_bytes(frame[5:7]) * int.from_bytes(frame[7:9])
