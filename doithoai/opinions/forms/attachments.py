"""The form that adds files to an opinion before it is sent."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from doithoai.kit.fields import NumberField
from doithoai.kit.forms import ActionForm
from doithoai.kit.numbers import HIGHEST_ID
from doithoai.kit.uploads.door import ACCEPTED
from doithoai.opinions.actions.attachments import MOST_FILES, add_attachment, remove_attachment
from doithoai.opinions.models.letters import Attachment
from doithoai.people.gate.passing import count_work, pass_upload
from doithoai.record.moves import Actor


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once: a list of uploads."""

    widget = FilesInput({"accept": ACCEPTED, "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        # One too many is told, not left out.
        checked = [super(FilesField, self).clean(one, initial) for one in given[: MOST_FILES + 1]]
        return checked or [super().clean(None, initial)]


class AttachmentForm(ActionForm):
    """Photographs and documents for the form with this ``client_key``."""

    file = FilesField(
        label=_("Photographs or documents"),
        help_text=_(
            "JPEG, PNG, WebP or PDF; at most five files, 15 MB each. Place and camera are removed "
            "from photographs. Please send no picture of an identity card."
        ),
        max_length=300,
        allow_empty_file=False,
        error_messages={"required": _("Please choose a file first.")},
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def save(self, *, by: Actor, who: bytes) -> bool:
        """Adds them one by one; False when one was refused, those before it stay.

        Whoever knows the key may add, so ``by`` is not asked for more; ``who`` is the mark of the
        network that they come from.
        """
        files: Sequence[UploadedFile[bytes]] = self.cleaned_data["file"]
        return all(self.act(self._add, one, who) for one in files)

    def _add(self, upload: "UploadedFile[bytes]", who: bytes) -> Attachment:
        key: UUID = self.cleaned_data["client_key"]
        pass_upload(who, key)
        return add_attachment(client_key=key, upload=upload, spent=partial(count_work, who))


class RemovalForm(ActionForm):
    """Takes one of them back before the opinion is sent."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    attachment = NumberField(min_value=1, max_value=HIGHEST_ID)

    def save(self, *, by: Actor) -> bool:
        """As ``AttachmentForm.save``."""
        key, pk = self.cleaned_data["client_key"], self.cleaned_data["attachment"]
        self.act(remove_attachment, client_key=key, pk=pk)
        return not self.errors
