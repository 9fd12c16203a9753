"""Codes as people type and paste them: with words around, or as a Vietnamese keyboard left them.

Telex and VNI make marks of letters and digits: ``DDAS`` arrives as ``ĐÁ``. What was pressed cannot
always be told from what arrived, so a few readings are given; sixty bits tell which one is a code.
"""

import re
from collections.abc import Iterator
from itertools import chain, islice, permutations, product
from typing import Final

from doithoai.kit.codes import normalised
from doithoai.kit.vietnamese import fold, normalized
from doithoai.opinions.codes import RECEIPT_PREFIX, is_receipt

MOST_READINGS: Final = 1000
MOST_CODES: Final = 3
"""Of one text: who pastes nonsense shall not keep the server busy."""
LONGEST: Final = 200
"""Characters that are read: as many as a search box takes."""
_PIECE: Final = re.compile(r"[^\W_]+")
_MATTER: Final = re.compile(r"\b([^\W\d_]{1,4})-([^\W_]{2,6})\b")
_GROUPS, _GROUP, _BODY = 3, 4, 12
_MATTER_BODY: Final = 5
_SHORTEST: Final = 6
"""A body of which more letters were eaten is not told from a word."""
_MEANT: Final = re.compile(
    r"\byk(?!ien)(?:"  # not “ý kiến”
    r"-(?:[\W_]*[a-z0-9]){5}|"
    r"[a-z0-9]{7}|"
    r"(?=[^0-9]{0,18}[0-9])(?:[\W_]*[a-z0-9]){6})"
)
_STROKE: Final = "đ"
_TELEX: Final = {
    "\u0301": "S", "\u0300": "F", "\u0309": "R", "\u0303": "X", "\u0323": "J",
    "\u0306": "W", "\u031b": "W", "\u0302": "", _STROKE: "",
}  # fmt: skip
_VNI: Final = {
    "\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5",
    "\u0306": "8", "\u031b": "7", "\u0302": "6", _STROKE: "9",
}  # fmt: skip
"""The key that makes each mark; empty: the letter itself once more."""

type Row = tuple[tuple[str, bool], ...]
"""Keys that were pressed, each with whether it ended the syllable."""


def receipts_in(typed: str) -> list[str]:
    """Normalised receipt codes that may be meant, the likeliest first."""
    pieces = _pieces(typed)
    found = chain([normalised(typed)], _without_prefix(pieces), _after_prefix(pieces))
    return list(dict.fromkeys(islice(filter(is_receipt, found), MOST_READINGS)))


def is_meant_as_receipt(typed: str) -> bool:
    """Whether somebody tried to type a receipt code, right or wrong."""
    return is_receipt(typed) or bool(_MEANT.search(fold(typed[:LONGEST])))


def matters_in(typed: str) -> list[str]:
    """Codes of matters, as KT-7F3KQ, that may be meant; they are short, so no letter is guessed."""
    found = [_as_matter(normalised(typed))]
    for initials, body in _MATTER.findall(normalized("NFC", typed[:LONGEST])):
        both = product(_undone(initials, 2), _undone(body, _MATTER_BODY))
        found += [_as_matter(normalised(one + two)) for one, two in islice(both, MOST_READINGS)]
    return list(dict.fromkeys(found))


def _as_matter(bare: str) -> str:
    return f"{bare[:2]}-{bare[2:]}"


def _pieces(typed: str) -> list[str]:
    return _PIECE.findall(normalized("NFC", typed[:LONGEST]).upper())


def _after_prefix(pieces: list[str]) -> Iterator[str]:
    places = [at for at, piece in enumerate(pieces) if _begins_a_code(piece)]
    for at in places[:MOST_CODES]:
        if len(pieces[at]) == len(RECEIPT_PREFIX):
            for body in _bodies(pieces[at + 1 :]):
                yield normalised(RECEIPT_PREFIX + body)
        else:
            whole = len(RECEIPT_PREFIX) + _BODY
            rest = list(_joined(pieces[at:], len(RECEIPT_PREFIX)))
            yield from (normalised(one) for piece in rest for one in _pressed(piece, whole))


def _begins_a_code(piece: str) -> bool:
    return fold(piece).upper().startswith(RECEIPT_PREFIX)


def _without_prefix(pieces: list[str]) -> Iterator[str]:
    """Three groups of four or one of twelve, as they stand."""
    for at, piece in enumerate(pieces):
        groups = pieces[at : at + _GROUPS]
        if len(piece) == _BODY:
            yield normalised(RECEIPT_PREFIX + piece)
        elif [len(one) for one in groups] == [_GROUP] * _GROUPS:
            yield normalised(RECEIPT_PREFIX + "".join(groups))


def _bodies(pieces: list[str]) -> Iterator[str]:
    """What may have been pressed after the prefix: group by group, then as one."""
    if len(pieces) >= _GROUPS:
        groups = [list(_pressed(one, _GROUP)) for one in pieces[:_GROUPS]]
        yield from map("".join, islice(product(*groups), MOST_READINGS))
    for whole in _joined(pieces, 0):
        yield from _pressed(whole, _BODY)


def _joined(pieces: list[str], before: int) -> Iterator[str]:
    """The first pieces together, while they are no longer than a body; ``before``: the prefix."""
    whole = ""
    for piece in pieces:
        whole += piece
        if len(whole) > before + _BODY:
            return
        if len(whole) >= before + _SHORTEST:
            yield whole


def _pressed(typed: str, length: int) -> list[str]:
    """The keys, ``length`` of them, that leave this one word on the screen."""
    found: dict[str, None] = {}
    for marks, vanishing in ((_TELEX, "SFRXJZWAED"), (_VNI, "0123456789")):
        for keys in _keys_of(typed, marks, length):
            found |= dict.fromkeys(_completed(keys, length, vanishing))
    return list(found)


def _undone(typed: str, length: int) -> list[str]:
    """As ``_pressed``, but that no key has vanished."""
    keys = [one for marks in (_TELEX, _VNI) for one in _keys_of(typed, marks, length)]
    return list(dict.fromkeys(one for one in keys if len(one) == length))


def _keys_of(typed: str, marks: dict[str, str], length: int) -> Iterator[str]:
    """At most ``length`` keys, from the last letter to the first: those of its marks may have been
    pressed anywhere after it in the syllable."""
    letters = list(_letters(typed.upper(), marks))
    if sum(max(1, len(keys) + (letter != "U")) for letter, keys in letters) > length:
        return
    rows: list[Row] = [()]
    for letter, keys in reversed(letters):
        rows = list(islice(_grown(rows, letter, keys), MOST_READINGS))
    yield from ("".join(key for key, _stops in row) for row in rows if len(row) <= length)


def _letters(typed: str, marks: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each plain letter with the keys that its marks are made by."""
    decomposed = normalized("NFD", typed)
    for letter, signs in re.findall(r"(\w)([\u0300-\u036f]*)", decomposed):
        if letter in "ĐÐ":
            yield "D", (marks[_STROKE] or "D",)
            continue
        keys = (marks[one] or letter for one in signs if one in marks)
        yield letter, tuple(keys)


def _grown(rows: list[Row], letter: str, keys: tuple[str, ...]) -> Iterator[Row]:
    """The rows with the letter before them and its keys in any order at any place after it."""
    first = (letter, not keys and letter.isdigit())
    for row in rows:
        if letter == "U":  # no code has it: a W alone writes ư, once more some take the horn away
            others = tuple(one for one in keys if one != "W")
            yield from ((("W", False), *rest) for rest in _inserted(row, others))
        for order in permutations(keys):
            yield from ((first, *rest) for rest in _inserted(row, order))


def _inserted(row: Row, keys: tuple[str, ...]) -> Iterator[Row]:
    """The row with the keys put in, in their order, none beyond what ends a syllable."""
    if not keys:
        yield row
        return
    for at in range(len(row) + 1):
        for rest in _inserted(row[at:], keys[1:]):
            yield (*row[:at], (keys[0], False), *rest)
        if at < len(row) and row[at][1]:
            return


def _completed(keys: str, length: int, vanishing: str) -> Iterator[str]:
    """As they are, or with one key that a later one undid; in a group of four also with two."""
    missing = length - len(keys)
    if missing == 0:
        yield keys
    elif missing == 1 or (missing == 2 and length == _GROUP):
        for at in range(1, len(keys) + 1):
            for key in vanishing:
                yield from _completed(keys[:at] + key + keys[at:], length, vanishing)
