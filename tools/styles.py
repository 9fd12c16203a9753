"""Our style sheets in one layout: ``python -m tools.styles check`` or ``format``.

One declaration a line, two spaces; css-beautify itself knows no check.
"""

import sys
from pathlib import Path

import cssbeautifier

ROOT = Path(__file__).resolve().parent.parent
STYLES = ROOT / "doithoai" / "web" / "static" / "css"
LINE = 120


def formatted(text: str) -> str:
    options = cssbeautifier.default_options()
    options.indent_size = 2
    options.end_with_newline = True
    options.space_around_combinator = True
    return str(cssbeautifier.beautify(text, options))


def faults(path: Path) -> list[str]:
    text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
    found = [] if formatted(text) == text else [f"{name}: not formatted"]
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LINE:
            found.append(f"{name}:{number}: {len(line)} characters, at most {LINE}")
    return found


def main() -> int:
    paths = sorted(STYLES.rglob("*.css"))
    if sys.argv[1:] == ["format"]:
        for path in paths:
            path.write_text(formatted(path.read_text(encoding="utf-8")), encoding="utf-8")
    found = [fault for path in paths for fault in faults(path)]
    print("\n".join(found) or f"{len(paths)} style sheets are formatted")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
