"""Counting days by the Civil Code 2015, Articles 147 and 148."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doithoai.deadlines.rules import MAX_AMOUNT, Calendar, Due, Rule, due, national_days
from doithoai.kit.errors import Invalid
from doithoai.kit.time import short_date

TODAY = date(2026, 11, 23)
PLAIN = Calendar()


def last_day(
    event: date, amount: int, unit: str, direction: str = "after", calendar: Calendar = PLAIN
) -> date:
    return counted(event, amount, unit, direction, calendar).on


def counted(
    event: date, amount: int, unit: str, direction: str = "after", calendar: Calendar = PLAIN
) -> Due:
    rule = Rule("some_rule", "Luật 72/2025/QH15, Điều 43", direction, amount, unit)
    return due(rule, event, calendar, today=TODAY)


def test_the_day_of_the_event_is_not_counted() -> None:
    assert last_day(date(2026, 10, 5), 1, "calendar_day") == date(2026, 10, 6)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (date(2025, 10, 20), date(2025, 10, 30)),  # a Thursday stays
        (date(2025, 10, 22), date(2025, 11, 3)),  # Saturday 1/11 → Monday
        (date(2026, 4, 20), date(2026, 5, 4)),  # 30/4, 1/5, Saturday, Sunday
        (date(2026, 2, 5), date(2026, 2, 23)),  # first working day after Tết
    ],
)
def test_a_period_that_ends_on_a_day_off_ends_on_the_next_working_day(
    event: date, expected: date
) -> None:
    assert last_day(event, 10, "calendar_day") == expected


def test_notice_before_is_the_latest_day_and_never_moves_towards_the_event() -> None:
    assert last_day(date(2025, 10, 19), 7, "calendar_day", "before") == date(2025, 10, 12)  # Sunday
    assert last_day(date(2026, 2, 24), 7, "calendar_day", "before") == date(2026, 2, 17)  # Tết


def test_working_days_before_are_counted_backwards_over_days_off() -> None:
    assert last_day(date(2026, 2, 23), 1, "working_day", "before") == date(2026, 2, 13)


@pytest.mark.parametrize(
    ("event", "months", "expected"),
    [
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 3, 1)),  # 28/2/2027 is a Sunday
        (date(2026, 10, 15), 3, date(2027, 1, 15)),
    ],
)
def test_months_end_on_the_same_day_or_on_the_last_of_a_shorter_month(
    event: date, months: int, expected: date
) -> None:
    assert last_day(event, months, "month") == expected


def test_months_before_cross_the_new_year() -> None:
    assert last_day(date(2026, 1, 31), 2, "month", "before") == date(2025, 11, 30)


def test_tet_2026_is_off_from_14_to_22_february() -> None:
    off = [day for n in range(10, 26) if not PLAIN.is_working(day := date(2026, 2, n))]
    assert off == [date(2026, 2, n) for n in range(14, 23)]
    assert last_day(date(2026, 2, 12), 5, "working_day") == date(2026, 2, 26)


def test_an_office_can_change_tet_when_the_decision_differs() -> None:
    longer = Calendar({date(2026, 2, 13): False, date(2026, 2, 28): True})
    assert last_day(date(2026, 2, 12), 1, "working_day", calendar=longer) == date(2026, 2, 23)
    assert last_day(date(2026, 2, 27), 1, "working_day", calendar=longer) == date(2026, 2, 28)


@pytest.mark.parametrize(
    "day",
    [
        date(2018, 4, 25),  # Hùng Kings
        date(2018, 4, 30),
        date(2018, 5, 1),
        date(2019, 9, 2),
        date(2026, 9, 1),
        date(2026, 9, 2),
        date(2026, 1, 1),
    ],
)
def test_days_off_by_law(day: date) -> None:
    assert not PLAIN.is_working(day)


def test_a_saturday_worked_in_exchange_counts_as_a_working_day() -> None:
    assert PLAIN.is_working(date(2024, 5, 4))  # for 29/4/2024
    assert PLAIN.is_working(date(2019, 1, 5))  # for 31/12/2018, in another year


def test_the_culture_day_of_24_november_2026_can_be_made_a_working_day() -> None:
    worked = Calendar({date(2026, 11, 24): True})
    off = Calendar({date(2026, 11, 24): False})
    assert last_day(TODAY, 1, "working_day", calendar=worked) == date(2026, 11, 24)
    assert last_day(TODAY, 1, "working_day", calendar=off) == date(2026, 11, 25)


def test_a_yearly_duty_is_due_on_the_last_day_of_the_year() -> None:
    assert last_day(date(2026, 3, 3), 1, "per_year", "before") == date(2026, 12, 31)


@pytest.mark.parametrize("event", [date(9999, 12, 31), date(2077, 1, 1), date(1944, 12, 31)])
@pytest.mark.parametrize("unit", ["calendar_day", "working_day", "month", "per_year"])
@pytest.mark.parametrize("direction", ["before", "after"])
def test_absurd_dates_are_refused(event: date, unit: str, direction: str) -> None:
    with pytest.raises(Invalid):
        last_day(event, 1, unit, direction)


@pytest.mark.parametrize("amount", [0, -1, MAX_AMOUNT + 1, 10**12])
def test_absurd_amounts_are_refused(amount: int) -> None:
    with pytest.raises(Invalid):
        last_day(TODAY, amount, "month")


def test_a_result_outside_the_sensible_years_is_refused() -> None:
    with pytest.raises(Invalid):
        last_day(date(2070, 1, 1), 120, "month")
    with pytest.raises(Invalid):
        last_day(date(1945, 1, 2), 7, "calendar_day", "before")


def test_a_due_date_shows_by_which_text_and_how_it_was_counted() -> None:
    found = counted(date(2026, 8, 23), 10, "calendar_day")
    assert (found.rule_code, found.legal_basis) == ("some_rule", "Luật 72/2025/QH15, Điều 43")
    days = [short_date(date(2026, month, day)) for month, day in ((8, 23), (9, 2), (9, 3))]
    assert all(part in found.explanation for part in ("10", *days))


def test_working_days_between_two_days() -> None:
    friday, monday = date(2026, 10, 2), date(2026, 10, 5)
    assert PLAIN.working_days_between(friday, monday) == 1
    assert PLAIN.working_days_between(monday, friday) == -1
    assert PLAIN.working_days_between(friday, friday) == 0


def test_holidays_of_a_year_know_their_names() -> None:
    assert national_days(2026).off[date(2026, 9, 2)] == "Quốc khánh"


EVENTS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
AMOUNTS = st.integers(1, 180)  # months: within the 50 years that a due date may lie ahead
OVERRIDES = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.booleans())
COUNTED_UNITS = st.sampled_from(["calendar_day", "working_day", "month"])
WITHIN_YEAR = st.dates(date(2025, 10, 1), date(2026, 12, 31))


@given(EVENTS, AMOUNTS, COUNTED_UNITS)
def test_due_after_is_later_than_the_event_and_worked(event: date, amount: int, unit: str) -> None:
    on = last_day(event, amount, unit)
    assert on > event
    assert PLAIN.is_working(on)


@given(EVENTS, AMOUNTS, COUNTED_UNITS)
def test_due_before_is_earlier_than_the_event(event: date, amount: int, unit: str) -> None:
    assert last_day(event, amount, unit, "before") < event


@given(WITHIN_YEAR, st.integers(1, 60), OVERRIDES, st.sampled_from(["before", "after"]))
def test_working_day_rules_end_on_working_days_whatever_the_office_changed(
    event: date, amount: int, overrides: dict[date, bool], direction: str
) -> None:
    calendar = Calendar(overrides)
    on = last_day(event, amount, "working_day", direction, calendar)
    assert calendar.is_working(on)
    start, end = (event, on) if direction == "after" else (on - timedelta(days=1), event)
    between = calendar.working_days_between(start, end)
    event_is_within = direction == "before" and calendar.is_working(event)
    assert between == amount + event_is_within


@given(EVENTS, AMOUNTS, COUNTED_UNITS, st.sampled_from(["before", "after"]))
def test_a_longer_period_is_never_due_nearer_to_the_event(
    event: date, amount: int, unit: str, direction: str
) -> None:
    shorter, longer = (last_day(event, n, unit, direction) for n in (amount, amount + 1))
    assert longer >= shorter if direction == "after" else longer <= shorter
