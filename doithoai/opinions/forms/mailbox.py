"""Forms for a letter from the mailbox: open it, enter it, discard it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from doithoai.kit.fields import TextField
from doithoai.kit.forms import ActionForm
from doithoai.kit.letters.letter import Letter, read_letter
from doithoai.opinions.actions.mailbox import discard_letter, enter_letter, open_letter
from doithoai.opinions.codes import letter_key
from doithoai.opinions.forms.entry import EntryForm
from doithoai.opinions.forms.letters import Begun, begun_from
from doithoai.opinions.models import MailboxLetter, Opinion
from doithoai.people.actors import Official


class OpenForm(ActionForm):
    """Has no fields: what cannot be opened is said as its fault."""

    def begin(self, letter: MailboxLetter, *, by: Official) -> Begun | None:
        """None when the letter is gone, or cannot be read."""
        content = self.act(open_letter, letter, by=by) if self.is_valid() else None
        read: Letter | None = self.act(read_letter, content) if content is not None else None
        if read is None:
            return None
        key = letter_key(bytes(letter.mark))
        begun = begun_from(read, by=by, client_key=key)
        begun.initial["unit"] = letter.unit_id
        return begun


class LetterEntryForm(EntryForm):
    """Of one letter, one opinion, however often it is sent; the mailbox knows when it came."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        *,
        by: Official,
        letter: MailboxLetter,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.letter = letter
        super().__init__(data, files, by=by, initial=initial)
        del self.fields["received_on"]

    def save(self, *, by: Official) -> tuple[Opinion, str] | None:  # type: ignore[override]
        return self.act(enter_letter, self.letter, by=by, **self.given())


class DiscardForm(ActionForm):
    prefix = "discard"
    note = TextField(
        label=_("Why it is no opinion"),
        help_text=_("For the office: advertising, sent twice, to another office. No names."),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )

    def save(self, letter: MailboxLetter, *, by: Official) -> bool:
        self.act(discard_letter, letter, by=by, note=self.cleaned_data["note"])
        return not self.errors
