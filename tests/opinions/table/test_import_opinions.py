"""``doithoai import-opinions``: shown first, taken over whole or not at all, twice like once."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from doithoai.opinions.models import Opinion
from tests.factories import Commune, make_commune
from tests.opinions.table.test_tables import HEADER, book

pytestmark = pytest.mark.django_db
GOOD = (1, "Bà Lúa", "thôn Phương Duệ", "Xin cấp lại sổ đỏ.", "0912345678", "05/01/2026")
STRAY = (2, "", "thôn Nơi Khác", "Mất nước.", "", "")


@pytest.fixture
def commune() -> Commune:
    return make_commune()


def told(folder: Path, commune: Commune, *rows: tuple[object, ...], **options: bool) -> str:
    file, out = folder / "tong-hop.xlsx", StringIO()
    file.write_bytes(book(HEADER, *rows))
    call_command("import_opinions", file, unit=commune.unit.name, stdout=out, **options)
    return out.getvalue()


def test_a_preview_writes_nothing(tmp_path: Path, commune: Commune) -> None:
    assert "1" in told(tmp_path, commune, GOOD, preview=True)
    assert not Opinion.objects.exists()


def test_the_same_file_twice_is_taken_over_once(tmp_path: Path, commune: Commune) -> None:
    for _time in range(2):
        told(tmp_path, commune, GOOD)
    opinion = Opinion.objects.get()
    assert (opinion.text, opinion.village) == ("Xin cấp lại sổ đỏ.", commune.village)
    assert opinion.identity is None  # nobody of the table was asked for consent


def test_a_line_to_mend_keeps_all_of_them_out(tmp_path: Path, commune: Commune) -> None:
    with pytest.raises(CommandError, match="Nơi Khác"):
        told(tmp_path, commune, GOOD, STRAY)
    assert not Opinion.objects.exists()


def test_a_file_or_unit_that_is_not_there_is_told_in_a_sentence(commune: Commune) -> None:
    for file, unit in (("khong-co.xlsx", commune.unit.name), (__file__, "Xã Không Có")):
        with pytest.raises(CommandError):
            call_command("import_opinions", Path(file), unit=unit, stdout=StringIO())
