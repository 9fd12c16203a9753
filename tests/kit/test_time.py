from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

from doithoai.kit.time import as_of, date_time, long_date, now, short_date, today

DAY = date(2022, 8, 18)
EVENING = datetime(2026, 12, 5, 12, 30, tzinfo=UTC)  # 19:30 in Viet Nam


def test_dates_read_as_in_viet_nam() -> None:
    assert short_date(DAY) == "18/8/2022"
    assert long_date(DAY) == "thứ Năm, ngày 18/8/2022"
    assert long_date(date(2026, 11, 29)) == "Chủ nhật, ngày 29/11/2026"
    assert date_time(EVENING) == "19 giờ 30 phút, thứ Bảy, ngày 5/12/2026"


def test_dates_read_in_english_too() -> None:
    with override("en"):
        assert short_date(DAY) == "18 Aug 2022"
        assert long_date(date(2026, 12, 5)) == "Saturday, 5 Dec 2026"
        assert date_time(EVENING) == "19:30, Saturday, 5 Dec 2026"


def test_the_day_begins_at_midnight_in_viet_nam() -> None:
    just_after_midnight = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    with as_of(just_after_midnight):
        assert now() == just_after_midnight
        assert today() == date(2027, 1, 1)
    assert short_date(just_after_midnight) == "1/1/2027"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("short_date", "5/12/2026"),
        ("long_date", "thứ Bảy, ngày 5/12/2026"),
        ("date_time", "19 giờ 30 phút, thứ Bảy, ngày 5/12/2026"),
    ],
)
def test_filters_show_dates_and_nothing_for_nothing(name: str, shown: str) -> None:
    template = Template(f"{{% load dates %}}{{{{ moment|{name} }}}}")
    assert template.render(Context({"moment": EVENING})) == shown
    assert template.render(Context({"moment": None})) == ""
