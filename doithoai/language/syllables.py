"""Which folded letters can be a Vietnamese syllable, and what a slip of the fingers meant."""

import re
from functools import lru_cache
from typing import Final

_ONSETS: Final = "b c ch d g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x"
_RIMES: Final = (
    "a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et eu ech enh i ia ich iec iem "
    "ien ieng iep iet ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay "
    "oc oe oen oeo oet oi om on ong op ot oo ooc oong u ua uan uang uat uay uac uc ue uech uenh "
    "ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya uych uyen uyet uyn uynh uyp "
    "uyt uyu y yem yen yet yeu"
)
SYLLABLES: Final = frozenset(
    onset + rime for onset in ("", *_ONSETS.split()) for rime in _RIMES.split()
) - {"q", "qa", "qe", "qo", "qi"}
LONGEST_SYLLABLE: Final = max(map(len, SYLLABLES))
_RUN: Final = re.compile(r"([a-z])\1+")
_TONE_KEY: Final = re.compile(r"(?<=[aeiouy])[sfrxjz](?=[a-z]?[a-z]?$)|[sfrxjz]$")
_TELEX: Final = (("dd", "d"), ("aa", "a"), ("ee", "e"), ("oo", "o"), ("uw", "u"), ("ow", "o"),
                 ("aw", "a"), ("w", "u"))  # fmt: skip
_VNI: Final = re.compile(r"(?<=[a-z])[1-9]")


@lru_cache(maxsize=20_000)
def mended(word: str) -> str:
    """The syllable that a folded word means: no keys of Telex or VNI, doubled, swapped letters.

    A word that is one already, a number, and one that nothing mends come back as they are.
    """
    if word in SYLLABLES or word.isdigit() or len(word) < 3:
        return word
    single = _RUN.sub(r"\1", word)
    for candidate in (single, _without_keys(word), _without_keys(single), _VNI.sub("", word)):
        if candidate in SYLLABLES:
            return candidate
    near = _near(single) if len(single) <= LONGEST_SYLLABLE else []
    return next((one for one in near if one in SYLLABLES), word)


def _without_keys(word: str) -> str:
    """``dduwowngf`` → ``duong``: the marks that Telex keys would have set fall to folding."""
    for keys, letter in _TELEX:
        word = word.replace(keys, letter)
    return word if word in SYLLABLES else _TONE_KEY.sub("", word)


def _near(word: str) -> list[str]:
    """Two neighbours changed places, or the n of a final ng was left out."""
    swaps = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
    return [*swaps, word[:-1] + "ng"] if word.endswith("g") else swaps
