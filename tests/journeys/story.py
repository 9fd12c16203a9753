"""From an opinion to a kept promise, each step by its persona on the page that is there for it.

Told once in words that the pages say; tests/journeys tells it through Django's test client, day
by day, and tests/browser through a real browser within an hour.
"""

import re
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from PIL import Image

from doithoai.kit.time import VIET_NAM, short_date
from tests.factories import Commune
from tests.journeys.windows import Window

OPINION = "Kênh tiêu sau nhà văn hóa bồi lắng, cứ mưa là ngập vườn."
QUOTE = "Cứ mưa là ngập vườn."
MATTER = "Nạo vét kênh tiêu thôn Phương Duệ"
DIALOGUE = "Bí thư Đảng ủy xã đối thoại với Nhân dân"
PROMISE = "Nạo vét 2,4 km kênh tiêu, có ảnh từng đoạn."
NUMBER = "12-TB/ĐU"
BLANK = "   "
"""What a browser lets through and the office cannot read."""
PATH = "Quá trình giải quyết nội dung này"
STEPS = ("Tiếp nhận", "Đối thoại", "Kết luận", "Giao việc", "Kết quả", "Người dân xác nhận")
DONE, NOW, TODO, BACK = "đã xong", "đang ở bước này", "chưa thực hiện", "đã rút lại"


class Watch(Protocol):
    """What everybody sees meanwhile, without an account."""

    def sees_path(self, code: str, states: tuple[str, ...], *words: str) -> None: ...


@dataclass
class Cast:
    """Who takes part, each at a window of their own, and when.

    ``at`` lets the block happen at a moment; ``held_at`` is when the dialogue begins.
    """

    commune: Commune
    citizen: Window
    office: Window
    head: Window
    agency: Window
    watch: Watch
    held_at: datetime
    at: "Clock"


class Clock(Protocol):
    def __call__(self, moment: datetime) -> AbstractContextManager[None]: ...


@dataclass
class Trail:
    """Addresses and codes that the story meets on its way."""

    receipt: str = ""
    opinion: str = ""
    matter: str = ""
    dialogue: str = ""
    conclusion: str = ""
    resolution: str = ""
    commitment: str = ""

    @property
    def desk(self) -> list[str]:
        return [self.opinion, self.dialogue, self.conclusion, self.resolution, self.commitment]


def sees(window: Window, words: str) -> None:
    assert words in window.text, f"“{words}” is not on {window.path}:\n{window.text}"


def send_opinion(cast: Cast, trail: Trail) -> None:
    citizen, village = cast.citizen, cast.commune.village.name
    citizen.open("/")
    citizen.follow("Gửi ý kiến")
    citizen.follow(cast.commune.unit.name)
    citizen.send("Tiếp tục")
    citizen.send("Tiếp tục", {"Việc này ở thôn nào?": village})
    assert citizen.send("Tiếp tục", {"Nội dung ý kiến": BLANK}) == 422
    sees(citizen, "Xin ghi nội dung ý kiến.")
    citizen.send("Tiếp tục", {"Nội dung ý kiến": OPINION})
    citizen.send("Tiếp tục, không gửi kèm")
    citizen.send("Tiếp tục")
    sees(citizen, OPINION)
    sees(citizen, village)
    citizen.send("Quay lại")
    citizen.send("Tiếp tục")
    citizen.send("Gửi")
    trail.receipt = citizen.path
    assert re.search(r"/bien-nhan/YK-\w{4}-\w{4}-\w{4}/$", citizen.path)
    sees(citizen, "Đã nhận")
    sees(citizen, OPINION)


def triage(cast: Cast, trail: Trail) -> None:
    office = cast.office
    office.open("/ban-lam-viec/")
    office.follow("Ý kiến")
    office.follow("Kênh tiêu sau nhà văn hóa")
    trail.opinion = office.path
    named = {
        "Tên nội dung": MATTER,
        "Lĩnh vực": "Thủy lợi, thoát nước, đê kè",
        "Phần trích được công khai": QUOTE,
    }
    office.send("Tiếp nhận", named)
    sees(office, "Đã tiếp nhận ý kiến.")
    found = re.search(r"\b[A-Z]{2}-[0-9A-Z]{5}\b", office.text)
    assert found
    trail.matter = found[0]
    cast.watch.sees_path(
        trail.matter, (DONE, NOW, TODO, TODO, TODO, TODO), QUOTE, "Chờ đưa ra hội nghị"
    )


def announce(cast: Cast, trail: Trail) -> None:
    office, local = cast.office, cast.held_at.astimezone(VIET_NAM)
    office.open("/ban-lam-viec/doi-thoai/")
    office.follow("Lập kế hoạch hội nghị")
    plan = {
        "Tên hội nghị": DIALOGUE,
        "Người chủ trì": f"{cast.commune.party_post.title} · {cast.commune.unit.name}",
        "Ngày": f"{local:%Y-%m-%d}",
        "Giờ": f"{local:%H:%M}",
        "Địa điểm": "Nhà văn hóa thôn Phương Duệ",
    }
    office.send("Đưa vào kế hoạch", plan)
    trail.dialogue = office.path
    sees(office, "Đã đưa hội nghị vào kế hoạch.")
    office.follow("Xếp chương trình")
    office.send("Đưa vào chương trình", {"Nội dung chờ đưa ra hội nghị": [MATTER]})
    sees(office, "Trong chương trình: 1 nội dung")
    cast.watch.sees_path(trail.matter, (DONE, NOW, TODO, TODO, TODO, TODO), "chờ thông báo")
    office.open(trail.dialogue)
    means = {"Hình thức niêm yết, thông báo": ["Trang thông tin điện tử", "Loa truyền thanh"]}
    office.send("Xác nhận: Công bố thông báo", means)
    cast.watch.sees_path(
        trail.matter, (DONE, NOW, TODO, TODO, TODO, TODO), short_date(local.date())
    )


def hold(cast: Cast, trail: Trail) -> None:
    office, head = cast.office, cast.head
    head.open(trail.dialogue)
    head.send("Xác nhận: Khai mạc hội nghị")
    cast.watch.sees_path(trail.matter, (DONE, NOW, TODO, TODO, TODO, TODO), "Đang diễn ra")
    office.open(trail.dialogue)
    office.follow("Ghi lượt phát biểu")
    spoken = {
        "Nội dung ý kiến": "Nhà tôi cũng ngập, lúa mất trắng một vụ.",
        "Trùng với nội dung đã có": [MATTER],
        "Trả lời tại chỗ": "Xã sẽ nạo vét trước mùa mưa.",
    }
    assert office.send("Lưu lượt này", spoken) == 422
    sees(office, "Đề nghị ghi người trả lời; chỉ cần chức vụ.")
    # what was typed before is still there
    office.send("Lưu lượt này", {"Người trả lời (chức vụ)": "Chủ tịch UBND xã"})
    sees(office, "Đã lưu lượt phát biểu 1.")
    head.open(trail.dialogue)
    head.send("Xác nhận: Bế mạc hội nghị", {"Số người tham dự": "85"})
    cast.watch.sees_path(
        trail.matter, (DONE, DONE, NOW, TODO, TODO, TODO), "Xã sẽ nạo vét trước mùa mưa."
    )


def conclude(cast: Cast, trail: Trail, due_on: date) -> None:
    office, head = cast.office, cast.head
    office.open(trail.dialogue)
    office.send("Soạn thông báo kết luận")
    trail.conclusion = office.path
    office.send("Lưu", {"Số, ký hiệu": NUMBER, "Đánh giá chung": "Hội nghị thẳng thắn."})
    office.follow(MATTER)
    trail.resolution = office.path
    resolution = {
        "Hướng giải quyết": "Giao giải quyết",
        "Nội dung kết luận": PROMISE,
        "Cơ quan chủ trì": cast.commune.agency.name,
        "Thời hạn do người chủ trì ấn định": due_on.isoformat(),
    }
    office.send("Lưu và sang nội dung tiếp theo", resolution)
    sees(office, "1/1 nội dung đã có kết luận")
    cast.watch.sees_path(trail.matter, (DONE, DONE, NOW, TODO, TODO, TODO))
    head.open(trail.conclusion)
    head.send("Xác nhận: Ban hành thông báo kết luận")
    sees(head, "Bản đã ban hành")
    cast.watch.sees_path(
        trail.matter, (DONE, DONE, DONE, DONE, NOW, TODO),
        NUMBER, PROMISE, cast.commune.agency.name, f"hạn {short_date(due_on)}",
    )  # fmt: skip


def report_progress(cast: Cast, trail: Trail) -> None:
    agency = cast.agency
    agency.open("/ban-lam-viec/")
    agency.follow("Việc được giao")
    agency.follow(MATTER)
    trail.commitment = agency.path
    told = {"Kết quả thực hiện": "Xong đoạn đầu 1 km.", "Tỷ lệ hoàn thành (%)": "40"}
    agency.send("Báo cáo tiến độ", told)
    sees(agency, "Đã công khai báo cáo cùng việc được giao.")
    cast.watch.sees_path(
        trail.matter,
        (DONE, DONE, DONE, DONE, NOW, TODO),
        "Đã hoàn thành 40%",
        "Xong đoạn đầu 1 km.",
    )


def report_done(cast: Cast, trail: Trail, photo: Path, text: str = "Đã nạo vét xong.") -> None:
    agency = cast.agency
    agency.open(trail.commitment)
    assert agency.send("Báo cáo hoàn thành", {"Kết quả thực hiện": text}) == 422
    sees(agency, "Đề nghị gửi kèm ảnh hoặc nêu văn bản chứng minh kết quả.")
    proof: dict[str, str | Path] = {
        "Văn bản: số, ngày, trích yếu": "Biên bản nghiệm thu 05/BB",
        "Ảnh chụp": photo,
    }
    agency.send("Báo cáo hoàn thành", proof)  # what was typed before is still there
    sees(agency, "Đã báo cáo hoàn thành, chờ người dân xác nhận.")
    cast.watch.sees_path(
        trail.matter, (DONE, DONE, DONE, DONE, DONE, NOW),
        text, "Biên bản nghiệm thu 05/BB", "Đang lấy xác nhận của 2 người đã nêu ý kiến",
    )  # fmt: skip


def confirm(cast: Cast, trail: Trail) -> None:
    citizen = cast.citizen
    citizen.open("/tra-cuu/")
    code = trail.receipt.rstrip("/").rpartition("/")[2]
    citizen.send("Tra cứu", {"Mã biên nhận hoặc từ khóa": code.lower().replace("-", " ")})
    citizen.send("Xác nhận: Việc đã được giải quyết xong")
    sees(citizen, "Đã thực hiện cam kết")
    cast.watch.sees_path(
        trail.matter,
        (DONE,) * 6,
        "1 người xác nhận đã giải quyết",
        "Người dân đã xác nhận",
        "Đã thực hiện cam kết",
    )


def dispute(cast: Cast, trail: Trail) -> None:
    citizen = cast.citizen
    citizen.open(trail.receipt)
    assert citizen.send("Gửi", {"Còn vướng mắc gì?": BLANK}) == 422
    sees(citizen, "Xin ghi ngắn gọn phần chưa được giải quyết.")
    citizen.send("Gửi", {"Còn vướng mắc gì?": "Đoạn cuối 300 m vẫn tắc."})
    cast.watch.sees_path(
        trail.matter, (DONE, DONE, DONE, DONE, NOW, BACK), "Người dân phản ánh chưa giải quyết xong"
    )


def to_the_result(cast: Cast, photo: Path) -> Trail:
    """Everything until the agency says that it is done."""
    trail, start = Trail(), cast.held_at - timedelta(days=10)
    with cast.at(start):
        send_opinion(cast, trail)
        triage(cast, trail)
        announce(cast, trail)
    with cast.at(cast.held_at):
        hold(cast, trail)
    with cast.at(cast.held_at + timedelta(days=3)):
        conclude(cast, trail, (cast.held_at + timedelta(days=33)).astimezone(VIET_NAM).date())
    with cast.at(cast.held_at + timedelta(days=10)):
        report_progress(cast, trail)
    with cast.at(cast.held_at + timedelta(days=20)):
        report_done(cast, trail, photo)
    return trail


def make_photo(folder: Path) -> Path:
    path = folder / "kenh-tieu.jpg"
    Image.new("RGB", (640, 480), (90, 130, 160)).save(path, "JPEG")
    return path
