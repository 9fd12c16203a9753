"""How long a clerk's pages take at the server, with 3,000 opinions that wait.

In one process, by Django's own client; all that is made for it is taken back.
"""

import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from itertools import count, islice, product
from typing import Any

from django.db import transaction

WAITING = 3_000
ROUNDS = 15
WHAT = (
    "Kênh tiêu bồi lắng, mưa là nước vào sân",
    "Đèn đường hỏng cả tháng, đi tối nguy hiểm",
    "Nước sạch yếu, chiều tối không nấu được cơm",
    "Xe tải chở đất làm bụi và vỡ mặt đường",
    "Rác ba ngày chưa ai chở, mùi hôi vào tận nhà",
    "Chó thả rông cắn người đi tập thể dục",
    "Bờ ao sạt xuống đường, trẻ con đi học nguy hiểm",
    "Điện chập chờn, hỏng cả máy bơm nước",
    "Cột viễn thông dựng sát nhà dân mà không hỏi ý kiến",
    "Trạm y tế thiếu thuốc cho người già",
)
WHERE = (
    "trước cổng trường mầm non",
    "ở xóm Đình phía sông",
    "đoạn từ cầu Tây ra quốc lộ",
    "sau chợ cũ của xã",
    "cạnh nhà văn hóa mới xây",
    "ngoài bãi Soi gần trạm bơm",
)
SINCE = (
    "từ đầu năm đến nay",
    "sau trận mưa tuần trước",
    "đã phản ánh nhiều lần ở thôn",
    "nhất là vào sáng sớm",
    "mà chưa thấy ai đến xem",
)


def print_figures() -> None:
    from django.test import Client
    from django.urls import reverse

    with transaction.atomic():
        client = Client(headers={"host": "localhost"})
        client.force_login(_clerk())
        for name, page in (
            (f"queue of {WAITING:,} waiting opinions", reverse("desk:opinions")),
            ("my work of their clerk", reverse("desk:my_work")),
        ):
            print(f"{name:44}{_milliseconds(client, page):10.1f} ms at the server")
        transaction.set_rollback(True)


def _milliseconds(client: Any, page: str) -> float:
    taken = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        answer = client.get(page)
        taken.append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{page} answers {answer.status_code}")
    return statistics.median(taken[1:])


def _texts() -> Iterator[str]:
    """Of 300 different ones, each with a number of its own: some ten are nearly the same."""
    for round_ in count():
        for what, where, since in product(WHAT, WHERE, SINCE):
            yield f"{what} {where} {since}, nhà số {round_} xin được giải quyết sớm."


def _clerk() -> Any:
    from doithoai.kit.time import now, today
    from doithoai.opinions.models import Opinion
    from doithoai.people.models import Appointment, User
    from doithoai.people.roles import RoleName
    from doithoai.places.models import Unit

    # Not the first one, to which the other measurements send.
    unit = Unit.objects.filter(key__startswith="bench-").latest("id")
    Opinion.objects.bulk_create(
        Opinion(
            state="received", unit=unit, channel="web", received_at=now() - timedelta(minutes=n),
            text=said, words_mark=bytes(32),
            client_mark=sha256(f"c{n}".encode()).digest(),
            receipt_digest=sha256(f"r{n}".encode()).digest(),
        )
        for n, said in enumerate(islice(_texts(), WAITING))
    )  # fmt: skip
    user = User.objects.create(email="bench@xa.example", display_name="Bench")
    Appointment.objects.create(
        user=user, role=RoleName.OFFICE, unit=unit, starts_on=today() - timedelta(days=9)
    )
    return user
