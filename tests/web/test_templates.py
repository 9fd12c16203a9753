"""Every template can be read by Django, also one that no test opens."""

from pathlib import Path

import pytest
from django.template.loader import get_template

import doithoai.web

FOLDER = Path(doithoai.web.__file__).parent / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(name: str) -> None:
    assert get_template(name)
