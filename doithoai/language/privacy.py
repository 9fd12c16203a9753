"""What in a text leads to a private person: numbers, addresses, names. Pure.

Numbers are found surely enough to be masked without asking; a name is only pointed out, because
a street, a school or a head in office may bear one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.vietnamese import clean, fold

MASK: Final = "•••••"


class Kind(StrEnum):
    PHONE = "phone"
    ID_NUMBER = "id_number"
    ACCOUNT = "account"
    EMAIL = "email"
    PLATE = "plate"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is of this kind."""

    start: int
    end: int
    kind: Kind


_GAP: Final = r"[ .\-–]?"
_SPOKEN: Final = r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)"
_MEASURED: Final = r"(?!\s*(?:đồng|đ\b|vnđ|vnd|triệu|tỷ|tỉ|m2|m²|m3|kg|tấn|ha\b))"
_NUMBERS: Final = (
    (Kind.EMAIL, re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63})+")),
    (
        Kind.ACCOUNT,
        re.compile(
            r"(?:\bstk\b|\btài khoản\b|\btai khoan\b|\btk\b)[^\d\n]{0,25}?(\d[\d .\-]{5,22}\d)",
            re.I,
        ),
    ),
    (Kind.ID_NUMBER, re.compile(rf"(?<![\w.,])0\d\d{_GAP}\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{3}}(?!\d)")),
    (
        Kind.PHONE,
        re.compile(
            rf"(?<![\w.,])(?:\(?\+?84\)?{_GAP}(?:\(?0\)?)?|\(?0){_GAP}[235789](?:\)?{_GAP}\(?\d){{8,9}}"
            r"(?!\d)"
        ),
    ),
    (Kind.PHONE, re.compile(rf"\bkhông(?:[ ,.\-]+{_SPOKEN}){{8,10}}\b", re.I)),
    (Kind.PLATE, re.compile(r"\b\d\d[A-ZĐ][A-ZĐ0-9]?[ \-]?(?:\d{3}\.\d\d|(?<=-)\d{4,5})(?!\d)")),
    (Kind.ID_NUMBER, re.compile(rf"(?<![\d.,])\d{{9}}(?!\d|[.,]\d){_MEASURED}", re.I)),
    (Kind.ACCOUNT, re.compile(rf"(?<![\d.,])\d{{10,19}}(?!\d|[.,]\d){_MEASURED}", re.I)),
)


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_WORD: Final = re.compile(r"[^\W\d_]+")
_FAMILIES: Final = _listed(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ ngô lý đinh đoàn trịnh đào "
    "trương lưu phùng tạ hồ hà cao mai lâm thái dương kiều vương chu tô nguyen tran pham "
    "huynh dang bui"
)
_ALSO_WORDS: Final = _listed("hồ hà cao mai lâm thái dương kiều vương chu tô lý đào")
"""Families whose name is a word or part of place names too: two more syllables must follow."""
_MIDDLES: Final = frozenset({"văn", "thị", "van", "thi"})
_NO_GIVEN_NAMES: Final = _listed(
    "hóa hoá minh bản phòng công hành trường trấn xã đua tuyển nghệ thư kiện"
)
_TITLES: Final = _listed("ông bà anh chị cô chú cậu cụ bác dì thím ong ba chi co chu")
_POSTS: Final = _listed(
    "chủ bí trưởng phó giám ủy uỷ cán chánh công bác nhà tổ thôn xã phường thư hiệu"
)
_LONGEST_NAME: Final = 4
"""Words of a name, at most; without a bound a text of capitals only would be read to its end
from each of its words."""
_PLACES: Final = _listed(
    "đường phố trường ngõ ngách hẻm thôn xóm ấp làng bản khu cầu cống chợ đền chùa đình "
    "miếu lộ viện công viên huyện xã phường tỉnh quận tổ đập kênh sông mương đê tượng đài "
    "học non thcs thpt quỹ giải ty khóm chi bộ hội"
)
_NOT_PERSONS: Final = frozenset(
    fold(name)
    for name in (
        "Hồ Chí Minh", "Trần Hưng Đạo", "Nguyễn Trãi", "Lê Lợi", "Lê Hồng Phong", "Trần Phú",
        "Nguyễn Thị Minh Khai", "Nguyễn Lương Bằng", "Nguyễn Văn Cừ", "Lý Thường Kiệt", "Lê Duẩn",
        "Phạm Ngũ Lão", "Nguyễn Huệ", "Ngô Quyền", "Hoàng Diệu", "Phan Bội Châu", "Lê Chân",
        "Phan Đình Phùng", "Võ Nguyên Giáp", "Nguyễn Bỉnh Khiêm", "Nguyễn Du", "Lê Thánh Tông",
        "Nguyễn Văn Linh", "Hoàng Văn Thụ", "Nguyễn Đức Cảnh", "Trần Quốc Toản", "Lê Quý Đôn",
        "Phạm Văn Đồng", "Tô Hiệu", "Ngô Gia Tự", "Lý Thái Tổ", "Phan Chu Trinh", "Võ Thị Sáu",
        "Bà Rịa", "Bà Triệu", "Bà Trưng", "Bà Nà", "Bà Đen", "Cô Tô", "Anh Sơn", "Bác Hồ",
    )
)  # fmt: skip


def found(text: str) -> list[Span]:
    """Everything that should be pointed out, in the order of the text, nothing twice."""
    return _apart(text, (*numbers_in(text), *names_in(text)))


def numbers_in(text: str) -> list[Span]:
    """Telephone, ID and account numbers, e-mail addresses and number plates."""
    return _apart(
        text,
        (
            Span(*(hit.span(1) if pattern.groups else hit.span()), kind)
            for kind, pattern in _NUMBERS
            for hit in pattern.finditer(text)
        ),
    )


def _apart(text: str, spans: Iterable[Span]) -> list[Span]:
    """In the order of the text; of spans that overlap the first one given."""
    is_taken = bytearray(len(text))
    kept: list[Span] = []
    for one in spans:
        if not any(is_taken[one.start : one.end]):
            is_taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return sorted(kept, key=lambda span: span.start)


def masked(text: str) -> str:
    """The text with ``•••••`` for every number and address; done twice, it stays the same."""
    return _without(text, numbers_in(text))


def covered(text: str) -> str:
    """As ``masked``, and for what looks like the name of a private person too."""
    return _without(text, found(text))


def _without(text: str, spans: Iterable[Span]) -> str:
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], MASK]
        at = span.end
    return "".join([*parts, text[at:]])


def public_words(text: str) -> str:
    """As anything is stored that the public will read: cleaned, its numbers masked."""
    return masked(clean(text))


def names_in(text: str) -> Iterator[Span]:
    """What looks like the name of a private person."""
    words = list(_WORD.finditer(text))
    shouts = sum(word[0].isupper() for word in words) > len(words) // 2 > 3
    at = 0
    while at < len(words):
        length = _name_at(text, words, at, shouts=shouts)
        if length:
            first = at + 1 if _is_title(words, at) else at
            yield Span(words[first].start(), words[at + length - 1].end(), Kind.NAME)
        at += length or 1


def _name_at(text: str, words: list[re.Match[str]], at: int, *, shouts: bool) -> int:
    """How many words from here are a name (with the title before it); 0 for none."""
    here = _low(words, at)
    if here in _FAMILIES and _is_near_middle(text, words, at):
        return max(3, _capitals_from(text, words, at))
    if shouts:
        return 0
    if here in _TITLES:
        length = _capitals_from(text, words, at + 1) if _is_next(text, words, at) else 0
        named = length and _low(words, at + 1) not in _POSTS
        is_place = fold(f"{here} {_low(words, at + 1)}") in _NOT_PERSONS if named else False
        return length + 1 if named and not is_place else 0
    if here not in _FAMILIES:
        return 0
    length = _capitals_from(text, words, at)
    if length < (3 if here in _ALSO_WORDS else 2):
        return 0
    whole = fold(text[words[at].start() : words[at + length - 1].end()])
    known = any(whole.startswith(name) for name in _NOT_PERSONS)
    return 0 if known or _follows_place(words, at) else length


def _is_title(words: list[re.Match[str]], at: int) -> bool:
    return _low(words, at) in _TITLES and _low(words, at) not in _FAMILIES


def _is_near_middle(text: str, words: list[re.Match[str]], at: int) -> bool:
    """``nguyễn văn an``, however it is written; a street of that name excepted."""
    if at + 2 >= len(words) or _low(words, at + 1) not in _MIDDLES:
        return False
    if not (_is_next(text, words, at) and _is_next(text, words, at + 1)):
        return False
    whole = fold(text[words[at].start() : words[at + 2].end()])
    is_known = whole in _NOT_PERSONS or _follows_place(words, at)
    return _low(words, at + 2) not in _NO_GIVEN_NAMES and not is_known


def _capitals_from(text: str, words: list[re.Match[str]], at: int) -> int:
    """How many words from here begin with a capital, up to those of a name."""
    run = 0
    while run < _LONGEST_NAME and at + run < len(words) and words[at + run][0][0].isupper():
        run += 1
        if not _is_next(text, words, at + run - 1):
            break
    return run


def _is_next(text: str, words: list[re.Match[str]], at: int) -> bool:
    """Whether only a space parts this word from the next one."""
    return at + 1 < len(words) and text[words[at].end() : words[at + 1].start()] in (" ", "  ")


def _follows_place(words: list[re.Match[str]], at: int) -> bool:
    return any(_low(words, before) in _PLACES for before in range(max(0, at - 2), at))


def _low(words: list[re.Match[str]], at: int) -> str:
    return words[at][0].lower() if at < len(words) else ""


def told_kinds(spans: Iterable[Span]) -> str:
    """“telephone number, name of a person” for a sentence about what was found; "" for nothing."""
    words = {
        "phone": _("telephone number"),
        "id_number": _("ID number"),
        "account": _("account number"),
        "email": _("e-mail address"),
        "plate": _("number plate"),
        "name": _("name of a person"),
    }
    return ", ".join(dict.fromkeys(words[span.kind] for span in spans))


_FAMILY: Final = (
    "nguyễn|nguyen|trần|tran|lê|phạm|pham|huỳnh|huynh|vũ|võ|đặng|đỗ|hồ|ngô|dương|lý|bùi|hoàng|phan"
)
_MIDDLE: Final = "văn|van|thị|thi|đức|hữu|huu"
_NUMBER: Final = re.compile(r"\+?\d(?:[ .-]?\d){7,}")
_FULL_NAME: Final = re.compile(
    rf"\b(?i:{_FAMILY})\s+(?:(?i:{_MIDDLE})\s+\w+(?:\s+[A-ZĐÀ-Ỹ]\w*)?|[A-ZĐÀ-Ỹ]\w*(?:\s+[A-ZĐÀ-Ỹ]\w*){{1,2}})"
)
_CALLED: Final = re.compile(
    r"\b(?i:ông|bà|anh|chị|chú|cô|cậu|em|cụ)\s+([A-ZĐÀ-Ỹ]\w*(?:\s+[A-ZĐÀ-Ỹ]\w*){0,3})"
)


def without_persons(text: str) -> str:
    """The text without long numbers (telephone, ID, account) and what looks like a person's name.

    It errs on the side of leaving out: a place called like a person may lose its name here.
    """
    text = _NUMBER.sub(" ", text)
    text = _FULL_NAME.sub(" ", text)
    return _CALLED.sub(lambda found: found[0][: found.start(1) - found.start()], text)
