"""A first visit is light: everything that the home page may load, compressed as it is sent."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command

import doithoai.web
from doithoai.config.settings import STORAGES

TEMPLATES = Path(doithoai.web.__file__).parent / "templates"
HOME = ("components/head.html", "base_public.html", "public/page.html", "public/home.html")
LIMIT = 180_000
"""Bytes with the page itself; tools/weigh.py asks a browser."""
PAGE = 5_000


@pytest.fixture
def collected(settings: LazySettings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": STORAGES["staticfiles"]}
    call_command("collectstatic", verbosity=0, interactive=False)
    return tmp_path


def referred() -> set[str]:
    """Static files that the templates of the home page name."""
    texts = [(TEMPLATES / name).read_text(encoding="utf-8") for name in HOME]
    return {name for text in texts for name in re.findall(r'{% static "([^"]+)" %}', text)}


def hashed(root: Path, name: str) -> Path:
    path = root / name
    return next(path.parent.glob(f"{path.stem}.????????????{path.suffix}"))


def sent(path: Path) -> int:
    packed = path.with_name(f"{path.name}.gz")
    return (packed if packed.exists() else path).stat().st_size


def test_the_home_page_loads_less_than_the_limit(collected: Path) -> None:
    files = {hashed(collected, name) for name in referred()}
    assert any(file.suffix == ".css" for file in files)
    for style in [file for file in files if file.suffix == ".css"]:
        for address in re.findall(r'url\("([^"]+)"\)', style.read_text(encoding="utf-8")):
            files.add((style.parent / address).resolve())
    sizes = {file.name: sent(file) for file in files}
    assert any(name.startswith("be-vietnam-pro") for name in sizes)
    assert PAGE + sum(sizes.values()) < LIMIT, sizes


def test_a_style_sheet_is_collected_with_its_imports_inside(collected: Path) -> None:
    for name in ("common", "public", "desk"):
        text = hashed(collected, f"css/{name}.css").read_text(encoding="utf-8")
        assert "@import" not in text
        for address in re.findall(r'url\("([^"]+)"\)', text):
            assert (collected / "css" / address).resolve().exists()
