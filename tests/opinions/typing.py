"""What Vietnamese keyboards make of keys: simple models of Telex and VNI as Unikey has them."""

from dataclasses import dataclass, field
from unicodedata import normalize

TONES = ({"S": 1, "F": 2, "R": 3, "X": 4, "J": 5}, {str(n): n for n in range(1, 6)})
SIGNS = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
ROOF, BREVE, HORN, STROKE = "\u0302", "\u0306", "\u031b", "đ"


@dataclass
class Letter:
    bare: str
    shape: str = ""
    tone: int = 0
    is_lone: bool = False

    def __str__(self) -> str:
        if self.shape == STROKE:
            return "Đ"
        return normalize("NFC", self.bare + self.shape + SIGNS[self.tone])


@dataclass
class Keyboard:
    """One syllable on its way; a sign that is no letter ends it."""

    is_telex: bool
    shown: list[Letter] = field(default_factory=list)
    begins: int = 0

    def press(self, key: str) -> None:
        if not (self._tone(key) or self._shape(key)):
            self.shown.append(Letter(key))
            if not key.isalpha():
                self.begins = len(self.shown)

    def _last(self, bare: str) -> Letter | None:
        syllable = reversed(self.shown[self.begins :])
        return next((one for one in syllable if one.bare in bare), None)

    def _tone(self, key: str) -> bool:
        vowel = self._last("AEIOUY")
        tones = TONES[0 if self.is_telex else 1]
        if vowel is None or key not in (*tones, "Z" if self.is_telex else "0"):
            return False
        new = tones.get(key, 0)
        if (new and vowel.tone == new) or not (new or vowel.tone):
            vowel.tone = 0
            return False
        vowel.tone = new
        return True

    def _shape(self, key: str) -> bool:
        for bare, shape in self._targets(key):
            if found := self._last(bare):
                if found.shape == shape:
                    found.shape = ""
                    if found.is_lone:
                        found.bare, found.is_lone = "W", False
                        return True
                    return False
                found.shape = shape
                return True
        if self.is_telex and key == "W":
            self.shown.append(Letter("U", HORN, is_lone=True))
            return True
        return False

    def _targets(self, key: str) -> list[tuple[str, str]]:
        if self.is_telex:
            return {
                "A": [("A", ROOF)], "E": [("E", ROOF)], "O": [("O", ROOF)], "D": [("D", STROKE)],
                "W": [("A", BREVE), ("OU", HORN)],
            }.get(key, [])  # fmt: skip
        return {
            "6": [("AEO", ROOF)], "7": [("OU", HORN)], "8": [("A", BREVE)], "9": [("D", STROKE)]
        }.get(key, [])  # fmt: skip


def typed(keys: str, *, is_telex: bool) -> str:
    keyboard = Keyboard(is_telex)
    for key in keys.upper():
        keyboard.press(key)
    return "".join(map(str, keyboard.shown))
