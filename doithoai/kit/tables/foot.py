"""What clerks write below a table: who made it, where and when, who signs."""

import re
from typing import Final

from doithoai.kit.tables.cells import folded

LONGEST: Final = 80
MOST_WORDS: Final = 6

_FOR = re.compile(r"(?:(?:tm|kt|tl|tuq)\.|t/m|k/t|t/l) ?[a-z].*")
"""On behalf of, in place of: TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH; but TL 390 is a road."""
_MAKER = re.compile(
    r"nguoi (?:lap|tong hop|ghi|viet|kiem tra)"
    r"(?: (?:bieu|bang|so|chep|bien ban|phieu|danh sach|bao cao))?"
)
_POST = re.compile(
    r"(?:pho )?(?:chu tich|bi thu|truong ban|truong thon|to truong|thu ky|giam doc|can bo tong hop)"
    r"(?: (?:ubnd|ubmttq|mttq|hdnd|uy ban nhan dan|dang uy)(?: (?:xa|phuong|huyen|tinh))?)?"
)
_MARKS = re.compile(r"\(?(?:da )?ky(?:[, ]+(?:va )?(?:ghi ro ho(?: va)? ten|dong dau))*\)?")
_COPIES = re.compile(r"noi nhan ?:?|-? ?nhu tren ?[;.]?|-? ?luu ?:? ?vt.{0,20}")
_PLACE_AND_DAY = re.compile(
    r"(?:[^,]{1,40}, ?)?ngay ?[\d._ ]{1,8} ?thang ?[\d._ ]{1,8} ?nam ?[\d._ ]{1,8}"
)
_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,5}")


def is_signature(cell: str) -> bool:
    """“Người lập biểu”, “TM. ỦY BAN NHÂN DÂN”, “Kim Thành, ngày 17 tháng 8 năm 2022”."""
    text = cell.strip()
    if not text or len(text) > LONGEST:
        return False
    bare = folded(text).rstrip(" .:")
    if _FOR.fullmatch(bare):
        return text.isupper() or len(bare.split()) <= MOST_WORDS
    return any(kind.fullmatch(bare) for kind in (_MAKER, _POST, _MARKS, _COPIES, _PLACE_AND_DAY))


def is_personal_name(cell: str) -> bool:
    """Two to six words that begin with a capital, and nothing else: below a signature, a name."""
    text = cell.strip()
    if len(text) > LONGEST or not _NAME.fullmatch(text):
        return False
    return all(word[0].isupper() for word in text.split())
