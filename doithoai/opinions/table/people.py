"""How to reach the person of a line: numbers as spreadsheets spoil them, among clerks' notes.

Asked only when the people of the table agreed that it is kept. A note stops no table; what looks
like a number or an address and is none does, as it would when it is kept.
"""

import re
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.reading import Problem
from doithoai.opinions.table.columns import Column
from doithoai.opinions.table.lines import OpinionLine
from doithoai.people.contacts import Contact, normal_phone, tidy

SHOWN: Final = 60
MOST_TOKENS: Final = 6
"""Groups of digits with spaces between them that make one number: 0912 345 678."""

_LETTER = re.compile(r"[^\W\d_]")
_BETWEEN = re.compile(r"[^\d+().\s_–·-]+")
_WITHOUT_ZERO = re.compile(r"[35789]\d{8}|[12]\d{9}")
_NOT_A_DIGIT = re.compile(r"\D")
_OLD_MOBILE: Final = {
    **{f"016{digit}": f"03{digit}" for digit in "23456789"},
    **{"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"},
    **{"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082"},
    **{"0186": "056", "0188": "058", "0199": "059"},
}
"""Numbers of eleven digits and what they became between 15/9 and 14/11/2018 (numbering plan,
Circular 22/2014/TT-BTTTT)."""


def read_contact(
    line: OpinionLine,
) -> tuple[Contact | None, list[Problem], list[Problem]]:
    """What is kept of the person (None for nobody), what forbids it, what is not kept of it."""
    problems: list[Problem] = []
    remarks: list[Problem] = []
    phone, email = _phone(line, remarks), _email(line, remarks)
    kept: list[Contact] = []
    for column, part in (
        (Column.NAME, Contact(name=line.name, consent=True)),
        (Column.PHONE, Contact(phone=phone, consent=True)),
        (Column.EMAIL, Contact(email=email, consent=True)),
    ):
        try:
            kept.append(tidy(part))
        except Invalid as refusal:
            problems.append(_told(line, column, str(refusal)))
    if problems:
        return None, problems, remarks
    name, number, address = kept
    contact = Contact(name.name, number.phone, address.email, consent=True)
    return contact if contact else None, problems, remarks


def _told(line: OpinionLine, column: Column, sentence: str) -> Problem:
    return Problem(line.row_number, str(column.label), sentence, line.sheet)


def _phone(line: OpinionLine, remarks: list[Problem]) -> str:
    """The first number in the cell; the cell itself when it seems to be a number and is none."""
    numbers = list(_numbers_in(line.phone))
    is_note = bool(_LETTER.search(line.phone))
    if not numbers:
        if is_note and any(map(str.isdigit, line.phone)):
            sentence = _("No telephone number was found in “%(text)s”.")
            remarks.append(_told(line, Column.PHONE, sentence % {"text": line.phone[:SHOWN]}))
        return "" if is_note else line.phone
    if len(numbers) > 1:
        sentence = _("Only the first of the numbers in “%(text)s” is kept.")
        remarks.append(_told(line, Column.PHONE, sentence % {"text": line.phone[:SHOWN]}))
    elif is_note:
        sentence = _("Only the number in “%(text)s” is kept.")
        remarks.append(_told(line, Column.PHONE, sentence % {"text": line.phone[:SHOWN]}))
    return numbers[0]


def _email(line: OpinionLine, remarks: list[Problem]) -> str:
    if not line.email or "@" in line.email:
        return line.email
    if "." in line.email:
        sentence = _("“%(text)s” is no e-mail address and is not kept.")
        remarks.append(_told(line, Column.EMAIL, sentence % {"text": line.email[:SHOWN]}))
    return ""


def _numbers_in(cell: str) -> Iterator[str]:
    """The telephone numbers of a cell: "0912345678 (con trai) hoặc 0220 3821234" has two."""
    for piece in _BETWEEN.split(cell):
        yield from _numbers_in_row(piece.replace("(", " ").replace(")", " ").split())


def _numbers_in_row(tokens: list[str]) -> Iterator[str]:
    """The shortest groups of tokens, from the left, that are numbers."""
    at = 0
    while at < len(tokens):
        for end in range(at + 1, min(at + MOST_TOKENS, len(tokens)) + 1):
            if number := _number("".join(tokens[at:end])):
                yield number
                at = end
                break
        else:
            at += 1


def _number(written: str) -> str:
    """The number in its one spelling, or "".

    A spreadsheet drops the first zeros of what it takes for a figure: 912345678 was 0912345678.
    """
    digits = _NOT_A_DIGIT.sub("", written)
    if digits.startswith("0084"):
        digits = digits.removeprefix("00")
    elif _WITHOUT_ZERO.fullmatch(digits):
        digits = f"0{digits}"
    if len(digits) == 11 and digits[:4] in _OLD_MOBILE:
        digits = f"{_OLD_MOBILE[digits[:4]]}{digits[4:]}"
    try:
        return normal_phone(digits)
    except Invalid:
        return ""
