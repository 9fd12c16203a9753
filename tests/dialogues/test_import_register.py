"""Importing a register: each place as it was on its day, all or nothing, twice like once."""

import json
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

import doithoai.dialogues
from doithoai.dialogues.actions import import_register
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dialogues.models import Dialogue, DialogueTally
from doithoai.dialogues.preview import Preview, preview_register
from doithoai.jobs.foundation import lay_foundation
from doithoai.kit.errors import Invalid, NotAllowed
from doithoai.kit.time import VIET_NAM
from doithoai.people.actors import System
from doithoai.places.models import Post
from doithoai.record.models import Entry
from doithoai.record.permissions import Permission
from tests.dialogues.register.books import HEADER, ROW, book, read, row

pytestmark = pytest.mark.django_db
REAL = Path(doithoai.dialogues.__file__).parent / "data" / "register_kim_thanh_2016_2022.xlsx"
CLERK = System("clerk", frozenset({Permission.IMPORT_REGISTER}))


@pytest.fixture(autouse=True)
def _units(db: None) -> None:
    lay_foundation(by=System("test", frozenset({Permission.MANAGE_OFFICE})))


def preview(*rows: Any) -> Preview:
    return preview_register(read(book(HEADER, *rows)))


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("import_register", *arguments, stdout=out)
    return out.getvalue()


def test_the_real_register_twice_is_the_same_as_once() -> None:
    assert "248" in run(str(REAL))
    first = list(Dialogue.objects.order_by("id").values())
    run(str(REAL))
    assert list(Dialogue.objects.order_by("id").values()) == first
    assert len(first) == DialogueTally.objects.count() == 248
    assert Counter(Dialogue.objects.values_list("chair__unit__tier", flat=True)) == {
        "commune": 236,
        "district": 12,
    }
    assert Entry.objects.filter(life="dialogue", move="import").count() == 248


def test_kim_khe_in_2018_is_read_as_it_was() -> None:
    run(str(REAL))
    dialogue = Dialogue.objects.get(register_key__startswith="2018-12-06")
    assert dialogue.unit.key == "kimkhe"
    assert dialogue.chair.unit.key == "kimthanh-huyen"
    assert dialogue.state == DialogueState.CLOSED
    assert dialogue.is_sample
    assert (dialogue.tally.opinions, dialogue.attendees) == (37, 210)
    assert "Kim Khê" in dialogue.title


def test_a_preview_writes_nothing() -> None:
    out = StringIO()
    with pytest.raises(CommandError):  # it has years and a foot, which are left out by name
        call_command("import_register", str(REAL), "--preview", stdout=out)
    assert "248" in out.getvalue()
    assert "Không lấy dòng" in out.getvalue()
    assert not Dialogue.objects.exists()
    assert not Post.objects.exists()


def test_a_preview_names_each_wrong_row_and_each_that_is_left_out(tmp_path: Path) -> None:
    file, out = tmp_path / "register.xlsx", StringIO()
    bad = row(Ngày="30/02/2018"), row(Đơn_vị_nơi_đối_thoại="Xã Không Có")
    file.write_bytes(book(HEADER, ROW, *bad, ("Tổng cộng",)))
    with pytest.raises(CommandError) as caught:
        call_command("import_register", str(file), "--preview", "--json", stdout=out)
    assert caught.value.returncode == 1
    told = json.loads(out.getvalue())
    assert (told["new"], told["known"]) == (1, 0)
    assert [(one["row"], one["column"]) for one in told["problems"]] == [
        (3, "Ngày"),
        (4, "Đơn vị nơi đối thoại"),
    ]
    assert [(one["sheet"], one["row"]) for one in told["left_out"]] == [("Sổ theo dõi", 5)]
    assert told["columns"]["Ngày"] == "Ngày"


def test_a_plain_register_is_previewed_without_a_word_of_warning(tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    file.write_bytes(book(HEADER, ROW))
    assert json.loads(run(str(file), "--preview", "--json"))["new"] == 1


def test_both_spellings_and_names_without_marks_find_the_unit() -> None:
    names = ("Xã Cộng Hòa", "xã Cộng Hoà", "Cong Hoa", "X. Cộng Hòa")
    found = preview(
        *(
            row(Ngày=f"{n}/1/2018", Đơn_vị_nơi_đối_thoại=name)
            for n, name in enumerate(names, start=1)
        )
    )
    assert found.problems == ()
    assert {placed.unit.key for placed in found.new} == {"conghoa"}


def test_a_place_that_was_not_there_on_its_day_is_said_and_nothing_is_imported(
    tmp_path: Path,
) -> None:
    file = tmp_path / "register.xlsx"
    bad = row(Ngày="06/12/2021"), row(Đơn_vị_nơi_đối_thoại="Xã Không Có")
    file.write_bytes(book(HEADER, ROW, *bad, row(Ngày="30/02/2018")))
    with pytest.raises(CommandError) as caught:
        run(str(file))
    said = str(caught.value).splitlines()
    assert [number for number in "345" if any(number in line for line in said[:3])] == list("345")
    assert len(said) == 4
    assert not Dialogue.objects.exists()


def test_a_level_that_the_place_did_not_have_is_said() -> None:
    found = preview(row(Ngày="06/12/2025", Cấp_tổ_chức="Huyện", Đơn_vị_nơi_đối_thoại="Xã An Thành"))
    assert [problem.row_number for problem in found.problems] == [2]


def test_two_dialogues_of_one_head_at_one_place_on_one_day_are_two() -> None:
    assert import_register(preview(ROW, ROW), by=CLERK) == 2
    assert import_register(preview(ROW, ROW), by=CLERK) == 0
    assert import_register(preview(ROW, row(Ngày="07/12/2018")), by=CLERK) == 1


def test_a_known_dialogue_with_other_numbers_is_said_and_stays(tmp_path: Path) -> None:
    import_register(preview(ROW), by=CLERK)
    before = DialogueTally.objects.values().get()
    file = tmp_path / "register.xlsx"
    file.write_bytes(book(HEADER, row(Số_lượt_ý_kiến=before["opinions"] + 3)))
    said = run(str(file))
    assert f"ghi {before['opinions']}" in said
    assert f"nay ghi {before['opinions'] + 3}" in said
    assert DialogueTally.objects.values().get() == before


def test_a_known_dialogue_with_the_same_numbers_needs_no_second_look() -> None:
    import_register(preview(ROW), by=CLERK)
    assert preview(ROW).warnings == ()


def test_only_who_may_import_does() -> None:
    with pytest.raises(NotAllowed):
        import_register(preview(ROW), by=System("nobody", frozenset()))
    assert not Post.objects.exists()


def test_problems_stop_the_action_too() -> None:
    with pytest.raises(Invalid):
        import_register(preview(ROW, row(Ngày="30/02/2018")), by=CLERK)
    assert not Dialogue.objects.exists()


def test_what_the_register_calls_no_illustration_is_none() -> None:
    import_register(preview(ROW), by=CLERK)
    dialogue = Dialogue.objects.get()
    assert not dialogue.is_sample
    assert dialogue.starts_at.astimezone(VIET_NAM).date() == date(2018, 12, 6)
    assert dialogue.register_key == f"{date(2018, 12, 6)} 10789 commune party 1"
