"""What was found in a letter, as both kinds of files tell it."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class File:
    """``content`` is None for what cannot be taken out, such as a letter within Outlook's.

    ``is_ornament``: a small picture that the words show, such as a logo.
    """

    name: str
    content: bytes | None
    is_ornament: bool = False


@dataclass(slots=True)
class Found:
    """``sender`` and ``address`` may be empty."""

    subject: str = ""
    sender: str = ""
    address: str = ""
    sent_on: date | None = None
    text: str = ""
    files: list[File] = field(default_factory=list)
    inner: "Found | None" = None
    """The letter that lies in this one as a file."""
