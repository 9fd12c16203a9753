"""Words in the letters of old Vietnamese fonts, TCVN3 (.VnTime) and VNI, written in Unicode.

Such a text holds other signs where the font drew Vietnamese letters: “§−êng” is “Đường” in TCVN3,
“Ñöôøng” in VNI. No font is asked for: the words tell. Tables: TCVN 5712:1993, the third set, and
the manual of VNI for Windows; no package that is kept up has them.
"""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from itertools import product
from typing import Final

from doithoai.kit.vietnamese import fold, normalized
from doithoai.language.syllables import SYLLABLES

SURE: Final = 0.8
"""How many of the words must be Vietnamese; some are short forms and names."""
LEAST_WORDS: Final = 2
"""Less is a measure (½, µm, Ø) or a name in another language."""
LEAST_LOST: Final = 2

_TCVN3: Final = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉËÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ®¡¢£¤¥¦§",
        "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđĂÂÊÔƠƯĐ",
        strict=True,
    )
) | {"−": "ư"}  # a soft hyphen that a program made visible
_TONES: Final = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_SHAPES: Final = {"\u0302": "âàáåãä", "\u0306": "êèéúüë"}
"""How VNI writes a hat and a bowl with each of the tones."""
_PLAIN: Final = " øùûõï"
_SINGLE: Final = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni() -> dict[str, str]:
    table = dict(_SINGLE)
    for letter, (sign, tone) in product("aeouyôö", zip(_PLAIN[1:], _TONES[1:], strict=True)):
        table[letter + sign] = normalized("NFC", _SINGLE.get(letter, letter) + tone)
    for shape, letters in (("\u0302", "aeo"), ("\u0306", "a")):
        for letter, (sign, tone) in product(letters, zip(_SHAPES[shape], _TONES, strict=True)):
            table[letter + sign] = normalized("NFC", letter + shape + tone)
    upper = {key.upper(): value.upper() for key, value in table.items()}
    mixed = {key[0].upper() + key[1:]: value.upper() for key, value in table.items() if key[1:]}
    return upper | mixed | table


_VNI: Final = _vni()
_VNI_SIGNS: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_BETWEEN: Final = re.compile(r"[\s!-@\[-`{-~“”‘’…–—•]+")
_LOST: Final = re.compile(r"\?[a-zà-ỹ]")
_ALPHABET: Final = frozenset(
    normalized("NFC", letter + tone) for letter, tone in product("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY", _TONES)
) | set("đĐ")
_LETTERS: Final = frozenset("".join((*_TCVN3, *_VNI, *_ALPHABET))) - set(map(chr, range(128)))
"""Signs beyond ASCII that are letters in Unicode or in an old font."""
_UNICODE: Final = frozenset(sign for sign in _ALPHABET if ord(sign) > 0xFF)
"""Letters that no text in old letters has."""


class Letters(StrEnum):
    """The name under which clerks know them."""

    TCVN3 = "TCVN3 (.VnTime)"
    VNI = "VNI"


def in_unicode(text: str, letters: Letters) -> str:
    """The text, whose words are in these letters, in Unicode."""
    if letters == Letters.TCVN3:
        return "".join(_TCVN3.get(sign, sign) for sign in text)
    return _VNI_SIGNS.sub(lambda found: _VNI[found[0]], text)


def is_surely_unicode(text: str) -> bool:
    return not _UNICODE.isdisjoint(text)


def as_western(text: str) -> str:
    """Bytes of old letters that were read as Vietnamese ones (Windows-1258), read as Western."""
    try:
        return text.encode("cp1258").decode("cp1252")
    except UnicodeError:
        return text


def rewritten(text: str) -> str:
    """A text that stands alone, in Unicode; the same one when it is not surely in old letters."""
    letters = None if text.isascii() else Judge().letters(text)
    return in_unicode(text, letters) if letters else text


class Judge:
    """Remembers the words that it judged for one table, and no longer."""

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    def letters(self, text: str) -> Letters | None:
        """The old letters of a text that says enough to be sure."""
        if text.isascii() or not _UNICODE.isdisjoint(text):
            return None
        before, _words = self._score(text, lambda word: word)
        for letters in Letters:
            right, words = self._score(text, partial(in_unicode, letters=letters))
            if right >= max(SURE * words, before + 1, LEAST_WORDS):
                return letters
        return None

    def is_vietnamese(self, text: str) -> bool:
        """Whether it is Vietnamese in Unicode as it stands."""
        right, words = self._score(text, lambda word: word)
        return right >= SURE * words

    def can_be(self, text: str, letters: Letters) -> bool:
        """Whether a text of a table that has these letters may be in them too."""
        if text.isascii() or not _UNICODE.isdisjoint(text):
            return False
        right, words = self._score(text, partial(in_unicode, letters=letters))
        return right >= SURE * words

    def _score(self, text: str, read: Callable[[str], str]) -> tuple[int, int]:
        """How many words with signs beyond ASCII are Vietnamese as read, and of how many.

        A letter alone says nothing: Ø and ½ are signs, “ở” is a word.
        """
        words = [word for word in map(read, _words(text)) if len(word) > 1]
        return sum(map(self._is_word, words)), len(words)

    def _is_word(self, word: str) -> bool:
        if word not in self._known:
            self._known[word] = _is_syllable(word)
        return self._known[word]


def has_lost_letters(text: str) -> bool:
    """Whether question marks stand within words where a program could not write the letters."""
    if "?" not in text or "://" in text:
        return False
    return len(_LOST.findall(text)) >= LEAST_LOST


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(text) if not _LETTERS.isdisjoint(word)]


def _is_syllable(word: str) -> bool:
    composed = normalized("NFC", word)
    if not all(sign.isascii() or sign in _ALPHABET for sign in composed):
        return False
    tones = sum(sign in _TONES[1:] for sign in normalized("NFD", composed))
    return tones <= 1 and fold(word) in SYLLABLES
