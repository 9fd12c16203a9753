"""Spreadsheets are zip archives: look inside without trusting what they say about themselves."""

import io
import re
import zipfile
import zlib
from itertools import pairwise
from typing import Final

from doithoai.kit.apart import Wrong

MAX_UNPACKED: Final = 100 * 1024 * 1024
MAX_PARTS: Final = 2_000
MAX_CELLS: Final = 4_000_000
MANIFEST: Final = "META-INF/manifest.xml"  # of an .ods file: which parts have a password
KEPT: Final = (".xml", ".rels", "mimetype")

_PLACE = re.compile(rb"""<(?:\w+:)?(?:c|row)\b[^<>]*?\sr\s*=\s*["']([A-Z]{0,3})(\d{1,7})["']""")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])")
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")
_ODS_TAG = re.compile(rb"<(/?)table:(table-row|(?:covered-)?table-cell)\b([^<>]*)>")
_ODS_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})["']""")


def repacked(data: bytes) -> bytes:
    """The text parts of the archive, unpacked by us within bounds, in a new archive.

    The reader behind gets no byte that was not counted: neither a part that is larger than the
    directory says, nor a cell so far away that the table between would fill the memory.
    Raises Wrong.
    """
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
            parts = [part for part in source.infolist() if part.filename.endswith(KEPT)]
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise Wrong("unpacked")
            for part in parts:
                with source.open(part) as packed:  # never more than the size that was counted
                    content = packed.read(part.file_size)
                if part.filename == MANIFEST and b"encryption-data" in content:
                    raise Wrong("locked")
                if _extent(part.filename, content) > MAX_CELLS:
                    raise Wrong("far_cells")
                copy.writestr(part.filename, content)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise Wrong("damaged") from error
    except (RuntimeError, NotImplementedError) as error:
        raise Wrong("locked") from error
    return target.getvalue()


def _extent(name: str, content: bytes) -> int:
    """How many cells the table spans from its first to its furthest cell, at most."""
    if name == "content.xml":
        return _ods_extent(content)
    furthest_row = furthest_column = 0
    for found in _PLACE.finditer(content):
        letters, digits = found.groups()
        furthest_row = max(furthest_row, int(digits))
        furthest_column = max(furthest_column, _column_number(letters))
    rows, widest = _counted(content)
    return max(furthest_row, rows) * max(furthest_column, widest, 1)


def _counted(content: bytes) -> tuple[int, int]:
    """How many rows there are, and cells in the widest: they need not say where they stand."""
    starts = [found.start() for found in _ROW.finditer(content)]
    widest = 0
    for start, end in pairwise([*starts, len(content)]):
        cells = content.count(b"<c", start, end) + content.count(b":c", start, end)
        if cells * len(starts) > MAX_CELLS:  # perhaps words that look like tags: count slowly
            cells = sum(1 for _cell in _CELL.finditer(content, start, end))
        widest = max(widest, cells)
    return len(starts), widest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_extent(content: bytes) -> int:
    row = column = times_row = 0
    furthest_row = furthest_column = 0
    for found in _ODS_TAG.finditer(content):
        closing, tag, attributes = found.groups()
        repeated = _ODS_REPEATED.search(attributes)
        times = int(repeated[1]) if repeated else 1
        is_alone = attributes.rstrip().endswith(b"/")
        if tag == b"table-row":
            if closing or is_alone:
                row += times_row if closing else times
            else:
                times_row, column = times, 0
        elif not closing:
            column += times
            if not is_alone or b"value" in attributes:
                furthest_row = max(furthest_row, row + times_row)
                furthest_column = max(furthest_column, column)
    return furthest_row * furthest_column
