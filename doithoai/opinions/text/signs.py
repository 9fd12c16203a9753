"""Signs that a text is a complaint or a denunciation in the sense of the law."""

from dataclasses import dataclass
from enum import StrEnum


class StatutoryKind(StrEnum):
    """Luật Khiếu nại 02/2011/QH13 and Luật Tố cáo 25/2018/QH14: ways of their own."""

    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"


@dataclass(frozen=True, slots=True)
class StatutorySigns:
    """``words``: pieces of the text, as written, that speak for ``kind``; for asking the author."""

    kind: StatutoryKind
    words: tuple[str, ...]
    score: float


def statutory_signs(text: str) -> StatutorySigns | None:
    """The likelier kind with its signs; None when the text reads like an ordinary opinion.

    It only gives a reason to ask the author; it never decides.
    """
    return None
