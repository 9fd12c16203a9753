"""Writes .msg files as Outlook does: a compound file (MS-CFB) with the streams of MS-OXMSG."""

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime

SECTOR, MINI = 512, 64
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SUBJECT, BODY, HTML, SENDER, ADDRESS, SENT = 0x0037, 0x1000, 0x1013, 0x0C1A, 0x0C1F, 0x0039
METHOD, DATA, LONG_NAME, MIME_TAG = 0x3705, 0x3701, 0x3707, 0x370E
TEXT, BINARY, NUMBER, MOMENT = 0x001F, 0x0102, 0x0003, 0x0040


@dataclass
class Entry:
    name: str
    content: bytes | None = None
    children: list["Entry"] = field(default_factory=list)


def outlook_letter(
    *,
    subject: str = "",
    body: str = "",
    html: bytes = b"",
    sender: str = "",
    address: str = "",
    sent: datetime | None = None,
    files: tuple[tuple[str, str, bytes], ...] = (),
) -> bytes:
    """``files``: (name, media type, content)."""
    texts = {SUBJECT: subject, BODY: body, SENDER: sender, ADDRESS: address}
    streams = [_text(key, said) for key, said in texts.items() if said]
    fixed = [_value(SENT, MOMENT, _filetime(sent))] if sent else []
    if html:
        streams.append((HTML, BINARY, html))
    entries = [_stream(*one) for one in streams]
    head = struct.pack("<8xIIII8x", 0, len(files), 0, len(files))
    entries.append(_properties(head, streams, fixed))
    for number, (name, kind, content) in enumerate(files):
        parts = [_text(LONG_NAME, name), _text(MIME_TAG, kind), (DATA, BINARY, content)]
        inside = [_stream(*one) for one in parts]
        inside.append(_properties(bytes(8), parts, [_value(METHOD, NUMBER, struct.pack("<q", 1))]))
        entries.append(Entry(f"__attach_version1.0_#{number:08X}", children=inside))
    return compound_file(entries)


def _text(key: int, said: str) -> tuple[int, int, bytes]:
    return key, TEXT, said.encode("utf-16-le")


def _stream(key: int, kind: int, content: bytes) -> Entry:
    return Entry(f"__substg1.0_{key:04X}{kind:04X}", content)


def _value(key: int, kind: int, eight: bytes) -> bytes:
    return struct.pack("<HHI", kind, key, 6) + eight


def _properties(head: bytes, streams: list[tuple[int, int, bytes]], fixed: list[bytes]) -> Entry:
    sizes = [
        _value(key, kind, struct.pack("<II", len(content) + (2 if kind == TEXT else 0), 0))
        for key, kind, content in streams
    ]
    return Entry("__properties_version1.0", head + b"".join([*sizes, *fixed]))


def _filetime(moment: datetime) -> bytes:
    since = moment - datetime(1601, 1, 1, tzinfo=UTC)
    return struct.pack("<q", int(since.total_seconds()) * 10_000_000)


def compound_file(entries: list[Entry]) -> bytes:
    """Small streams lie in the mini stream, the others in sectors of their own."""
    root = Entry("Root Entry", children=entries)
    flat = _flattened(root)
    sectors: list[bytes] = []
    fat: list[int] = []
    mini = b""
    mini_fat: list[int] = []
    starts = {}
    for one in flat:
        if one.content and len(one.content) >= 4096:
            starts[id(one)] = _put(one.content, sectors, fat)
        elif one.content:
            starts[id(one)] = len(mini_fat)
            count = -(-len(one.content) // MINI)
            mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + count), END]
            mini += one.content.ljust(count * MINI, b"\0")
    starts[id(root)] = _put(mini, sectors, fat) if mini else END
    table = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    mini_start = _put(table, sectors, fat, b"\xff") if mini_fat else END
    mini_count = -(-len(table) // SECTOR)
    directory = b"".join(_entry(one, flat, starts, len(mini)) for one in flat)
    directory_start = _put(directory, sectors, fat)
    fat_count = 1
    while (len(sectors) + fat_count) * 4 > fat_count * SECTOR:
        fat_count += 1
    fat_start = len(sectors)
    fat += [FAT] * fat_count
    fat += [FREE] * (fat_count * SECTOR // 4 - len(fat))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count,
        directory_start, 0, 4096, mini_start, mini_count, END, 0,
    )  # fmt: skip
    places = [*range(fat_start, fat_start + fat_count)]
    header += struct.pack("<109I", *places, *[FREE] * (109 - fat_count))
    return header + b"".join(sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _put(content: bytes, sectors: list[bytes], fat: list[int], filler: bytes = b"\0") -> int:
    start, count = len(sectors), -(-len(content) // SECTOR)
    padded = content.ljust(count * SECTOR, filler)
    sectors += [padded[at : at + SECTOR] for at in range(0, len(padded), SECTOR)]
    fat += [*range(start + 1, start + count), END]
    return start


def _flattened(root: Entry) -> list[Entry]:
    return [root, *(one for child in root.children for one in _flattened(child))]


def _entry(one: Entry, flat: list[Entry], starts: dict[int, int], mini_size: int) -> bytes:
    """Siblings hang on each other's right hand: a tree all the same."""
    places = {id(each): at for at, each in enumerate(flat)}
    parent = next((each for each in flat if one in each.children), None)
    right = FREE
    if parent:
        after = parent.children[parent.children.index(one) + 1 :]
        right = places[id(after[0])] if after else FREE
    child = places[id(one.children[0])] if one.children else FREE
    is_root = parent is None
    kind = 5 if is_root else 2 if one.content is not None else 1
    size = mini_size if is_root else len(one.content or b"")
    name = one.name.encode("utf-16-le")
    start = starts.get(id(one), END if is_root else 0)
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ",
        name, len(name) + 2, kind, 1, FREE, right, child, 0, start, size,
    )  # fmt: skip
