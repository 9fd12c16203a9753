"""Vietnamese text: one spelling for search, one order for lists, nothing harmful let in."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid

MARKS_IN_A_ROW: Final = 6
"""More combining marks than this after one letter is an attack on screens, not a language."""

_STROKED = str.maketrans(
    {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}
)  # Đ is often typed as Icelandic Ð
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_SQUEEZED = re.compile(r"\s+")
_ROW_OF_SIGNS = re.compile(rf"[^\w\s\x00-\x7f]{{{MARKS_IN_A_ROW + 1},}}")
"""Where a letter may be buried; looking at each sign of a text takes five times as long."""
_NUMBER = re.compile(r"[0-9]+")
_PIECE: Final = 256
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164"
    "\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that draw nothing: fillers, joiners, variants, the empty cell of Braille."""
_DIGITS: Final = 4
_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES: Final = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_ORDER: Final = {letter: chr(ord("A") + place) for place, letter in enumerate(_LETTERS)}


def clean(text: str) -> str:
    """The same text in NFC, without what cannot be seen or stored and without space around it.

    Dropped: NUL and other controls (line ends and tabs stay, ``\\r\\n`` becomes ``\\n``), lone
    surrogates, bidirectional overrides, signs that draw nothing; so a text of nothing but those is
    empty. Raises Invalid for a letter buried under combining marks.
    """
    text = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = normalized("NFC", text).strip()
    if _has_buried_letter(text):
        raise Invalid(_("The text has letters with far too many marks. Please type it again."))
    return unicodedata.normalize("NFC", text)  # its rows of marks are short now


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """As ``unicodedata.normalize``, but that a row of hundreds of marks is sorted piece by piece.

    The standard library sorts marks in the square of their number: a megabyte of them takes hours.
    """
    if unicodedata.is_normalized(form, text):
        return text
    return "".join(unicodedata.normalize(form, piece) for piece in _pieces(text))


def visible(text: str) -> str:
    """The signs of the text that draw something, and the space between them."""
    if not text.replace("\n", "").isprintable():  # looking at each letter takes ten times as long
        text = "".join(char for char in text if _is_visible(char))
    return _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """As ``clean``, with a single space for each run of spaces and line ends."""
    return " ".join(clean(text).split())


def fold(text: str) -> str:
    """For search: small letters without marks, đ as d, spaces squeezed; Hòa, Hoà, HOA alike."""
    bare = _without_marks(_without_marks(text).casefold()).translate(_STROKED)
    return _SQUEEZED.sub(" ", bare).strip()


def slug(text: str) -> str:
    """For keys and addresses: ``Xã Kim Khê`` → ``xa-kim-khe``; empty when nothing is left."""
    return _NOT_A_WORD.sub("-", fold(text)).strip("-")


def spelling(text: str) -> str:
    """Equal for the same words with the same marks, wherever the tone is set: Hòa = Hoà ≠ Hóa."""
    return " ".join(f"{letters}{tone}" for letters, tone in _words(text))


def sort_key(text: str) -> str:
    """Orders as Vietnamese lists do, in Python and in SQL with a byte-wise collation.

    Letters first (a ă â b c d đ e ê …), then tones (none, huyền, hỏi, ngã, sắc, nặng); numbers
    by their size: Thôn 2 before Thôn 10.
    """
    words = _words(_NUMBER.sub(lambda found: found[0].zfill(_DIGITS), text))
    letters = " ".join("".join(_ORDER.get(char, char) for char in word) for word, _tone in words)
    return f"{letters}\t{''.join(tone for _word, tone in words)}"


def _without_marks(text: str) -> str:
    return "".join(char for char in normalized("NFKD", text) if not _is_mark(char))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Me", "Cf", "Cs", "Cc"} and not char.isspace()


def _is_visible(char: str) -> bool:
    return char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


def _pieces(text: str) -> Iterator[str]:
    """Of 256 to 512 characters, each up to a plain letter or a space if there is one."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        while end < min(len(text), start + 2 * _PIECE) and not text[end].isascii():
            end += 1
        yield text[start:end]
        start = end


def _has_buried_letter(text: str) -> bool:
    for signs in _ROW_OF_SIGNS.findall(text):
        run = 0
        for char in signs:
            run = run + 1 if _joins_a_letter(char) else 0
            if run > MARKS_IN_A_ROW:
                return True
    return False


def _joins_a_letter(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Me"} or unicodedata.combining(char) > 0


def _words(text: str) -> list[tuple[str, str]]:
    """Each word as (small letters without tone, a digit for the tone it has somewhere)."""
    return [_split_tone(word) for word in normalized("NFD", text.lower()).split()]


def _split_tone(word: str) -> tuple[str, str]:
    tone = next((_TONES[char] for char in word if char in _TONES), "1")
    letters = "".join(char for char in word if char not in _TONES)
    return normalized("NFC", letters), tone
