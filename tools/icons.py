"""The icon font holds only the icons that pages show.

``python -m tools.icons check`` tells which of them the font lacks. ``python -m tools.icons cut``
makes it anew from the package of the version in VENDORED.txt:

    npm pack bootstrap-icons@1.13.2 && tar xzf bootstrap-icons-1.13.2.tgz
    python -m tools.icons cut package

and prints the hash for VENDORED.txt. In templates the names are read from the tags that draw icons.
In Python they stand in tables of many shapes, so every text that is the name of an icon upstream
counts; of single words, such as "list", only those in ``web`` and ``kit``, where HTML is drawn. A
word too many costs some seventy bytes.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from fontTools import subset

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "doithoai"
NAMES = ROOT / "tools" / "icon_names.txt"
STATIC = PACKAGE / "web" / "static"
FONT = STATIC / "vendor" / "fonts" / "bootstrap-icons.woff2"
STYLES = STATIC / "css" / "base" / "icons.css"

TAG = re.compile(r"{%\s*(icon|act|badge|empty|include|button)\b(.*?)%}", re.DOTALL)
TEXT = re.compile(r'"([a-z0-9-]+)"')
NAMED = re.compile(r'\bicon="([a-z0-9-]+)"|\bbi-([a-z0-9-]+)')
HEAD = """\
/* Made by tools/icons.py: the icons that pages show. */
@font-face {
  font-family: "bootstrap-icons";
  font-display: block;
  src: url("../../vendor/fonts/bootstrap-icons.woff2") format("woff2");
}

.bi::before {
  display: inline-block;
  font: normal 400 1em/1 "bootstrap-icons";
  text-transform: none;
  letter-spacing: normal;
  vertical-align: -.125em;
  -webkit-font-smoothing: antialiased;
}
"""


def known() -> frozenset[str]:
    """The names of all icons upstream."""
    return frozenset(NAMES.read_text(encoding="utf-8").split())


def in_template(text: str, names: frozenset[str]) -> Iterator[str]:
    """Names that are said to be icons, and words of a drawing tag that could be one."""
    for match in NAMED.finditer(text):
        yield match[1] or match[2]
    for tag, words in TAG.findall(text):
        found = TEXT.findall(words)
        yield from found if tag == "icon" else names.intersection(found)


def in_python(text: str, names: frozenset[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value in names:
                yield node.value
            yield from (name for name in re.findall(r"\bbi-([a-z0-9-]+)", node.value))


def used() -> dict[str, str]:
    """Icon → a file that shows it."""
    names = known()
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.html")):
        for name in in_template(path.read_text(encoding="utf-8"), names):
            found.setdefault(name, str(path.relative_to(ROOT)))
    for path in sorted(PACKAGE.rglob("*.py")):
        folders = path.relative_to(PACKAGE).parts
        draws = folders[0] in {"web", "kit"} and "uploads" not in folders  # decoders draw no page
        for name in in_python(path.read_text(encoding="utf-8"), names):
            if draws or "-" in name:
                found.setdefault(name, str(path.relative_to(ROOT)))
    return found


def held() -> set[str]:
    return set(re.findall(r"\.bi-([a-z0-9-]+)::before", STYLES.read_text(encoding="utf-8")))


def cut(package: Path) -> None:
    """Writes the font, its style sheet and the list of all names from the package upstream."""
    source = package / "font" / "fonts" / "bootstrap-icons.woff2"
    codes = json.loads((package / "font" / "bootstrap-icons.json").read_text(encoding="utf-8"))
    NAMES.write_text("\n".join(sorted(codes)) + "\n", encoding="utf-8")
    wanted = {name: codes[name] for name in sorted(used())}
    options = subset.Options(flavor="woff2", desubroutinize=True, layout_features=[])
    font = subset.load_font(source, options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted.values())
    cutter.subset(font)
    subset.save_font(font, FONT, options)
    rules = (
        f'\n.bi-{name}::before {{\n  content: "\\{code:x}";\n}}\n' for name, code in wanted.items()
    )
    STYLES.write_text(HEAD + "".join(rules), encoding="utf-8")
    print(f"{len(wanted)} icons, {FONT.stat().st_size} bytes")
    print(f"from {sha256(source.read_bytes()).hexdigest()}")
    print(f"to   {sha256(FONT.read_bytes()).hexdigest()}")


def check() -> int:
    lacking = [f"{place}: no icon {name}" for name, place in used().items() if name not in held()]
    print("\n".join(lacking) or f"{len(held())} icons are held")
    return 1 if lacking else 0


if __name__ == "__main__":
    if sys.argv[1] == "cut":
        cut(Path(sys.argv[2]))
    else:
        sys.exit(check())
