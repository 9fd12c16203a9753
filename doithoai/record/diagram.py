"""docs/lifecycles.md from the tables of moves, for lawyers and for new colleagues."""

from collections.abc import Iterable, Iterator

from django.utils import translation

from doithoai.record.moves import Lifecycle, Move

HEADING = """# Lifecycles

Every state of every thing and every step between them, generated from the tables of moves
(`doithoai lifecycles`); `bin/check` fails when this page differs from them. A state is changed only
by `record.perform`, which checks these tables.
"""


def lifecycles_page(lifecycles: Iterable[Lifecycle]) -> str:
    """The whole page in English, with the Vietnamese words of states and steps beside them."""
    with translation.override("en"):
        parts = [HEADING, *("\n".join(_chapter(life)) for life in lifecycles)]
    return "\n".join(parts) + "\n"


def _chapter(life: Lifecycle) -> Iterator[str]:
    yield f"## {_both(life.label)}\n"
    yield "```mermaid\nstateDiagram-v2"
    for state in life.states:
        yield f"    {state.value}: {state.label}"
    for move in life.moves:
        for source in move.sources or ("[*]",):
            yield f"    {source} --> {move.target or source}: {move.name}"
    yield "```\n"
    yield "| step | from | to | who may | only if | reason | public |"
    yield "|---|---|---|---|---|---|---|"
    for move in life.moves:
        yield _row(move, life)
    yield ""


def _row(move: Move, life: Lifecycle) -> str:
    cells = (
        f"`{move.name}` {_both(move.label)}",
        ", ".join(move.sources) or "–",
        move.target or "the same",
        f"`{move.may}`",
        ", ".join(rule.__name__.replace("_", " ") for rule in move.only_if) or "–",
        "required" if move.needs_note else "–",
        "yes" if move.is_public else "no",
    )
    return f"| {' | '.join(cells)} |"


def _both(label: object) -> str:
    with translation.override("vi"):
        vietnamese = str(label)
    return f"{label} ({vietnamese})"
