"""Who writes what: states and history only in record/, nothing at all in web/, api/ and jobs/.

What these three show or send they ask of the stages' queries: they name no manager and no SQL.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "doithoai"
FACES = {"web", "api", "jobs"}
WRITES = {
    "save",
    "delete",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "execute",
    "executemany",
}
READS_ROWS = {"objects", "filter", "exclude", "all", "order_by", "select_for_update"}
NO_ROWS = {"cache", "default_storage", "session"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
OR_404 = {"get_object_or_404", "get_list_or_404"}
RUNS_SQL = {"execute", "executemany", "raw", "cursor", "RawSQL"}
SQL = re.compile(r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|TRUNCATE|ALTER|CREATE)\s")


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def things_with_a_life() -> set[str]:
    """Names of the models that inherit the state from record."""
    return {
        node.name
        for _path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and "Recorded" in {ast.unparse(b) for b in node.bases}
    }


def names_in(node: ast.AST) -> set[str]:
    return {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)} | {
        n.id for n in ast.walk(node) if isinstance(n, ast.Name)
    }


def is_write(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    receiver = names_in(node.func.value)
    if node.func.attr == "save" and (node.args or "by" in {word.arg for word in node.keywords}):
        return False  # a picture into the place named; a form, which calls an action
    if node.func.attr == "update":  # a dict has one too
        return bool(receiver & READS_ROWS)
    return node.func.attr in WRITES and not receiver & NO_ROWS


def is_state_write(node: ast.AST, living: set[str]) -> bool:
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(t, ast.Attribute) and t.attr == "state" for t in targets)
    if not isinstance(node, ast.Call):
        return False
    gives_state = any(keyword.arg == "state" for keyword in node.keywords)
    if isinstance(node.func, ast.Name):
        names_state = any(isinstance(a, ast.Constant) and a.value == "state" for a in node.args)
        return (node.func.id in living and gives_state) or (
            node.func.id == "setattr" and names_state
        )
    return (
        gives_state
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr in WRITES | {"update"})
    )


def is_history_write(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and "Entry" in names_in(node.func.value)
    )


def is_manager_read(node: ast.AST) -> bool:
    """``Model.objects``, or a model given to Django's shortcut, which takes its manager."""
    if isinstance(node, ast.Attribute):
        return node.attr in MANAGERS
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in OR_404
        and bool(node.args)
        and isinstance(node.args[0], ast.Name)
        and node.args[0].id[0].isupper()
    )


def is_sql(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(SQL.match(node.value))
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in RUNS_SQL


def faults() -> Iterator[str]:
    living = things_with_a_life()
    for path, tree in modules():
        room = path.relative_to(PACKAGE).parts[0]
        for node in ast.walk(tree):
            place = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
            if room in FACES and is_write(node):
                yield f"{place}: writes to the database; call an action"
            if room in FACES and is_manager_read(node):
                yield f"{place}: names a manager; ask a query of the stage"
            if room in FACES and is_sql(node):
                yield f"{place}: runs SQL; ask a query of the stage"
            if room != "record" and is_history_write(node):
                yield f"{place}: writes an entry; only record.note does"
            if room != "record" and is_state_write(node, living):
                yield f"{place}: writes a state; only record.perform does"


def main() -> int:
    found = list(faults())
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
