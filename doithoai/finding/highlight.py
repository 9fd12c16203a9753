"""Where in a text the words stand that somebody asked for."""

import re

from doithoai.finding.ranking import is_near
from doithoai.language.words import LONGEST_WORD, spelled_out, words_of

_WORD = re.compile(r"[^\W_]+")


def asked_spans(text: str, typed: str) -> list[tuple[int, int]]:
    """(start, end) of the words of ``text`` that were typed, neighbours together.

    Marks and slips do not matter; a short form marks what it stands for (GPMB).
    """
    return _runs(text, frozenset(words_of(typed).plain))


def _runs(text: str, asked: frozenset[str]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for found in _WORD.finditer(text):
        word = found[0][:LONGEST_WORD].lower()
        if not all(_is_asked(one, asked) for one in spelled_out(word)):
            continue
        if runs and text[runs[-1][1] : found.start()].isspace():
            runs[-1] = (runs[-1][0], found.end())
        else:
            runs.append(found.span())
    return runs


def _is_asked(word: str, asked: frozenset[str]) -> bool:
    return word in asked or (len(word) > 3 and any(is_near(word, one) for one in asked - {word}
                                                   if len(one) > 3))  # fmt: skip
