"""The asked words marked in a text, as ``<mark>``."""

import re
from html import escape

from django.utils.safestring import SafeString

from doithoai.opinions.finding.ranking import is_near
from doithoai.opinions.text.words import words_of

_WORD = re.compile(r"[^\W_]+")


def highlighted(text: str, typed: str) -> SafeString:
    """``text`` escaped, with the words that were typed marked, neighbours together.

    Marks and slips do not matter; a short form marks what it stands for (GPMB).
    """
    asked = frozenset(words_of(typed).plain)
    pieces: list[str] = []
    end = 0
    for start, stop in _runs(text, asked):
        pieces += [escape(text[end:start]), f"<mark>{escape(text[start:stop])}</mark>"]
        end = stop
    return SafeString("".join([*pieces, escape(text[end:])]))


def _runs(text: str, asked: frozenset[str]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for found in _WORD.finditer(text):
        if not all(_is_asked(word, asked) for word in words_of(found[0]).plain):
            continue
        if runs and text[runs[-1][1] : found.start()].isspace():
            runs[-1] = (runs[-1][0], found.end())
        else:
            runs.append(found.span())
    return runs


def _is_asked(word: str, asked: frozenset[str]) -> bool:
    return word in asked or (len(word) > 3 and any(is_near(word, one) for one in asked - {word}
                                                   if len(one) > 3))  # fmt: skip
