"""A citizen's name and how to reach the person: pure, and shy of being shown."""

import json
import re
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.vietnamese import clean, one_line

LONGEST_NAME: Final = 80
LONGEST_PHONE: Final = 30
LONGEST_EMAIL: Final = 254
LONGEST_ADDRESS: Final = 160
_PADDED_TO: Final = 128
_SEPARATORS: Final = re.compile(r"[\s().\-–·_/]+")
_PHONE: Final = re.compile(r"0(?:[35789][0-9]{8}|2[0-9]{9})")


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """Each part may be empty. ``consent``: the person said that this may be kept.

    ``address``: where a written answer goes; an office asks for it, this website does not.
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    consent: bool = False
    address: str = ""

    def __repr__(self) -> str:
        return "Contact(…)"

    def __bool__(self) -> bool:
        return bool(self.name or self.phone or self.email or self.address)

    def packed(self) -> bytes:
        """For the vault; filled up with spaces, so that the length of a name does not show."""
        parts = [self.name, self.phone, self.email, self.address]
        plain = json.dumps(parts, ensure_ascii=False).encode()
        return plain.ljust(-(-len(plain) // _PADDED_TO) * _PADDED_TO)

    @classmethod
    def unpacked(cls, plain: bytes) -> "Contact":
        name, phone, email, *address = json.loads(plain)  # older ones have no address
        return cls(name, phone, email, True, *address)


def tidy(contact: Contact) -> Contact:
    """The same with a number and an address in their one spelling.

    Raises Invalid for a number or an address that is none, and without consent.
    """
    name = one_line(contact.name)
    if len(name) > LONGEST_NAME:
        raise Invalid(_("Please shorten the name."), field="name")
    phone = normal_phone(contact.phone) if clean(contact.phone) else ""
    email = normal_email(contact.email) if clean(contact.email) else ""
    address = one_line(contact.address)
    if len(address) > LONGEST_ADDRESS:
        raise Invalid(_("Please shorten the address."), field="address")
    if not contact.consent:
        raise Invalid(_("Please say that we may keep this, or leave it empty."), field="consent")
    return Contact(name, phone, email, consent=True, address=address)


def normal_phone(typed: str) -> str:
    """``+84 912.345.678``, ``84912345678``, ``0912 345 678`` → ``0912345678``; else Invalid."""
    bare = _SEPARATORS.sub("", clean(typed))[:LONGEST_PHONE].removeprefix("+")
    if bare.startswith("84") and len(bare) >= 11:
        bare = f"0{bare[2:].removeprefix('0')}"
    if not _PHONE.fullmatch(bare):
        raise Invalid(_("This is not a telephone number of Viet Nam."), field="phone")
    return bare


def is_phone(typed: str) -> bool:
    """Whether it is a telephone number and nothing else."""
    try:
        normal_phone(typed)
    except Invalid:
        return False
    return True


def normal_email(typed: str) -> str:
    """In small letters; Invalid when it is no address."""
    bare = clean(typed).lower()
    try:
        validate_email(bare[: LONGEST_EMAIL + 1])
    except ValidationError as error:
        raise Invalid(_("This is not an e-mail address."), field="email") from error
    return bare


def hinted(contact: Contact) -> Contact:
    """Enough for its owner to know it again, too little for anybody else: ``0912•••678``."""
    first, at, host = contact.email.partition("@")
    return Contact(
        " ".join(f"{word[0]}•••" for word in contact.name.split()),
        f"{contact.phone[:4]}•••{contact.phone[-3:]}" if contact.phone else "",
        f"{first[:1]}•••{at}{host}" if at else "",
        contact.consent,
        f"{contact.address[:3]}•••" if contact.address else "",
    )
