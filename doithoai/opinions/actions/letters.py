"""Files in a letter by e-mail: kept for the opinion that it becomes, or named with why not."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from doithoai.kit.errors import Refused
from doithoai.kit.letters.letter import Enclosure
from doithoai.opinions.actions.attachments import add_attachment


class LeftOut(NamedTuple):
    """A file of a letter that is not kept, and why."""

    name: str
    why: str


def keep_enclosures(*, client_key: UUID, files: Iterable[Enclosure]) -> list[LeftOut]:
    """What can be kept waits under the form's ``client_key``; answers what cannot.

    Like every file it is made anew (``kit.uploads``). The same letter read again adds nothing.
    """
    told = [(one.name, _why_left_out(one, client_key)) for one in files]
    return [LeftOut(name, why) for name, why in told if why]


def _why_left_out(one: Enclosure, client_key: UUID) -> str:
    if one.content is None:
        return _("A letter within the letter. Please open it there and save it by itself.")
    if one.is_ornament:
        return _("A small picture within the words, such as a logo.")
    try:
        add_attachment(client_key=client_key, upload=SimpleUploadedFile("enclosure", one.content))
    except Refused as refused:
        return str(refused)
    return ""
