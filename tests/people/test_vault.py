"""The vault: what it keeps is read only with a key from outside, and erased for good."""

import re
from itertools import islice
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from doithoai.kit.errors import Invalid, NotAllowed, NotReady
from doithoai.kit.sealing import KeyMissing, Keyring, rewrapped, seal, unseal
from doithoai.people.actions.rotation import rotate_outer_key
from doithoai.people.actions.vault import (
    correct_identity,
    erase_identity,
    keep_identity,
    opened_identity,
    phone_index,
    reveal_identity,
)
from doithoai.people.actors import System, Visitor
from doithoai.people.contacts import Contact, normal_phone
from doithoai.people.models import Identity, SealedBox
from doithoai.people.roles import RoleName
from doithoai.record.models import Entry
from doithoai.record.permissions import Permission
from tests.factories import Commune, make_commune

WHO = Contact("Nguyễn Thị Mận", "+84 912.345.678", "Man@Example.VN", consent=True)
TERMINAL = System("terminal", frozenset({Permission.ROTATE_OUTER_KEY}))


@pytest.fixture(autouse=True)
def _keys_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HOME", tmp_path)


def keep(commune: Commune) -> Identity:
    return keep_identity(by=Visitor(), unit=commune.unit, contact=WHO)


@pytest.mark.parametrize(
    "typed", ["0912345678", "+84912345678", "84 912 345 678", "0912.345.678", "+84 (0) 912-345-678"]
)
def test_a_number_has_one_spelling(typed: str) -> None:
    assert normal_phone(typed) == "0912345678"


@pytest.mark.parametrize("typed", ["", "12345", "0112345678", "09123456789", "không chín một hai"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        normal_phone(typed)


@given(plain=st.binary(max_size=200))
def test_a_box_opens_with_its_key_and_its_purpose_only(plain: bytes) -> None:
    ring = Keyring(settings.HOME)
    box = seal(plain, "identity/1", ring)
    assert unseal(box, "identity/1", ring) == plain
    assert unseal(rewrapped(box, ring), "identity/1", ring) == plain
    with pytest.raises(KeyMissing):
        unseal(box, "identity/2", ring)


def test_another_key_of_the_same_name_opens_nothing(tmp_path: Path) -> None:
    box = seal(b"x", "identity", Keyring(tmp_path / "one"))
    with pytest.raises(KeyMissing):
        unseal(box, "identity", Keyring(tmp_path / "two"))


def test_keys_are_readable_by_their_owner_only() -> None:
    ring = Keyring(settings.HOME)
    path = settings.HOME / "secrets" / ring.active
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.django_db
def test_without_consent_nothing_is_kept() -> None:
    with pytest.raises(Invalid):
        keep_identity(by=Visitor(), unit=make_commune().unit, contact=Contact(phone="0912345678"))
    assert not SealedBox.objects.exists()


@pytest.mark.django_db
def test_an_official_looks_only_with_a_reason_and_the_history_tells_it() -> None:
    commune = make_commune()
    identity, office = keep(commune), commune[RoleName.OFFICE]
    with pytest.raises(NotReady):
        reveal_identity(identity, by=office, reason=" ")
    with pytest.raises(NotAllowed):
        reveal_identity(identity, by=commune[RoleName.FRONT], reason="Gọi lại.")
    other = make_commune("Xã Lai Khê", "10756")[RoleName.OFFICE]
    with pytest.raises(NotAllowed):
        reveal_identity(identity, by=other, reason="Gọi lại.")
    assert not Entry.objects.filter(move="reveal").exists()
    seen = reveal_identity(identity, by=office, reason="Gọi lại.")
    assert (seen.name, seen.phone, seen.email) == (
        "Nguyễn Thị Mận", "0912345678", "man@example.vn",
    )  # fmt: skip
    entry = Entry.objects.get(move="reveal")
    assert (entry.note, entry.facts) == ("Gọi lại.", {"account": office.user.pk})
    assert entry.actor.startswith("office@")


@pytest.mark.django_db
def test_a_box_put_under_another_person_does_not_open() -> None:
    commune = make_commune()
    one, two = keep(commune), keep(commune)
    mine, theirs = one.box, two.box
    assert mine
    assert theirs
    one.box = theirs
    with pytest.raises(KeyMissing):
        opened_identity(one)


@pytest.mark.django_db
def test_correcting_destroys_the_old_box() -> None:
    identity = keep(make_commune())
    old = identity.box_id
    by = System("author", frozenset({Permission.CORRECT_IDENTITY}))
    correct_identity(identity, by=by, contact=Contact(phone="0987 654 321", consent=True))
    identity = Identity.objects.get()
    assert opened_identity(identity).phone == "0987654321"
    assert bytes(identity.phone_index or b"") == phone_index("0987654321")
    assert not SealedBox.objects.filter(pk__in=[old]).exists()


@pytest.mark.django_db
def test_erasing_destroys_the_key_and_every_way_to_the_person() -> None:
    identity = keep(make_commune())
    erase_identity(identity, by=System("author", frozenset({Permission.ERASE_IDENTITY})))
    identity = Identity.objects.get()
    assert (identity.state, identity.box, identity.phone_index, identity.email_index) == (
        "erased", None, None, None,
    )  # fmt: skip
    assert not SealedBox.objects.exists()


@pytest.mark.django_db
def test_a_rotation_killed_halfway_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doithoai.people.actions.rotation.BATCH", 2)
    commune = make_commune()
    kept = [keep(commune) for _ in range(5)]
    assert list(islice(rotate_outer_key(by=TERMINAL), 1)) == [2]
    used = SealedBox.objects.values_list("outer_key", flat=True)
    assert sorted(used) == ["vault_0001"] * 3 + ["vault_0002"] * 2
    late = keep(commune)
    for identity in [*kept, late]:
        assert opened_identity(Identity.objects.get(pk=identity.pk)).phone == "0912345678"
    call_command("rotate_vault_key", verbosity=0)
    assert set(SealedBox.objects.values_list("outer_key", flat=True)) == {"vault_0002"}
    assert Keyring(settings.HOME).names == ["vault_0002"]
    for identity in [*kept, late]:
        assert opened_identity(Identity.objects.get(pk=identity.pk)).phone == "0912345678"


@pytest.mark.django_db
def test_without_the_outer_key_nothing_is_readable() -> None:
    identity = keep(make_commune())
    for key in (settings.HOME / "secrets").glob("vault_0*"):
        key.unlink()
    with pytest.raises(KeyMissing):
        opened_identity(Identity.objects.get(pk=identity.pk))


def test_a_contact_does_not_show_itself() -> None:
    assert not re.search("Mận|912|Example", f"{WHO!r} {WHO} {[WHO]}")
