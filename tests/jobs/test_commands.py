"""What an operator types: a command says what it did, or that there is nothing to do."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.core.management.base import CommandError

from doithoai.kit.time import today
from doithoai.opinions.models import Opinion
from doithoai.people.models import Installation
from tests.factories import make_commune, make_dialogue, make_matter, make_opinion

pytestmark = pytest.mark.django_db


def said(name: str, **options: object) -> str:
    out = StringIO()
    call_command(name, stdout=out, stderr=out, **options)
    return out.getvalue()


def test_nobody_is_told_anything_when_nothing_happened() -> None:
    assert said("deliver").strip() == "0"


def test_an_illustration_never_comes_into_an_office_that_has_begun() -> None:
    Installation.objects.create(mode=Installation.Mode.values[-1])
    assert said("load_sample").strip()
    assert not Opinion.objects.exists()


def test_an_index_made_anew_counts_what_can_be_found(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    commune = make_commune()
    make_matter(commune)
    make_opinion(commune, "Đèn đường hỏng.")
    assert "3" in said("rebuild_index")
    assert any((tmp_path / "index").rglob("*"))


def test_figures_are_told_by_year_and_by_unit() -> None:
    commune = make_commune()
    make_dialogue(commune, make_matter(commune), state="closed")
    told = said("figures", unit=commune.unit.name)
    assert commune.unit.name in told
    assert f"{today().year}: 1" in told


def test_figures_of_no_day_are_refused_in_a_sentence() -> None:
    commune = make_commune()
    with pytest.raises(CommandError, match="30/02"):
        said("figures", unit=commune.unit.name, start="30/02/2026")
