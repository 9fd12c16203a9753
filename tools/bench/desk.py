"""How long a clerk's pages take at the server, with 3,000 opinions that wait.

In one process, by Django's own client; all that is made for it is taken back.
"""

import statistics
import time
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

WAITING = 3_000
ROUNDS = 15
LINES = (
    "Kênh tiêu qua thôn số {} bồi lắng, mưa là nước vào sân.",
    "Đèn đường ngõ {} hỏng cả tháng nay, đi tối nguy hiểm.",
    "Nước sạch ở cụm {} yếu, chiều tối không có nước nấu cơm.",
    "Xe tải chở đất qua đường {} làm bụi và vỡ mặt đường.",
    "Rác ở điểm tập kết số {} ba ngày chưa ai chở.",
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


def _clerk() -> Any:
    from doithoai.kit.time import now, today
    from doithoai.opinions.models import Opinion
    from doithoai.people.models import Appointment, User
    from doithoai.people.roles import RoleName
    from doithoai.places.models import Unit

    unit = Unit.objects.filter(key__startswith="bench-").earliest("id")
    Opinion.objects.bulk_create(
        Opinion(
            state="received", unit=unit, channel="web", received_at=now() - timedelta(minutes=n),
            text=LINES[n % len(LINES)].format(n // 2), words_mark=bytes(32),
            client_mark=sha256(f"c{n}".encode()).digest(),
            receipt_digest=sha256(f"r{n}".encode()).digest(),
        )
        for n in range(WAITING)
    )  # fmt: skip
    user = User.objects.create(email="bench@xa.example", display_name="Bench")
    Appointment.objects.create(
        user=user, role=RoleName.OFFICE, unit=unit, starts_on=today() - timedelta(days=9)
    )
    return user
