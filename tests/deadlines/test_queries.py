"""Rules in force on a day, and due dates with what the office changed in the calendar."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from doithoai.deadlines.actions import clear_override, import_rules, set_override
from doithoai.deadlines.models import CalendarOverride, DeadlineRule
from doithoai.deadlines.queries import due_date, due_dates, rule_on, working_days_between
from doithoai.deadlines.rulebook import read_rules
from doithoai.kit.errors import Invalid, NotAllowed, NotReady
from doithoai.people.actors import System
from doithoai.record.models import Entry
from doithoai.record.permissions import Permission
from tests.factories import make_commune

pytestmark = pytest.mark.django_db
CLERK = System("test", frozenset({Permission.MANAGE_OFFICE}))
CULTURE_DAY = date(2026, 11, 24)
ANY = 0  # the key of a unit that changed nothing


@pytest.fixture(autouse=True)
def _rules(db: None) -> None:
    import_rules(rules=read_rules()[0], by=CLERK)


def test_the_rule_of_the_day_of_the_event_is_used() -> None:
    assert rule_on("notice_before_dialogue", date(2025, 6, 30)) is None
    rule = rule_on("notice_before_dialogue", date(2025, 7, 1))
    assert rule is not None
    assert rule.legal_basis == "Luật 72/2025/QH15, Điều 43"


def test_a_rule_of_another_tier_does_not_bind() -> None:
    assert rule_on("notice_before_dialogue", date(2026, 1, 1), "province") is None
    assert rule_on("conclusion_notice", date(2026, 1, 1), "province") is not None


def test_a_closed_rule_gives_way_to_its_successor_on_the_day_it_ends() -> None:
    old = DeadlineRule.objects.get(code="written_reply")
    old.valid_to = date(2026, 7, 1)
    new = DeadlineRule(**{**_values(old), "valid_from": date(2026, 7, 1), "amount": 10})
    new.valid_to = None
    import_rules(rules=[old_copy(old), new], by=CLERK)
    assert due_date("written_reply", date(2026, 6, 1), unit=ANY).on == date(2026, 6, 22)
    assert due_date("written_reply", date(2026, 7, 1), unit=ANY).on == date(2026, 7, 15)


def old_copy(rule: DeadlineRule) -> DeadlineRule:
    return DeadlineRule(**_values(rule))


def _values(rule: DeadlineRule) -> dict[str, Any]:
    names = (field.name for field in DeadlineRule._meta.concrete_fields if field.name != "id")
    return {name: getattr(rule, name) for name in names}


def test_two_rules_in_force_at_once_are_refused_and_nothing_is_written() -> None:
    rule = DeadlineRule.objects.get(code="written_reply")
    second = DeadlineRule(**{**_values(rule), "valid_from": date(2026, 7, 1)})
    with pytest.raises(Invalid, match="written_reply"):
        import_rules(rules=[second], by=CLERK)
    assert DeadlineRule.objects.filter(code="written_reply").count() == 1


def test_a_due_date_shows_its_legal_basis() -> None:
    due = due_date("conclusion_notice", date(2026, 11, 2), unit=ANY)
    assert (due.on, due.rule_code) == (date(2026, 11, 9), "conclusion_notice")
    assert due.legal_basis == "Quyết định 45/2018/QĐ-TTg"


def test_a_moment_counts_from_its_day_in_viet_nam() -> None:
    late_evening_utc = datetime(2026, 11, 1, 20, tzinfo=UTC)  # 2 November, 03:00 in Viet Nam
    assert due_date("conclusion_notice", late_evening_utc, unit=ANY).on == date(2026, 11, 9)


def test_no_rule_in_force_is_said() -> None:
    with pytest.raises(NotReady, match="notice_before_dialogue"):
        due_date("notice_before_dialogue", date(2018, 12, 6), unit=ANY)


def test_an_absurd_date_is_refused() -> None:
    with pytest.raises(Invalid):
        due_date("conclusion_notice", date(9999, 12, 31), unit=ANY)


def test_a_page_with_many_due_dates_needs_two_queries(
    django_assert_num_queries: Any,
) -> None:
    event = date(2026, 10, 1)
    codes = ("results_published", "conclusion_notice", "result_report", "unknown")
    with django_assert_num_queries(2):
        found = due_dates(dict.fromkeys(codes, event), unit=ANY)
    assert found.keys() == set(codes) - {"unknown"}
    with django_assert_num_queries(2):
        due_date("conclusion_notice", event, unit=ANY)


def test_24_november_2026_can_be_worked_and_given_back() -> None:
    monday = date(2026, 11, 23)
    set_override(day=CULTURE_DAY, unit=None, is_working=True, reason="Chưa có nghị định", by=CLERK)
    assert working_days_between(monday, CULTURE_DAY, unit=ANY) == 1
    set_override(
        day=CULTURE_DAY, unit=None, is_working=False, reason="Nghỉ theo NQ 80-NQ/TW", by=CLERK
    )
    assert working_days_between(monday, CULTURE_DAY, unit=ANY) == 0
    clear_override(day=CULTURE_DAY, unit=None, reason="Lịch chung đã đủ", by=CLERK)
    assert not CalendarOverride.objects.exists()
    reasons = Entry.objects.filter(life="calendar").order_by("id").values_list("note", flat=True)
    assert list(reasons) == ["Chưa có nghị định", "Nghỉ theo NQ 80-NQ/TW", "Lịch chung đã đủ"]


def test_a_change_of_the_calendar_needs_the_right_and_a_reason() -> None:
    with pytest.raises(NotReady):
        set_override(day=CULTURE_DAY, unit=None, is_working=True, reason="  ", by=CLERK)
    with pytest.raises(NotAllowed):
        set_override(
            day=CULTURE_DAY, unit=None, is_working=True, reason="x", by=System("t", frozenset())
        )
    with pytest.raises(Invalid):
        set_override(day=date(9999, 12, 31), unit=None, is_working=True, reason="x", by=CLERK)
    with pytest.raises(Invalid):
        clear_override(day=CULTURE_DAY, unit=None, reason="x", by=CLERK)
    assert not CalendarOverride.objects.exists()


def test_a_day_of_one_unit_moves_the_due_dates_of_that_unit_alone() -> None:
    mine, other = make_commune(), make_commune("Xã Phú Thái", "10814")
    monday, friday = date(2026, 11, 2), date(2026, 11, 6)
    before = due_date("conclusion_notice", monday, unit=mine.unit.pk)
    set_override(
        day=friday, unit=mine.unit, is_working=False, reason="Hội làng.", by=mine["administrator"]
    )
    assert due_date("conclusion_notice", monday, unit=mine.unit.pk).on > before.on
    assert due_date("conclusion_notice", monday, unit=other.unit.pk) == before
    set_override(day=friday, unit=None, is_working=False, reason="Cả nước nghỉ.", by=CLERK)
    assert due_date("conclusion_notice", monday, unit=other.unit.pk).on > before.on
    set_override(
        day=friday, unit=mine.unit, is_working=True, reason="Làm bù.", by=mine["administrator"]
    )
    assert due_date("conclusion_notice", monday, unit=mine.unit.pk) == before


def test_no_administrator_changes_another_unit_or_what_holds_for_all() -> None:
    mine, other = make_commune(), make_commune("Xã Phú Thái", "10814")
    for unit in (None, other.unit):
        with pytest.raises(NotAllowed):
            set_override(
                day=CULTURE_DAY, unit=unit, is_working=True, reason="x", by=mine["administrator"]
            )
    set_override(day=CULTURE_DAY, unit=None, is_working=True, reason="Nghị định", by=CLERK)
    set_override(
        day=CULTURE_DAY, unit=other.unit, is_working=False, reason="x", by=other["administrator"]
    )
    for unit in (None, other.unit):
        with pytest.raises(NotAllowed):
            clear_override(day=CULTURE_DAY, unit=unit, reason="x", by=mine["administrator"])
    with pytest.raises(NotAllowed):
        import_rules(rules=read_rules()[0], by=mine["administrator"])
    assert CalendarOverride.objects.count() == 2


def test_the_terminal_sets_a_day_for_all_and_gives_it_back() -> None:
    call_command("set_calendar_day", CULTURE_DAY.isoformat(), "worked", "Nghị định 1")
    assert CalendarOverride.objects.get().unit is None
    with pytest.raises(CommandError):
        call_command("set_calendar_day", CULTURE_DAY.isoformat(), "off", " ")
    call_command("set_calendar_day", CULTURE_DAY.isoformat(), "national", "Lịch chung đã đủ")
    assert not CalendarOverride.objects.exists()
