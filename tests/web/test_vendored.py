"""What others wrote is stored unchanged, with its licence, and pages use only what is there."""

import hashlib
import re
from pathlib import Path

import doithoai.web
from tools.icons import held, used

WEB = Path(doithoai.web.__file__).parent
PACKAGE = WEB.parent
VENDOR = WEB / "static" / "vendor"


def rows() -> list[list[str]]:
    lines = (VENDOR / "VENDORED.txt").read_text(encoding="utf-8").splitlines()
    return [re.split(r"\s{2,}(?:\|\s+)?", line) for line in lines if line and line[0] != "#"]


def test_every_vendored_file_has_the_hash_that_was_recorded() -> None:
    for recorded, path, *_rest in rows():
        found = hashlib.sha256((VENDOR / path).read_bytes()).hexdigest()
        assert found == recorded, path


def test_no_vendored_file_is_unrecorded() -> None:
    recorded = {row[1] for row in rows()}
    present = {
        str(path.relative_to(VENDOR))
        for path in VENDOR.rglob("*")
        if path.is_file() and path.suffix in {".css", ".js", ".woff2"}
    }
    assert present == recorded


def test_every_icon_that_a_page_names_exists() -> None:
    assert {name: place for name, place in used().items() if name not in held()} == {}


def test_no_template_carries_inline_style_or_script() -> None:
    forbidden = re.compile(r'\sstyle="|<style|\son[a-z]+="|<script(?![^>]*(src=|application/json))')
    carriers = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("templates/**/*.html")
        if forbidden.search(path.read_text(encoding="utf-8"))
    ]
    assert carriers == []
