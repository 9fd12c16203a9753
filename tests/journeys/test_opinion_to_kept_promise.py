"""The whole way in Django's test client: the promise of this system to a citizen."""

from datetime import timedelta
from pathlib import Path

import pytest

from doithoai.commitments.models import Commitment, Evidence
from doithoai.kit.time import as_of
from doithoai.opinions.models import Matter
from doithoai.people.roles import RoleName
from tests.factories import make_commune, make_matter
from tests.journeys.conftest import AtDesk
from tests.journeys.story import MATTER, Cast, Trail, confirm, dispute, report_done, to_the_result
from tests.journeys.windows import ClientWindow


def test_an_opinion_becomes_a_kept_promise(cast: Cast, photo: Path) -> None:
    trail = to_the_result(cast, photo)
    with as_of(cast.held_at + timedelta(days=22)):
        confirm(cast, trail)
        assert promise_on_board("?lateness=on_time") == "Đã thực hiện cam kết"
        assert not promise_on_board("?lateness=overdue")
    looks_at_the_photograph(trail)
    assert Commitment.objects.get().state == "confirmed"
    assert Matter.objects.get().state == "settled"


def promise_on_board(query: str) -> str:
    """How the board calls the promise of this story; "" when it is not there."""
    board = ClientWindow()
    board.open(f"/loi-hua/{query}")
    rows = [one for one in board.page.all("li") if MATTER in one.text]
    return next((badge.text for one in rows for badge in one.all("span")), "")


def test_a_disputed_result_is_done_again(cast: Cast, photo: Path, at_desk: AtDesk) -> None:
    trail = to_the_result(cast, photo)
    with as_of(cast.held_at + timedelta(days=22)):
        dispute(cast, trail)
        assert Commitment.objects.get().state == "reopened"
        assert "Mở lại" in seen_by_agency(cast, trail)
    with as_of(cast.held_at + timedelta(days=40)):  # seven days after the due date
        cast.watch.sees_path(
            trail.matter,
            ("đã xong",) * 4 + ("quá hạn", "đã rút lại"),
            "Quá hạn 7 ngày",
        )
        assert promise_on_board("?lateness=overdue") == "Quá hạn 7 ngày"
        report_done(cast, trail, photo, "Đã thông nốt đoạn cuối.")
        confirm(cast, trail)
    commitment = Commitment.objects.get()
    assert (commitment.state, commitment.progress.count()) == ("confirmed", 3)
    assert [cast.office.open(address) for address in trail.desk] == [200] * len(trail.desk)
    other = make_commune("Xã Phú Thái", "10806")
    meets_nothing(at_desk(other, RoleName.OFFICE), trail)


def seen_by_agency(cast: Cast, trail: Trail) -> str:
    cast.agency.open(trail.commitment)
    return cast.agency.text


def looks_at_the_photograph(trail: Trail) -> None:
    evidence = Evidence.objects.exclude(photo="").get()
    anybody = ClientWindow()
    anybody.open(f"/noi-dung/{trail.matter}/")
    pictures = [one.get("src") for one in anybody.page.all("img")]
    assert pictures == [f"/noi-dung/{trail.matter}/anh/{evidence.pk}/"]
    answer = anybody.client.get(pictures[0])
    assert answer["Content-Type"] == "image/jpeg"
    with evidence.photo.open() as kept:
        assert answer.getvalue() == kept.read()


def meets_nothing(stranger: ClientWindow, trail: Trail) -> None:
    """Neither the clerk of another commune nor somebody without an account."""
    anybody = ClientWindow()
    for address in trail.desk:
        assert stranger.open(address) == 404, address
        anybody.open(address)
        assert anybody.path == "/tai-khoan/login/", address
    for address in ("", "y-kien/?state=all", "doi-thoai/", "ket-luan/", "viec/"):
        assert stranger.open(f"/ban-lam-viec/{address}") == 200, address
        assert MATTER not in stranger.text, address
    last = trail.receipt[-2]
    guess = trail.receipt.removesuffix(f"{last}/") + ("1" if last == "0" else "0")
    assert anybody.open(f"{guess}/") == 404


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["KT-BCDFG", "KT-7F3KQ"])
def test_a_code_without_digits_is_a_code(code: str) -> None:
    matter = make_matter(make_commune())
    Matter.objects.filter(pk=matter.pk).update(code=code)
    anybody = ClientWindow()
    anybody.open(f"/tra-cuu/?q={code.lower()}")
    assert anybody.path == f"/noi-dung/{code}/"
