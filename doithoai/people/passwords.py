"""What a password must have of its own, beside the words that anybody would try first."""

import re
from collections.abc import Iterator
from typing import Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from doithoai.kit.vietnamese import fold
from doithoai.people.models import User

FEWEST: Final = 8
"""Letters and digits that are left without what is repeated, in a row, or known of the office."""
LONGEST: Final = 200
"""Characters that are looked at: what follows them makes no password worse."""
TRIED_FIRST: Final = ("password", "matkhau", "admin", "quantri", "doithoai", "vietnam")
ROWS: Final = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
STEPS: Final = frozenset(
    text[at : at + 3] for row in ROWS for text in (row, row[::-1]) for at in range(len(row) - 2)
)
REPEATED: Final = re.compile(r"(.+?)\1+")


class OwnPassword(CommonPasswordValidator):
    """Refuses what repeats itself, runs along the keyboard, or is a word of the account or office.

    Marks, capitals and signs between the words make none of it harder to guess.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        left = _letters(password[:LONGEST])
        for word in sorted((*TRIED_FIRST, *_words_around(user)), key=len, reverse=True):
            left = left.replace(word, "")
        left = REPEATED.sub(r"\1", left)
        own = sum(left[at - 2 : at + 1] not in STEPS for at in range(len(left)))
        if own < FEWEST or left in self.passwords:
            raise ValidationError(self.get_error_message(), code="password_not_own")

    def get_error_message(self) -> str:
        return _(
            "This password is easily guessed: it repeats itself, or is made of words that people"
            " know of you or your office. A sentence of your own is easy to remember."
        )

    def get_help_text(self) -> str:
        return _("Do not use your name, your office or one word twice.")


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _words_around(user: User | None) -> Iterator[str]:
    """Folded words of at least three letters: of the address, the name, the units worked for."""
    if user is None:
        return
    texts = [user.sign_in_name, user.display_name]
    if user.pk:
        texts += user.appointments.values_list("unit__name", flat=True)
    for text in texts:
        yield from (word for word in re.split(r"[^a-z0-9]+", fold(text)) if len(word) > 2)
