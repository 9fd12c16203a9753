"""No class of ours is without use, and none that a page carries is without a rule."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import doithoai.web

PACKAGE = Path(doithoai.web.__file__).parent.parent
STYLES = PACKAGE / "web" / "static" / "css"
HOOKS = {
    "col-12": "the children of a row take all its columns until they are told otherwise",
    "info": "a notice of this kind looks as every notice does",
    "required": "Django sets it on the rows of a form that it draws itself",
}
"""Classes that need no rule."""
SAID = re.compile(r"""\bclass=(?:"([^"]*)"|([\w-]+))""")
MAIN = re.compile(r"{% block main_class %}(.*?){% endblock %}", re.DOTALL)
BLOCK, VALUE = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL), re.compile(r"{{.*?}}|{\w*}")
UNKNOWN = "\0"
"""Stands for what is only known when the page is drawn."""


def defined() -> set[str]:
    found: set[str] = set()
    for path in STYLES.rglob("*.css"):
        if path.name != "icons.css":
            text = re.sub(
                r'/\*.*?\*/|"[^"]*"', "", path.read_text(encoding="utf-8"), flags=re.DOTALL
            )
            found.update(re.findall(r"\.([a-z][\w-]*)[^{};]*(?={)", _selectors(text)))
    return found


def _selectors(text: str) -> str:
    """The text with each class of a selector right before a brace, and no declarations."""
    names = re.findall(r"([^{};]*){", text)
    return "".join(f".{name}{{" for one in names for name in re.findall(r"\.([a-z][\w-]*)", one))


def texts(path: Path) -> Iterator[str]:
    """What of this file may carry a class: a template as it is, of Python its texts."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield text
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def files(*endings: str) -> Iterator[Path]:
    for ending in endings:
        for path in PACKAGE.rglob(f"*{ending}"):
            if not {"migrations", "vendor", "locale"} & set(path.parts):
                yield path


def carried() -> dict[str, str]:
    """Class → a file whose pages carry it, as far as the source says it out."""
    found = {}
    for path in files(".html", ".py"):
        for text in texts(path):
            plain = VALUE.sub(UNKNOWN, BLOCK.sub(" ", text))
            said = [one or other for one, other in SAID.findall(plain)] + MAIN.findall(text)
            for name in BLOCK.sub(" ", " ".join(said)).split():
                if UNKNOWN not in name and not name.startswith("bi-"):
                    found[name] = str(path.relative_to(PACKAGE))
    return found


def words() -> set[str]:
    """Everything that could be a class: many are chosen when a page is drawn."""
    return {
        word
        for path in files(".html", ".py", ".js")
        for text in texts(path)
        for word in re.findall(r"[a-z][\w-]*", text)
    }


def test_every_class_that_a_page_carries_has_a_rule() -> None:
    known = defined() | HOOKS.keys() | {"bi"}
    assert {name: place for name, place in carried().items() if name not in known} == {}


def test_every_class_that_has_a_rule_is_named_somewhere() -> None:
    named = words() | {f"btn-{kind}" for kind in ("main", "soft", "warn")}
    assert {name for name in defined() - named if not name.startswith("bi-")} == set()
