"""Keeping, correcting, looking at and erasing who sent an opinion; sealing texts.

Nothing of a person goes into the history, a log or an error: only that something was done, by
which role, and why.
"""

from typing import Final

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, WrongState
from doithoai.kit.sealing import Keyring, Sealed, blind_index, seal, unseal
from doithoai.kit.time import now
from doithoai.people.actions.security import note_security
from doithoai.people.actors import Official
from doithoai.people.contacts import Contact, tidy
from doithoai.people.gate.passing import pass_look
from doithoai.people.models import Identity, SealedBox, SecurityKind
from doithoai.places.models import Unit
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor

SEALING: Final = 0x7661756C74  # the advisory lock between sealing and retiring an outer key


def keyring() -> Keyring:
    return Keyring(settings.HOME)


@action
def keep_identity(
    *,
    by: Actor,
    unit: Unit,
    contact: Contact,
    village_id: int | None = None,
    is_sample: bool = False,
) -> Identity:
    """An identity in the vault, for the opinion that it comes with.

    Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: only with consent. Raises Invalid without it, and for
    a number or an address that is none.
    """
    contact = tidy(contact)
    identity = Identity(unit=unit, consented_at=now(), is_sample=is_sample, **_found_by(contact))
    identity.village_id = village_id
    identity.box = seal_box(contact.packed(), _purpose(identity))
    perform("keep", identity, by=by)
    return identity


@action
def correct_identity(identity: Identity, *, by: Actor, contact: Contact) -> None:
    """Put other words in place of those that are kept; the old box and its key are destroyed."""
    contact = tidy(contact)
    if not contact:
        raise Invalid(_("Please write at least one, or have everything erased."), field="name")
    old, box = _locked_box(identity), seal_box(contact.packed(), _purpose(identity))
    perform("correct", identity, by=by, also={"box": box, **_found_by(contact)})
    drop_box(old)


@action
def restrict_identity(identity: Identity, *, by: Actor, wanted: bool) -> None:
    """Its person lets nobody use it for a while, though it is not erased, or allows it again.

    Nobody looks at it then, nobody is told by it, and it finds no opinion of somebody who calls
    (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 4: to restrict, to object).
    """
    perform("restrict" if wanted else "allow", identity, by=by)


@action
def carry_identity(identity: Identity, *, by: Actor, unit: Unit) -> None:
    """Seal it anew for the office of another unit, to which its opinion goes."""
    old, contact = _locked_box(identity), opened_identity(identity)
    perform("carry", identity, by=by, facts={"to": unit.key})
    identity.unit = unit
    identity.box = seal_box(contact.packed(), _purpose(identity))
    Identity.objects.filter(pk=identity.pk).update(unit=unit, box=identity.box)
    drop_box(old)


@action
def reveal_identity(identity: Identity, *, by: Official, reason: str) -> Contact:
    """Who it is, for an official who gives a reason; the history tells who looked and why.

    Raises TryLater for somebody who looks too often, as every look into the vault does.
    """
    facts = {"account": by.user.pk}
    perform("reveal", identity, by=by, note=reason, facts=facts)
    note_security(SecurityKind.IDENTITY_SEEN, account=by.user, unit=identity.unit_id)
    pass_look(by.user.pk)
    return opened_identity(identity)


@action
def erase_identity(identity: Identity, *, by: Actor) -> None:
    """Destroy what is kept of a person, with its key; nothing leads to the person afterwards."""
    box = _locked_box(identity)
    nothing = {"box": None, "phone_index": None, "email_index": None}
    perform("erase", identity, by=by, also=nothing)
    drop_box(box)


def _locked_box(identity: Identity) -> int | None:
    """The key of the box as it is now: by a key read before, a box put there since would stay."""
    identity.refresh_from_db(from_queryset=Identity.objects.select_for_update())
    return identity.box_id


def opened_identity(identity: Identity) -> Contact:
    """What the box holds: for its own person, or once the history knows who looks."""
    return Contact.unpacked(open_box(identity.box, _purpose(identity)))


def seal_box(plain: bytes, purpose: str) -> SealedBox:
    """A new box, within an action. No outer key is retired until its transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [SEALING])
    box = seal(plain, purpose, keyring())
    return SealedBox.objects.create(
        outer_key=box.outer_key, wrapped_key=box.wrapped_key, sealed=box.sealed
    )


def drop_box(key: int | None) -> None:
    """Destroy a box and with it the only key that opens it; nothing for None."""
    if key is not None:
        SealedBox.objects.filter(pk=key).delete()


def open_box(box: SealedBox | None, purpose: str) -> bytes:
    if box is None:
        raise WrongState(_("Nothing is kept there any more."))
    return unseal(as_sealed(box), purpose, keyring())


def as_sealed(box: SealedBox) -> Sealed:
    return Sealed(box.outer_key, bytes(box.wrapped_key), bytes(box.sealed))


def phone_index(number: str) -> bytes:
    """For a number in its one spelling (``contacts.normal_phone``)."""
    return blind_index(settings.VAULT_INDEX_KEY, "phone", number)


def email_index(address: str) -> bytes:
    return blind_index(settings.VAULT_INDEX_KEY, "email", address)


def _found_by(contact: Contact) -> dict[str, bytes | None]:
    return {
        "phone_index": phone_index(contact.phone) if contact.phone else None,
        "email_index": email_index(contact.email) if contact.email else None,
    }


def _purpose(identity: Identity) -> str:
    """Bound to the unit and the consent: a box put under another person does not open."""
    return f"identity/{identity.unit_id}/{identity.consented_at.isoformat()}"
