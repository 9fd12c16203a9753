"""Nothing grows too big to be read: the limits of docs/architecture.md, in lines and characters."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
FILE, TEST_FILE, FILE_MEDIAN = 400, 500, 100
FUNCTION, FUNCTION_MEDIAN = 50, 10
VIEW = 20
TEMPLATE, LINE = 150, 120
SETTINGS = 250

Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(folder: str) -> Iterator[Path]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def limit_of(path: Path) -> int:
    if path.name == "settings.py":
        return SETTINGS
    return TEST_FILE if "tests" in path.relative_to(ROOT).parts else FILE


def functions_in(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def length_of(function: Function) -> int:
    """Lines from ``def`` to the end; what explains is not counted."""
    docstring = function.body[0] if ast.get_docstring(function, clean=False) else None
    explained = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - explained


def written_files() -> Iterator[Path]:
    """What we wrote by hand, tests' templates too; what others wrote is as they wrote it.

    Ruff holds Python to 100, but for tables of moves, which are read across.
    """
    for folder in ("doithoai", "tests"):
        for path in sorted((ROOT / folder).rglob("*")):
            is_others = {"vendor", "migrations"} & set(path.parts)
            if path.suffix in {".html", ".css", ".js", ".py"} and not is_others:
                yield path


def too_long() -> Iterator[str]:
    """Lines that do not fit beside each other: a template is not made short by squeezing it."""
    for path in written_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if len(line) > LINE:
                name = path.relative_to(ROOT)
                yield f"{name}:{number}: {len(line)} characters, at most {LINE}"


def is_view(function: Function, path: Path) -> bool:
    """It takes the request and gives the response, in a module of pages."""
    inside = path.relative_to(ROOT).parts
    if not {"web", "api"} & set(inside) or "middleware" in inside or "tests" in inside:
        return False
    names = [argument.arg for argument in function.args.args if argument.arg != "self"]
    answer = ast.unparse(function.returns) if function.returns else ""
    return names[:1] == ["request"] and "Response" in answer


def too_big() -> Iterator[str]:
    for folder in ("doithoai", "tests", "tools"):
        for path in python_files(folder):
            name = path.relative_to(ROOT)
            if lines_of(path) > limit_of(path):
                yield f"{name}: {lines_of(path)} lines, at most {limit_of(path)}"
            for function in functions_in(path):
                limit = VIEW if is_view(function, path) else FUNCTION
                if length_of(function) > limit:
                    place = f"{name}:{function.lineno}: {function.name}"
                    yield f"{place}: {length_of(function)} lines, at most {limit}"
    for path in sorted((ROOT / "doithoai").rglob("templates/**/*.html")):
        if lines_of(path) > TEMPLATE:
            yield f"{path.relative_to(ROOT)}: {lines_of(path)} lines, at most {TEMPLATE}"


def medians() -> Iterator[tuple[str, float, int]]:
    """What is measured, the median over the package, and what it may be."""
    paths = [path for path in python_files("doithoai") if lines_of(path)]
    yield "files", median(map(lines_of, paths)), FILE_MEDIAN
    lengths = [length_of(function) for path in paths for function in functions_in(path)]
    yield "functions", median(lengths), FUNCTION_MEDIAN


def main() -> int:
    faults = [*too_big(), *too_long()]
    for what, found, limit in medians():
        print(f"median of {what}: {found:g} lines")
        if found > limit:
            faults.append(f"median of {what}: {found:g} lines, at most {limit}")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
