"""A clerk brings a table; the worker reads it and takes it over; others see nothing of it."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from doithoai.opinions.actions.tables import check_table, run_table
from doithoai.opinions.models import Opinion, TableImport
from doithoai.opinions.table.report import report_of
from tests.factories import Commune
from tests.opinions.table.test_tables import HEADER, book
from tests.web.desk.conftest import SignIn

GOOD = (1, "Bà Lúa", "thôn Phương Duệ", "Xin cấp lại sổ đỏ.", "0912345678", "05/01/2026")


def bring(client: Client, commune: Commune, *rows: tuple[object, ...]) -> TableImport:
    return bring_file(client, commune, book(HEADER, *rows))


def bring_file(client: Client, commune: Commune, content: bytes) -> TableImport:
    file = SimpleUploadedFile("tong-hop.xlsx", content)
    answer = client.post(reverse("desk:tables"), {"unit": commune.unit.pk, "file": file})
    assert answer.status_code == 302
    table = TableImport.objects.get()
    check_table.call(table.pk)
    return TableImport.objects.get()


@pytest.mark.django_db(transaction=True)
def test_a_table_is_looked_at_before_it_is_taken_over(commune: Commune, sign_in: SignIn) -> None:
    client = sign_in(commune, "office")
    table = bring(client, commune, GOOD)
    page = client.get(reverse("desk:table", args=[table.pk])).content.decode()
    assert "Xin cấp lại sổ đỏ." in page
    assert not Opinion.objects.exists()
    client.post(reverse("desk:table_take_over", args=[table.pk]))
    run_table.call(table.pk)
    assert Opinion.objects.get().text == "Xin cấp lại sổ đỏ."
    done = TableImport.objects.get()
    assert (done.stage, done.done, report_of(done).shown, done.sheet) == ("done", 1, (), None)


@pytest.mark.django_db
def test_each_faulty_line_is_named_and_nothing_can_be_taken_over(
    commune: Commune, sign_in: SignIn
) -> None:
    client = sign_in(commune, "front")
    table = bring(client, commune, GOOD, (2, "", "thôn Nơi Khác", "Mất nước.", "", ""))
    page = client.get(reverse("desk:table", args=[table.pk])).content.decode()
    assert "Nơi Khác" in page
    assert client.post(reverse("desk:table_take_over", args=[table.pk])).status_code == 409


@pytest.mark.django_db
def test_a_table_of_another_commune_is_unknown(
    commune: Commune, other: Commune, sign_in: SignIn
) -> None:
    table = bring(sign_in(commune, "office"), commune, GOOD)
    stranger = sign_in(other, "office")
    assert stranger.get(reverse("desk:table", args=[table.pk])).status_code == 404
    for step in ("table_take_over", "table_drop"):
        assert stranger.post(reverse(f"desk:{step}", args=[table.pk])).status_code == 404
    file = SimpleUploadedFile("tong-hop.xlsx", book(HEADER, GOOD))
    answer = stranger.post(reverse("desk:tables"), {"unit": commune.unit.pk, "file": file})
    assert answer.status_code == 422


@pytest.mark.django_db
def test_a_file_that_is_no_table_gets_plain_advice(commune: Commune, sign_in: SignIn) -> None:
    client = sign_in(commune, "office")
    file = SimpleUploadedFile("anh.xlsx", b"%PDF-1.7")
    client.post(reverse("desk:tables"), {"unit": commune.unit.pk, "file": file})
    table = TableImport.objects.get()
    check_table.call(table.pk)
    page = client.get(reverse("desk:table", args=[table.pk])).content.decode()
    assert "không phải là bảng tính" in page


@pytest.mark.django_db(transaction=True)
def test_what_was_read_as_what_and_what_was_not_taken_is_seen_before_anything_is_taken_over(
    commune: Commune, sign_in: SignIn
) -> None:
    client = sign_in(commune, "office")
    table = bring(client, commune, GOOD, ("", "", "", "", "", "", ""), ("Người lập biểu", "Bà Zúy"))
    page = client.get(reverse("desk:table", args=[table.pk])).content.decode()
    assert "Không lấy 1 dòng:" in page
    assert "Người lập biểu · Bà Zúy" in page
    assert "5/1/2026" in page
    assert "Nội dung ý kiến, kiến nghị" in page
    client.post(reverse("desk:table_take_over", args=[table.pk]))
    run_table.call(table.pk)
    page = client.get(reverse("desk:table", args=[table.pk])).content.decode()
    assert "Zúy" not in page
    assert "Zúy" not in str(report_of(TableImport.objects.get()).left_out)


@pytest.mark.django_db
def test_faults_of_one_kind_are_one_sentence_with_their_rows(
    commune: Commune, sign_in: SignIn
) -> None:
    client = sign_in(commune, "office")
    rows = [(n, "", "thôn Nơi Khác", "Mất nước.", "", f"hôm {n}") for n in range(1, 30)]
    empty = [(n, "", "", "", "", "") for n in (30, 31, 32)]
    table = bring(client, commune, *rows, *empty)
    page = client.get(reverse("desk:table", args=[table.pk])).content.decode()
    faults = page[page.index("plain") : page.index("</ul>", page.index("plain"))]
    assert faults.count("<li>") == 2
    assert "31–33" in faults
    assert "“hôm 20”" in faults
    assert "22–30" in faults


def sheets() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as workbook:
        for name in ("Phương Duệ", "Khác"):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, ("STT", "Nội dung", "Lời dân"))
            sheet.write_row(1, 0, (1, f"Đường {name} hỏng.", f"Đèn {name} hỏng."))
    return target.getvalue()


def columns(place: int, *things: str) -> dict[str, str]:
    return {f"column_{place}_{index}": thing for index, thing in enumerate(things)}


def read_again(client: Client, table: TableImport, **given: str) -> TableImport:
    answer = client.post(reverse("desk:table_choose", args=[table.pk]), given)
    assert answer.status_code == 302
    check_table.call(table.pk)
    return TableImport.objects.get(pk=table.pk)


@pytest.mark.django_db(transaction=True)
def test_the_sheets_that_a_clerk_ticks_are_read_and_taken_over(
    commune: Commune, sign_in: SignIn
) -> None:
    client = sign_in(commune, "office")
    table = bring_file(client, commune, sheets())
    assert table.rows == 2
    page = client.get(reverse("desk:table", args=[table.pk])).content.decode()
    assert page.count("checked") == 2
    assert "Phương Duệ" in report_of(table).shown[0][2]
    chosen = read_again(
        client,
        table,
        sheet_1="on",
        **columns(1, "ordinal", "none", "text"),
        **columns(0, "none", "none", "none"),
    )
    assert (chosen.stage, chosen.rows) == ("ready", 1)
    client.post(reverse("desk:table_take_over", args=[table.pk]))
    run_table.call(table.pk)
    assert Opinion.objects.get().text == "Đèn Khác hỏng."
    assert report_of(TableImport.objects.get()).sheets == ()


@pytest.mark.django_db
def test_two_columns_alike_are_a_question_that_the_clerk_answers(
    commune: Commune, sign_in: SignIn
) -> None:
    client = sign_in(commune, "office")
    table = bring_file(
        client, commune, book(("STT", "Nội dung", "Nội dung"), (1, "Đường hỏng.", "Đèn hỏng."))
    )
    assert table.stage == "faulty"
    page = client.get(reverse("desk:table", args=[table.pk])).content.decode()
    assert 'name="column_0_2"' in page
    assert "Cột B và cột C" in page
    twice = {"sheet_0": "on", **columns(0, "ordinal", "text", "text")}
    assert read_again(client, table, **twice).stage == "faulty"
    once = {"sheet_0": "on", **columns(0, "ordinal", "none", "text")}
    table = read_again(client, table, **once)
    assert table.stage == "ready"
    assert report_of(table).shown[0][3] == "Đèn hỏng."


@pytest.mark.django_db
def test_a_choice_is_made_of_what_is_there_and_by_who_may(
    commune: Commune, other: Commune, sign_in: SignIn
) -> None:
    client = sign_in(commune, "office")
    table = bring_file(client, commune, sheets())
    address = reverse("desk:table_choose", args=[table.pk])
    for given in ({}, {"sheet_0": "on", "column_0_1": "salary"}):
        assert client.post(address, given).status_code == 422
    assert sign_in(other, "office").post(address, {"sheet_0": "on"}).status_code == 404
    client.post(reverse("desk:table_take_over", args=[table.pk]))
    whole = {"sheet_0": "on", **columns(0, "ordinal", "text", "none")}
    assert client.post(address, whole | columns(1, "none", "none", "none")).status_code == 409


@pytest.mark.django_db
def test_the_columns_of_a_file_without_sheets_are_chosen_too(
    commune: Commune, sign_in: SignIn
) -> None:
    client = sign_in(commune, "office")
    table = bring_file(client, commune, "Số;Lời bà con\n1;Đường hỏng.\n2;Đèn hỏng.\n".encode())
    assert table.stage == "faulty"
    table = read_again(client, table, sheet_0="on", **columns(0, "ordinal", "text"))
    assert (table.stage, table.rows) == ("ready", 2)
