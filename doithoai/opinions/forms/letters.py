"""The form to which an official gives a letter that came by e-mail."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from doithoai.kit.errors import Invalid
from doithoai.kit.fields import TextField
from doithoai.kit.forms import ActionForm
from doithoai.kit.letters.letter import ACCEPTED, MAX_BYTES, Letter, read_letter, read_pasted
from doithoai.language.places import Gazetteer, place_key
from doithoai.language.words import words_of
from doithoai.opinions.actions.letters import LeftOut, keep_enclosures
from doithoai.opinions.models import Channel
from doithoai.opinions.rules import LONGEST_TEXT
from doithoai.people.actors import Official
from doithoai.places.models import Village
from doithoai.places.queries import units_of_today, villages_of_today
from doithoai.record.permissions import Permission

LONGEST_PASTED = 50_000
"""Characters: a letter with all that is quoted below it."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What the form of an opinion begins with, and what the official is told of the letter."""

    initial: dict[str, Any]
    letter: Letter
    left_out: list[LeftOut]

    @property
    def is_too_long(self) -> bool:
        return len(self.letter.text) > LONGEST_TEXT


class LetterForm(ActionForm):
    """A letter as a file, or copied from a page; nothing of it but its files is kept here."""

    file = forms.FileField(
        label=_("E-mail, saved as .eml or .msg"),
        max_length=300,
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput({"accept": ACCEPTED}),
    )
    pasted = TextField(
        label=_("Or the e-mail, copied"),
        help_text=_(
            "Open the e-mail, press Ctrl+A, Ctrl+C, then Ctrl+V here. What was quoted below it is "
            "taken off."
        ),
        required=False,
        max_length=LONGEST_PASTED,
        widget=forms.Textarea({"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("file") and not given.get("pasted"):
            self.add_error("file", _("Please choose a file, or copy the e-mail into the field."))
        return given

    def begin(self, *, by: Official) -> Begun | None:
        """None when it cannot be read."""
        return self.act(self._begin, by)

    def _begin(self, by: Official) -> Begun:
        file, pasted = self.cleaned_data["file"], self.cleaned_data["pasted"]
        if file and not file.size and not pasted:
            raise Invalid(_("This file is not an e-mail."), field="file")
        letter = read_letter(file.read(MAX_BYTES + 1)) if file else read_pasted(pasted)
        return begun_from(letter, by=by, client_key=uuid4())


def begun_from(letter: Letter, *, by: Official, client_key: UUID) -> Begun:
    """The files are kept under ``client_key``, for the form that is sent with it."""
    initial = {
        "text": letter.text,
        "channel": Channel.EMAIL,
        "name": letter.sender,
        "email": letter.address,
        "received_on": letter.sent_on,
        "village": village_named(letter.text, by=by),
        "client_key": client_key,
    }
    left_out = keep_enclosures(client_key=client_key, files=letter.files)
    return Begun(initial, letter, left_out)


def village_named(text: str, *, by: Official) -> Village | None:
    """The village that the text names, when it is one alone of those the official enters for."""
    villages = villages_of_today(units_of_today(by.unit_ids(Permission.ENTER_OPINION)))
    known = {place_key(one.name): one for one in villages}
    named = Gazetteer(one.name for one in villages).named_in(words_of(text).plain)
    return known[min(named)] if len(named) == 1 else None
