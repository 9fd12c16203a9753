"""Message catalogues without system gettext: compile, check, and the wheel's build hook.

Each app folder owns ``locale/vi/LC_MESSAGES/django.po``; source strings are English.
``compile`` writes the .mo files; ``check`` prints every source string that lacks a Vietnamese
translation, or whose translation is fuzzy, and ends with 1 if there is any.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # only the build environment has hatchling
    BuildHookInterface = object

PACKAGE = Path(__file__).resolve().parent.parent / "doithoai"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def catalogue_files() -> Iterator[Path]:
    return PACKAGE.glob("**/locale/vi/LC_MESSAGES/django.po")


def compile_catalogues() -> None:
    for po in catalogue_files():
        with po.open("rb") as source:
            catalogue = read_po(source, locale="vi", domain="django")
        with po.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)


def translations() -> Catalog:
    """All catalogues as one; the owner of a string does not matter to the reader."""
    merged = Catalog(locale="vi")
    for po in catalogue_files():
        with po.open("rb") as source:
            for message in read_po(source, locale="vi"):
                if message.id:
                    merged.add(
                        message.id, message.string, context=message.context, flags=message.flags
                    )
    return merged


def conflicting() -> list[str]:
    """Strings that two catalogues translate differently: one of them would silently win."""
    said: dict[tuple[Any, str | None], dict[str, Path]] = {}
    for po in catalogue_files():
        with po.open("rb") as source:
            for message in read_po(source, locale="vi"):
                known = said.setdefault((message.id, message.context), {})
                known.setdefault(str(message.string), po)
    return [
        f"{message!r} is translated in {len(known)} ways: {', '.join(known)}"
        for (message, _context), known in said.items()
        if message and len(known) > 1
    ]


def source_strings() -> Iterator[tuple[Path, int, Any, str | None]]:
    """(file, line, msgid or (singular, plural), context) of every translatable string."""
    from django.utils.translation.template import templatize

    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            text = path.read_text(encoding="utf-8")
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            # in brackets, because what remains of the markup is indented as no Python is
            text = f"({templatize(path.read_text(encoding='utf-8'))}\n)"
        else:
            continue
        found = extract("python", BytesIO(text.encode()), keywords=KEYWORDS)
        for line, message, _comments, context in found:
            yield path, line, message, context


def missing() -> list[str]:
    known = translations()
    lines = []
    for path, line, message, context in source_strings():
        entry = known.get(message, context=context)
        translated = entry.string if entry else ""
        complete = all(translated) if isinstance(translated, tuple) else bool(translated)
        if entry is None or not complete or entry.fuzzy:
            lines.append(f"{path.relative_to(PACKAGE.parent)}:{line}: {message!r}")
    return lines


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc]
    """Compiles the catalogues before the wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_catalogues()


def main() -> int:
    if sys.argv[1:] == ["compile"]:
        compile_catalogues()
        return 0
    if sys.argv[1:] == ["check"]:
        lines = [*missing(), *conflicting()]
        print("\n".join(lines) or "Every string has its Vietnamese.")
        return 1 if lines else 0
    print("usage: messages.py compile | check", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
