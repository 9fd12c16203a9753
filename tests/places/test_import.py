"""Loading units from files: all lines or none, twice the same as once."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from doithoai.places.models import Succession, Unit
from doithoai.record.models import Entry
from tests.places.conftest import SUCCESSIONS, UNITS

pytestmark = pytest.mark.django_db

UNIT_HEADER = "key,code,name,type,tier,parent_key,valid_from,valid_to"
STEP_HEADER = "from_key,to_key,share,default,on,legal_basis"
PLAIN_UNIT = "mot,00001,Xã Một,xa,commune,,,2025-07-01"


def run(units: Path, successions: Path) -> str:
    told = StringIO()
    call_command("import_units", str(units), str(successions), stdout=told)
    return told.getvalue()


def problems(folder: Path, units: list[str], steps: list[str] | None = None) -> list[str]:
    """The sentences that such files are refused with; nothing may have been written."""
    files = folder / "u.csv", folder / "s.csv"
    files[0].write_text("\n".join([UNIT_HEADER, PLAIN_UNIT, *units]), encoding="utf-8")
    files[1].write_text("\n".join([STEP_HEADER, *(steps or [])]), encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        run(*files)
    assert not Unit.objects.exists()
    return str(refusal.value).splitlines()[:-1]


def test_kim_thanh_is_loaded_and_a_second_time_changes_nothing() -> None:
    assert "37" in run(UNITS, SUCCESSIONS)
    before = [list(kind.objects.order_by("pk").values()) for kind in (Unit, Succession)]
    assert (len(before[0]), len(before[1])) == (37, 32)
    told = run(UNITS, SUCCESSIONS)
    assert "Không có gì thay đổi" in told
    assert before == [list(kind.objects.order_by("pk").values()) for kind in (Unit, Succession)]
    assert Entry.objects.filter(life="units").count() == 1


def test_a_corrected_file_corrects_what_was_loaded(tmp_path: Path) -> None:
    run(UNITS, SUCCESSIONS)
    units, steps = tmp_path / "u.csv", tmp_path / "s.csv"
    units.write_text(UNITS.read_text("utf-8").replace("Xã Lai Vu", "Xã Lai Vũ"), "utf-8")
    text = SUCCESSIONS.read_text("utf-8")
    text = text.replace("vudung,laikhe,part,yes", "vudung,laikhe,part,no")
    steps.write_text(text.replace("vudung,namanphu,part,no", "vudung,namanphu,part,yes"), "utf-8")
    told = run(units, steps)
    assert "1 sửa" in told
    assert "2 sửa" in told
    assert Unit.objects.get(key="laivu").folded_name == "lai vu"
    default = Succession.objects.get(predecessor__key="vudung", is_default=True)
    assert default.successor.key == "namanphu"


def test_columns_may_come_in_any_order_with_a_byte_order_mark(tmp_path: Path) -> None:
    units, steps = tmp_path / "u.csv", tmp_path / "s.csv"
    units.write_bytes(
        "name,valid_to,type,key,code,tier,parent_key,valid_from\r\n"
        "Xã  Ea M’nang ,1/7/2025,xa,ea,24490,commune,,\r\n\r\n"
        "Xã Cộng Hoà,,xa,hoa,10756,commune,,1/7/2025\r\n".encode("utf-8-sig")
    )
    steps.write_text(
        "on,from_key,to_key,default,share,legal_basis,note\n2025-07-01,ea,hoa,yes,whole,NQ,x"
    )
    run(units, steps)
    unit = Unit.objects.get(key="ea")
    assert (unit.name, unit.folded_name) == ("Xã Ea M'nang", "ea m'nang")
    assert str(unit.valid_to) == "2025-07-01"
    assert Unit.objects.get(key="hoa").name == "Xã Cộng Hoà"
    assert Succession.objects.get().is_default


@pytest.mark.parametrize(
    "line",
    [
        "hai,00002,Xã Hai,xa,commune,khongco,,",  # unknown parent
        "hai,00002,Xã Hai,xa,commune,mot,,",  # a commune below a commune
        "hai,00002,Xã Hai,xa,commune,,30/02/2024,",
        "hai,00002,Xã Hai,xa,commune,,2024-02-30,",
        "hai,00002,Xã Hai,xa,commune,,hôm qua,",
        "hai,00002,Xã Hai,xa,commune,,2025-07-01,2025-07-01",  # ends as it begins
        "hai,00002,Xã Hai,xa,commune,,2025-07-01,2019-12-01",
        "mot,00002,Xã Hai,xa,commune,,,",  # key named twice
        "hai,00001,Xã Hai,xa,commune,,2024-12-01,",  # one code, two units on one day
        "hai,00002,Xã Hai,lang,commune,,,",
        "hai,00002,Xã Hai,xa,district,,,",
        "Xã Hai,00002,Xã Hai,xa,commune,,,",
        "hai,000O2,Xã Hai,xa,commune,,,",
        "hai,00002,,xa,commune,,,",
    ],
)
def test_a_line_that_cannot_be_true_is_named(tmp_path: Path, line: str) -> None:
    (problem,) = problems(tmp_path, [line])
    assert problem.startswith("u.csv, dòng 3: ")


@pytest.mark.parametrize(
    "line",
    [
        "mot,khongco,whole,yes,2025-07-01,",
        "mot,mot,whole,yes,2025-07-01,",
        "mot,hai,half,yes,2025-07-01,",
        "mot,hai,whole,maybe,2025-07-01,",
        "mot,hai,whole,no,,",
        "mot,hai,whole,no,2025-13-01,",
        "ba,mot,part,no,2025-07-01,",  # said on the line before
        "ba,hai,part,yes,2025-07-01,",  # two defaults
    ],
)
def test_a_step_that_cannot_be_true_is_named(tmp_path: Path, line: str) -> None:
    units = ["hai,00002,Xã Hai,xa,commune,,2025-07-01,", "ba,00003,Xã Ba,xa,commune,,,2025-07-01"]
    (problem,) = problems(tmp_path, units, ["ba,mot,part,yes,2025-07-01,", line])
    assert problem.startswith("s.csv, dòng 3: ")


def test_every_problem_has_its_line(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        ["hai,00002,Xã Hai,xa,commune,,30/02/2024,", "ba,00003,Xã Ba,xa,commune,khongco,,"],
        ["hai,mot,whole,yes,2025-07-01,", "mot,bon,whole,yes,2025-07-01,"],
    )
    assert [problem.split(":")[0] for problem in found] == [
        "u.csv, dòng 3", "u.csv, dòng 4", "s.csv, dòng 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"key,code\nx,1\n", b'key,"code\n', b"\x00", b"a" * 200_000],
)
def test_files_that_are_no_such_tables_get_one_sentence(tmp_path: Path, content: bytes) -> None:
    units = tmp_path / "u.csv"
    units.write_bytes(content)
    for path in (units, tmp_path / "absent.csv", tmp_path):
        with pytest.raises(CommandError) as refusal:
            run(path, SUCCESSIONS)
        assert str(refusal.value).startswith(f"{path.name}: ")
    assert not Unit.objects.exists()


def test_two_lines_for_one_known_unit_are_refused(tmp_path: Path) -> None:
    run(UNITS, SUCCESSIONS)
    units = tmp_path / "u.csv"
    lines = [
        "a,10789,Xã Kim Khê,xa,commune,,,2019-12-01",
        "kimkhe,10789,Xã Khác,xa,commune,,2019-12-01,2020-01-01",
    ]
    units.write_text("\n".join([UNIT_HEADER, *lines]), "utf-8")
    with pytest.raises(CommandError, match="Xã Kim Khê"):
        run(units, SUCCESSIONS)
    assert Unit.objects.get(key="kimkhe").name == "Xã Kim Khê"
