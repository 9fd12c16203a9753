"""What a document may unpack to: more than this is no work for anybody's computer."""

import zlib
from typing import Any

import pikepdf
from pikepdf import Name, Pdf

from doithoai.kit.apart import Wrong

MOST_INSIDE = 200 * 1024 * 1024  # bytes of all streams together, uncompressed
MOST_PIXELS = 100_000_000  # of one picture
MOST_OBJECTS = 100_000
MOST_FILTERS = 3


def prove_pixels(number: int) -> None:
    if number > MOST_PIXELS:
        raise Wrong("large_inside")


def set_limits() -> None:
    """For this whole process."""
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=MOST_INSIDE,
        run_length_max_memory=MOST_INSIDE,
        max_stream_filters=MOST_FILTERS,
        parser_max_errors=0,  # a page with many faults is read on, not silently cut off
    )


def prove_light(given: Pdf) -> None:
    if len(given.objects) > MOST_OBJECTS:
        raise Wrong("large_inside")
    left = MOST_INSIDE
    for one in given.objects:
        if isinstance(one, pikepdf.Stream):
            prove_pixels(int(one.get("/Width", 0)) * int(one.get("/Height", 0)))
            left -= _unpacked(one, left)


def filters_of(stream: pikepdf.Dictionary | pikepdf.Stream) -> list[str]:
    names: Any = stream.get("/Filter", [])
    return [str(names)] if isinstance(names, Name) else [str(name) for name in names]


def _unpacked(stream: pikepdf.Stream, most: int) -> int:
    """Bytes of the stream when its outer Flate layers are off. Raises Wrong above ``most``."""
    filters, content = filters_of(stream), stream.read_raw_bytes()
    if len(filters) > MOST_FILTERS:
        raise Wrong("large_inside")
    for name in filters:
        if name not in ("/FlateDecode", "/Fl"):
            break
        content = zlib.decompressobj().decompress(content, most + 1)
        if len(content) > most:
            raise Wrong("large_inside")
    return len(content)
