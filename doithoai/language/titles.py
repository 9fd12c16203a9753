"""A title proposed for what somebody wrote: what is asked for, without courtesies and persons."""

import re
from typing import Final

from doithoai.kit.vietnamese import one_line
from doithoai.language.privacy import Kind, found

LONGEST: Final = 90
SHORTEST: Final = 3
"""Words: what is shorter says nothing yet."""

_CALLED = re.compile(r"(?:\b(?:ông|bà|anh|chị|cô|chú|bác|cụ)\s+)?\0", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?;\n]")
_COURTESIES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:dạ|thưa|kính thưa|kính gửi|xin chào|chào)\b[^,:]{0,60}[,:]\s*",
        r"(?:tôi|em|cháu|chúng tôi|gia đình (?:chúng )?tôi|bà con|nhân dân|cử tri|người dân)\s+"
        r"(?=xin|kính|mong|muốn|có|đề nghị|kiến nghị|phản ánh|báo|hỏi)",
        r"(?:xin|kính mong|mong|muốn|có ý kiến|đề nghị|kiến nghị|phản ánh|báo|hỏi)\s+",
        r"(?:ủy ban nhân dân|ubnd|chính quyền|lãnh đạo|các cấp|các cơ quan|cơ quan|xã|phường)\s+"
        r"(?=sớm|cho|xem|quan|kiểm|xử|sửa|nạo|làm|lắp|đầu|bố|hỗ|giải|có|cử|thay|mở)",
        r"(?:với|về việc|về|rằng|là|xem xét|quan tâm|sớm|cho)\s+",
    )
)


def proposed_title(text: str) -> str:
    """At most 90 characters; empty when no sentence says enough."""
    for sentence in _SENTENCE.split(text):
        bare = _asked(one_line(_without_persons(sentence)))
        if len(bare.split()) >= SHORTEST:
            return _cut(bare[0].upper() + bare[1:])
    return ""


def _without_persons(sentence: str) -> str:
    """Without names; of what holds a number only the clauses beside it."""
    kept, at = [], 0
    for span in found(sentence):
        kept += [sentence[at : span.start], "\0" if span.kind is Kind.NAME else "\1"]
        at = span.end
    clauses = "".join([*kept, sentence[at:]]).split(",")
    return _CALLED.sub("", ",".join(one for one in clauses if "\1" not in one))


def _asked(sentence: str) -> str:
    """The sentence without what it begins with out of courtesy."""
    before = ""
    while before != sentence:
        before = sentence
        for courtesy in _COURTESIES:
            if found := courtesy.match(sentence):
                sentence = sentence[found.end() :]
    return sentence.strip(" ,:-–")


def _cut(title: str) -> str:
    if len(title) <= LONGEST:
        return title
    return title[: LONGEST + 1].rpartition(" ")[0].rstrip(" ,:-–")
