from collections.abc import Iterator
from datetime import timedelta

import pytest

from doithoai.kit.errors import Invalid, NotAllowed, NotReady, WrongState
from doithoai.kit.time import as_of, now, today
from doithoai.people.actions import (
    appoint,
    begin_installation,
    begin_office,
    create_account,
    end_appointment,
    make_setup_link,
    use_setup_link,
)
from doithoai.people.actors import System
from doithoai.people.models import Appointment, Installation, SetupLink, User
from doithoai.people.queries import _mode_once_set, official
from doithoai.people.roles import READERS, RoleName
from doithoai.places.models import Post
from doithoai.record.models import Entry
from doithoai.record.permissions import Permission
from tests.factories import make_unit
from tests.places.conftest import load_kim_thanh

pytestmark = pytest.mark.django_db

TERMINAL = System("terminal", frozenset({Permission.MANAGE_OFFICE}))
PASSWORD = "lúa chín đầy đồng"
FIRST = {"email": "quan-tri@xa.example", "display_name": "Quản trị", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _unbegun() -> Iterator[None]:
    _mode_once_set.cache_clear()
    yield
    _mode_once_set.cache_clear()


@pytest.fixture
def token() -> str:
    begin_installation(Installation.Mode.REAL, by=TERMINAL)
    return make_setup_link(by=TERMINAL)


def administrator() -> tuple[User, Appointment]:
    user = create_account(by=TERMINAL, email="quan-tri@xa.example", display_name="Quản trị")
    held = appoint(by=TERMINAL, user=user, role=RoleName.ADMINISTRATOR, unit=make_unit())
    return user, held


def test_account_has_no_password_and_an_address_in_small_letters() -> None:
    user = create_account(by=TERMINAL, email=" Van-Phong@Xa.Example ", display_name=" Văn phòng ")
    assert (user.email, user.display_name) == ("van-phong@xa.example", "Văn phòng")
    assert not user.has_usable_password()


@pytest.mark.parametrize("email", ["", "không phải thư", "a@b", "a" * 300])
def test_account_wants_an_address(email: str) -> None:
    with pytest.raises(Invalid):
        create_account(by=TERMINAL, email=email, display_name="Văn phòng")


def test_two_accounts_never_share_an_address() -> None:
    create_account(by=TERMINAL, email="mot@xa.example", display_name="Một")
    with pytest.raises(Invalid) as refusal:
        create_account(by=TERMINAL, email="MOT@xa.example", display_name="Hai")
    assert refusal.value.field == "email"


def test_history_of_accounts_tells_no_name_and_no_address() -> None:
    administrator()
    told = " ".join(f"{entry.actor} {entry.note} {entry.facts}" for entry in Entry.objects.all())
    assert "xa.example" not in told
    assert "Quản trị" not in told
    assert not Entry.objects.filter(is_public=True).exists()


def test_only_an_administrator_of_the_unit_appoints_there() -> None:
    user, held = administrator()
    elsewhere = make_unit("Xã An Thành", "10792")
    with pytest.raises(NotAllowed):
        appoint(by=official(user), user=user, role=RoleName.OFFICE, unit=elsewhere)
    clerk = create_account(by=official(user), email="thu-ky@xa.example", display_name="Thư ký")
    appoint(by=official(user), user=clerk, role=RoleName.OFFICE, unit=held.unit)
    with pytest.raises(NotAllowed):
        create_account(by=official(clerk), email="ban@xa.example", display_name="Bạn")
    with pytest.raises(NotAllowed):
        appoint(by=official(clerk), user=clerk, role=RoleName.ADMINISTRATOR, unit=held.unit)


@pytest.mark.parametrize("role", sorted(READERS - {RoleName.AGENCY}))
def test_nobody_lets_the_own_account_read_opinions(role: str) -> None:
    user, held = administrator()
    with pytest.raises(NotAllowed):
        appoint(by=official(user), user=user, role=role, unit=held.unit)
    assert list(Appointment.objects.filter(user=user)) == [held]
    head = create_account(by=TERMINAL, email="bi-thu@xa.example", display_name="Bí thư")
    appoint(by=official(user), user=head, role=RoleName.PARTY_HEAD, unit=held.unit)
    with pytest.raises(NotAllowed):
        appoint(by=official(head), user=head, role=RoleName.GOVERNMENT_HEAD, unit=held.unit)
    assert appoint(by=official(head), user=user, role=role, unit=held.unit).user == user


def test_a_head_appoints_in_the_own_unit_only() -> None:
    user, held = administrator()
    head = create_account(by=TERMINAL, email="bi-thu@xa.example", display_name="Bí thư")
    appoint(by=official(user), user=head, role=RoleName.PARTY_HEAD, unit=held.unit)
    with pytest.raises(NotAllowed):
        appoint(
            by=official(head), user=user, role=RoleName.OFFICE, unit=make_unit("Xã An", "10792")
        )


def test_appointment_that_makes_no_sense_is_refused() -> None:
    user, held = administrator()
    wrong: list[dict[str, object]] = [
        {"role": "king"},
        {"role": RoleName.AGENCY},
        {"role": RoleName.OFFICE, "ends_on": today()},
        {"role": RoleName.ADMINISTRATOR},
    ]
    for words in wrong:
        with pytest.raises(Invalid):
            appoint(by=official(user), user=user, unit=held.unit, **words)  # type: ignore[arg-type]


def test_ended_appointment_gives_no_right_from_that_day_on() -> None:
    user, held = administrator()
    clerk = create_account(by=TERMINAL, email="thu-ky@xa.example", display_name="Thư ký")
    start = today() - timedelta(days=30)
    role = appoint(by=TERMINAL, user=clerk, role=RoleName.OFFICE, unit=held.unit, starts_on=start)
    end_appointment(role, by=official(user))
    assert not Appointment.objects.filter(user=clerk, ends_on__isnull=True).exists()
    assert official(clerk, on=today() - timedelta(days=1)).holds(Permission.TRIAGE_OPINION)
    with pytest.raises(WrongState):
        end_appointment(role, by=official(user))


def test_unit_is_never_left_without_an_administrator() -> None:
    user, held = administrator()
    with pytest.raises(NotReady):
        end_appointment(held, by=official(user))


def test_installation_begins_once(token: str) -> None:
    with pytest.raises(WrongState):
        begin_installation(Installation.Mode.DEMO, by=TERMINAL)
    assert Installation.objects.get().mode == Installation.Mode.REAL


def test_only_the_digest_of_a_link_is_kept(token: str) -> None:
    kept = SetupLink.objects.get()
    assert token.encode() not in bytes(kept.digest)
    assert token not in " ".join(f"{entry.facts} {entry.note}" for entry in Entry.objects.all())


def test_link_makes_one_account_and_dies(token: str) -> None:
    user = use_setup_link(token, **FIRST)
    assert user.check_password(PASSWORD)
    with pytest.raises(WrongState):
        use_setup_link(token, **(FIRST | {"email": "khac@xa.example"}))
    with pytest.raises(WrongState):
        make_setup_link(by=TERMINAL)


def test_link_dies_after_a_day(token: str) -> None:
    with as_of(now() + timedelta(hours=24, seconds=1)), pytest.raises(WrongState):
        use_setup_link(token, **FIRST)


def test_newer_link_replaces_the_older(token: str) -> None:
    newer = make_setup_link(by=TERMINAL)
    with pytest.raises(WrongState):
        use_setup_link(token, **FIRST)
    assert use_setup_link(newer, **FIRST)


@pytest.mark.parametrize("forged", ["", "x", "0" * 43, "\udcff", "bé"])
def test_forged_link_does_nothing(token: str, forged: str) -> None:
    with pytest.raises(WrongState):
        use_setup_link(forged, **FIRST)
    assert not User.objects.exists()


def test_weak_password_leaves_the_link_alive(token: str) -> None:
    with pytest.raises(Invalid) as refusal:
        use_setup_link(token, **(FIRST | {"password": "matkhau"}))
    assert refusal.value.field == "password"
    assert use_setup_link(token, **FIRST)


def test_first_administrator_begins_the_office_once(token: str) -> None:
    user, unit = use_setup_link(token, **FIRST), make_unit()
    begin_office(user, units=[unit])
    assert official(user).may(Permission.MANAGE_OFFICE, Appointment(unit=unit))
    assert Post.objects.filter(unit=unit).count() == 2
    with pytest.raises(WrongState):
        begin_office(user, units=[make_unit("Xã An Thành", "10792")])


def test_demonstration_gives_no_link() -> None:
    begin_installation(Installation.Mode.DEMO, by=TERMINAL)
    with pytest.raises(WrongState):
        make_setup_link(by=TERMINAL)


def test_name_is_asked_for(token: str) -> None:
    with pytest.raises(NotReady):
        use_setup_link(token, **(FIRST | {"display_name": "  "}))


def test_a_superior_of_today_reaches_the_past_of_the_units_below() -> None:
    units = load_kim_thanh()
    user = create_account(by=TERMINAL, email="cap-tren@xa.example", display_name="Cấp trên")
    appoint(by=TERMINAL, user=user, role=RoleName.SUPERIOR, unit=units["hp"])
    below = {units[key].pk for key in ("phuthai", "kimthanh-huyen", "kimkhe", "hd")}
    assert below <= official(user).unit_ids()
