"""docs/glossary.md: the words of the domain, of the models and their values, in two languages."""

import csv
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

from django.apps import AppConfig, apps
from django.db.models import Choices
from django.utils import translation
from django.utils.functional import Promise

TERMS = Path(__file__).parent / "data" / "terms.csv"
ROOMS = ("lifecycle", "rules", "models", "queries")

HEADING = """# Glossary

The words of the domain in Vietnamese and English, generated (`doithoai glossary`) from
`reports/data/terms.csv`, from the names of the models and from the labels of their values;
`bin/check` fails when this page differs from them. A page, a class and a variable say these words.
"""


def glossary_page() -> str:
    """The whole page; its order is that of the stages, of the modules and of the values."""
    with translation.override("en"):
        ours = [config for config in apps.get_app_configs() if _is_stage(config)]
        parts = [HEADING, *_chapter("Words", _words()), *_chapter("Things", _things(ours))]
        parts.append("## Values\n")
        for config in ours:
            for values in _enums_of(config):
                parts += _values(values, config)
    return "\n".join(parts).rstrip() + "\n"


def _is_stage(config: AppConfig) -> bool:
    return config.name.startswith("doithoai.") and config.label not in ("web", "jobs", "kit")


def _chapter(title: str, rows: Iterator[str]) -> Iterator[str]:
    yield f"## {title}\n"
    yield from rows
    yield ""


def _words() -> Iterator[str]:
    yield from _heading("Vietnamese", "English", "in code", "how it is used")
    with TERMS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = f"`{row['in_code']}`" if row["in_code"] else "–"
            yield _line(row["vietnamese"], row["english"], code, row["use"] or "–")


def _things(ours: Iterable[AppConfig]) -> Iterator[str]:
    yield from _heading("model", "stage", "English", "Vietnamese")
    for config in ours:
        for model in config.get_models():
            name = model._meta.verbose_name
            if isinstance(name, Promise):  # a name that was given, not made from the class
                yield _line(f"`{model.__name__}`", config.label, *_both(name))


def _values(values: type[Choices], config: AppConfig) -> Iterator[str]:
    yield f"### {values.__qualname__} ({config.label})\n"
    yield from _heading("value", "English", "Vietnamese")
    for value, label in values.choices:
        yield _line(f"`{value}`", *_both(label))
    yield ""


def _enums_of(config: AppConfig) -> list[type[Choices]]:
    """Those that the rooms of a stage define, each once, as they stand in its modules."""
    found: dict[type[Choices], None] = {}
    for module in _modules_of(config):
        for thing in list(vars(module).values()):
            nested = vars(thing).values() if isinstance(thing, type) else ()
            for one in (thing, *nested):
                if _is_enum_of(one, config):
                    found[one] = None
    return list(found)


def _modules_of(config: AppConfig) -> list[ModuleType]:
    names = [f"{config.name}.{room}" for room in ROOMS]
    modules = [import_module(name) for name in names if find_spec(name)]
    return modules + [import_module(model.__module__) for model in config.get_models()]


def _is_enum_of(thing: object, config: AppConfig) -> bool:
    is_enum = isinstance(thing, type) and issubclass(thing, Choices)
    return is_enum and thing.__module__.startswith(f"{config.name}.")


def _both(label: object) -> tuple[str, str]:
    with translation.override("vi"):
        vietnamese = str(label)
    return str(label), vietnamese


def _heading(*titles: str) -> Iterator[str]:
    yield _line(*titles)
    yield f"|{'---|' * len(titles)}"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
