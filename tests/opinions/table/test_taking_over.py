"""Who may bring, take over and drop a table; what became of it is told when its worker died."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.tasks import Task

from doithoai.config.serving.worker import worker_of
from doithoai.kit.errors import Invalid, NotAllowed, WrongState
from doithoai.kit.tables.sheet import MAX_BYTES
from doithoai.kit.time import as_of, now, today
from doithoai.opinions.actions.tables import (
    LEFT_ALONE,
    SILENT_AFTER,
    bring_table,
    check_table,
    drop_table,
    run_table,
    sweep_tables,
    take_over_table,
)
from doithoai.opinions.models import Opinion, TableImport
from doithoai.opinions.table.report import report_of
from doithoai.people.models import Appointment, SealedBox
from tests.factories import Commune, make_commune
from tests.opinions.table.test_tables import HEADER, book

pytestmark = pytest.mark.django_db
GOOD = (1, "Bà Lúa", "thôn Phương Duệ", "Xin cấp lại sổ đỏ.", "0912345678", "05/01/2026")
COMPLAINT = (
    2, "", "", "Tôi tố cáo ông trưởng thôn nhận tiền hối lộ của dân.", "", "",
)  # fmt: skip


@pytest.fixture
def commune() -> Commune:
    return make_commune()


def unread(commune: Commune, *rows: tuple[object, ...], with_contacts: bool = False) -> TableImport:
    return bring_table(
        by=commune["front"], unit=commune.unit, content=book(HEADER, *(rows or (GOOD,))),
        name="tong-hop.xlsx", with_contacts=with_contacts,
    )  # fmt: skip


def brought(
    commune: Commune, *rows: tuple[object, ...], with_contacts: bool = False
) -> TableImport:
    table = unread(commune, *rows, with_contacts=with_contacts)
    check_table.call(table.pk)
    return TableImport.objects.get(pk=table.pk)


@pytest.mark.parametrize("role", ["agency", "council", "village_head", "party_head"])
def test_who_collects_no_opinions_brings_no_table(commune: Commune, role: str) -> None:
    with pytest.raises(NotAllowed):
        bring_table(by=commune[role], unit=commune.unit, content=b"", name="x.xlsx")
    assert not TableImport.objects.exists()


def test_nobody_brings_a_table_into_another_unit(commune: Commune) -> None:
    other = make_commune("Xã Lai Khê", "10756")
    table = brought(commune)
    with pytest.raises(NotAllowed):
        bring_table(by=other["front"], unit=commune.unit, content=b"", name="x.xlsx")
    for act in (take_over_table, drop_table):
        with pytest.raises(NotAllowed):
            act(table, by=other["office"])
    assert TableImport.objects.get().stage == "ready"


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(commune: Commune) -> None:
    content = bytes(MAX_BYTES + 1)
    with pytest.raises(Invalid):
        bring_table(by=commune["office"], unit=commune.unit, content=content, name="x.xlsx")
    assert not TableImport.objects.exists()


def test_names_and_numbers_come_in_only_when_the_people_agreed(commune: Commune) -> None:
    for with_contacts in (False, True):
        table = brought(commune, with_contacts=with_contacts)
        take_over_table(table, by=commune["front"])
        run_table.call(table.pk)
        kept = Opinion.objects.get()
        assert bool(kept.identity) is with_contacts
        Opinion.objects.all().delete()


def test_a_table_is_taken_over_once(commune: Commune) -> None:
    table = brought(commune)
    take_over_table(table, by=commune["front"])
    for act in (take_over_table, drop_table):
        with pytest.raises(WrongState):
            act(table, by=commune["front"])
    run_table.call(table.pk)
    run_table.call(table.pk)
    assert Opinion.objects.count() == 1


def test_a_table_whose_worker_died_can_be_taken_up_again(commune: Commune) -> None:
    table = brought(commune)
    take_over_table(table, by=commune["front"])
    with as_of(now() + SILENT_AFTER + timedelta(seconds=1)):
        take_over_table(table, by=commune["office"])
    assert TableImport.objects.get().started_by == commune["office"].user


def test_who_lost_the_right_meanwhile_takes_nothing_over(commune: Commune) -> None:
    table = brought(commune)
    take_over_table(table, by=commune["front"])
    Appointment.objects.filter(role="front").update(role="council")
    run_table.call(table.pk)
    assert TableImport.objects.get().stage == "failed"
    assert not Opinion.objects.exists()


def test_who_left_the_office_meanwhile_takes_nothing_over(commune: Commune) -> None:
    table = brought(commune)
    take_over_table(table, by=commune["front"])
    Appointment.objects.filter(role="front").update(ends_on=today())
    run_table.call(table.pk)
    failed = TableImport.objects.get()
    assert (failed.stage, len(report_of(failed).problems)) == ("failed", 1)
    assert not Opinion.objects.exists()
    take_over_table(failed, by=commune["office"])
    run_table.call(table.pk)
    done = TableImport.objects.get()
    assert (done.stage, report_of(done).problems, Opinion.objects.count()) == ("done", (), 1)


@pytest.mark.parametrize(("task", "stage"), [(check_table, "faulty"), (run_table, "failed")])
def test_a_table_says_that_its_worker_broke_off_and_can_be_dropped(
    commune: Commune, task: Task[[int], None], stage: str
) -> None:
    table = unread(commune)
    if task is run_table:
        check_table.call(table.pk)
        take_over_table(table, by=commune["front"])
    SealedBox.objects.filter(pk__in=[table.sheet_id]).update(wrapped_key=b"")  # what nobody foresaw
    with pytest.raises(ValueError, match="Nonce"):
        task.call(table.pk)
    broken = TableImport.objects.get()
    assert (broken.stage, len(report_of(broken).problems)) == (stage, 1)
    drop_table(broken, by=commune["front"])
    assert not TableImport.objects.exists()


def test_a_table_that_was_not_read_is_read_before_it_is_taken_over(commune: Commune) -> None:
    table = bring_table(
        by=commune["front"], unit=commune.unit, content=book(HEADER, GOOD), name="tong-hop.xlsx"
    )
    with as_of(now() + SILENT_AFTER + timedelta(seconds=1)):
        take_over_table(table, by=commune["front"])
    run_table.call(table.pk)
    assert not Opinion.objects.exists()
    check_table.call(table.pk)
    assert TableImport.objects.get().stage == "ready"


def test_nothing_of_a_table_lies_open_and_a_week_later_nothing_at_all(commune: Commune) -> None:
    table = brought(commune, (1, "Bà Zúy", "thôn Nơi Khác", "Mất nước.", "0987654321", "hôm qua"))
    assert table.stage == "faulty"
    rows = str(list(TableImport.objects.values_list()))
    assert not any(word in rows for word in ("Zúy", "987654321", "Nơi Khác", "tong-hop"))
    with as_of(now() + LEFT_ALONE - timedelta(minutes=1)):
        assert sweep_tables() == 0
    with as_of(now() + LEFT_ALONE + timedelta(minutes=1)):
        assert sweep_tables() == 1
    assert not SealedBox.objects.exists()


def test_lines_that_read_like_a_denunciation_are_pointed_out(commune: Commune) -> None:
    assert brought(commune, GOOD, COMPLAINT).signs == [3]


def test_a_dropped_table_is_gone_and_its_worker_finds_nothing(commune: Commune) -> None:
    table = brought(commune)
    drop_table(table, by=commune["front"])
    check_table.call(table.pk)
    assert not TableImport.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_table_is_read_before_another_one_is_taken_over(commune: Commune) -> None:
    first = brought(commune)
    take_over_table(first, by=commune["front"])
    second = unread(commune)
    worker_of(settings.READING, until_empty=True).run()
    assert TableImport.objects.get(pk=second.pk).stage == TableImport.Stage.READY
    assert TableImport.objects.get(pk=first.pk).stage == TableImport.Stage.RUNNING
    worker_of("default", until_empty=True).run()
    assert TableImport.objects.get(pk=first.pk).stage == TableImport.Stage.DONE


@pytest.mark.django_db(transaction=True)
def test_a_table_that_nobody_can_open_says_so(commune: Commune) -> None:
    table = bring_table(
        by=commune["front"], unit=commune.unit, content=b"PK\x03\x04<c <c", name="x.xlsx"
    )
    worker_of(settings.READING, until_empty=True).run()
    table.refresh_from_db()
    assert table.stage == TableImport.Stage.FAULTY
    assert "Tệp bị hỏng" in report_of(table).problems[0][2]
