"""What a line of a dossier leads to, as values; who draws it knows the address."""

from typing import NamedTuple


class Link(NamedTuple):
    """A kind of page (``"dialogue"``), the key of the thing on it, and a place on that page."""

    kind: str
    key: int | str | None = None
    place: str = ""
