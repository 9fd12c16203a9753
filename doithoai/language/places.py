"""Which villages a text names, by the list of known ones."""

from collections.abc import Iterable, Iterator
from typing import Final

from doithoai.language.words import words_of

_KIND_WORDS: Final = "thon xom ap khom ban buon bon lang pho khu to soc phum so"
_KINDS: Final = frozenset(_KIND_WORDS.split())
_LONGER_KINDS: Final = (("to", "dan", "pho"), ("khu", "dan", "cu"), ("khu", "pho"))


class Gazetteer:
    """``thôn Đông Mạc``, ``dong mac`` and ``Đông Mạc`` are one; ``tổ 5`` and ``TDP số 5`` too.

    A name of one syllable, or of a number only, counts where a word like thôn, ấp, tổ precedes.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, set[tuple[str, ...]]] = {}
        for name in names:
            if bare := bare_place(name):
                self._by_first.setdefault(bare[0], set()).add(bare)

    def named_in(self, plain: tuple[str, ...]) -> frozenset[str]:
        """Bare names, as ``place_key`` gives them."""
        return frozenset(" ".join(one) for one in self._found(plain))

    def _found(self, plain: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for at, word in enumerate(plain):
            for bare in self._by_first.get(word, ()):
                if plain[at : at + len(bare)] != bare:
                    continue
                if len(bare) > 1 or (at and plain[at - 1] in _KINDS):
                    yield bare


def without_places(plain: tuple[str, ...], places: Iterable[str]) -> tuple[str, ...]:
    """The words but those that name one of these villages, with the word for its kind before it."""
    keys = [tuple(one.split()) for one in places]
    kept: list[str] = []
    at = 0
    while at < len(plain):
        key = next((one for one in keys if plain[at : at + len(one)] == one), ())
        if key:
            if kept and kept[-1] in _KINDS:
                kept.pop()
            at += len(key)
        else:
            kept.append(plain[at])
            at += 1
    return tuple(kept)


def place_key(name: str) -> str:
    """The name by which texts are compared; "" when nothing is left of it."""
    return " ".join(bare_place(name))


def bare_place(name: str) -> tuple[str, ...]:
    """Folded words of the name without those for its kind."""
    words = words_of(name).plain
    for kind in _LONGER_KINDS:
        if words[: len(kind)] == kind:
            words = words[len(kind) :]
    while len(words) > 1 and words[0] in _KINDS:
        words = words[1:]
    return words
