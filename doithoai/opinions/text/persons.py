"""Names and numbers of private persons in a text, so that nothing leads from them to a matter."""

import re
from typing import Final

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
