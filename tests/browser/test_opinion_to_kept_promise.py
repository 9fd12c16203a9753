"""The whole way in a real browser, once without JavaScript and once with it."""

from pathlib import Path

import pytest

from doithoai.commitments.models import Commitment
from doithoai.people.roles import RoleName
from tests.browser.conftest import PHONE, OpenWindow
from tests.factories import Commune
from tests.journeys.story import MATTER, Cast, confirm, sees, to_the_result

pytestmark = pytest.mark.browser


def test_an_opinion_becomes_a_kept_promise(cast: Cast, photo: Path) -> None:
    trail = to_the_result(cast, photo)
    confirm(cast, trail)
    cast.citizen.open("/")
    cast.citizen.follow("Theo dõi cam kết")
    cast.citizen.follow("Hoàn thành đúng hạn")
    sees(cast.citizen, MATTER)
    sees(cast.citizen, "Đã thực hiện cam kết")
    assert Commitment.objects.get().state == "confirmed"


def test_an_official_signs_in_with_a_password(commune: Commune, window: OpenWindow) -> None:
    user = commune[RoleName.OFFICE].user
    user.set_password("kênh tiêu bồi lắng")
    user.save()
    screen = window(viewport=PHONE)
    screen.open("/")
    screen.follow("Dành cho cán bộ: đăng nhập")
    wrong = {"Thư điện tử": user.sign_in_name, "Mật khẩu": "không nhớ nữa"}
    screen.send("Đăng nhập", wrong)
    sees(screen, "Địa chỉ thư hoặc mật khẩu chưa đúng.")
    screen.send("Đăng nhập", wrong | {"Mật khẩu": "kênh tiêu bồi lắng"})
    assert screen.path == "/ban-lam-viec/"
