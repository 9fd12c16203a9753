"""Writing successions from a source."""

from collections.abc import Iterable, Mapping

from doithoai.places.models import Succession, Unit
from doithoai.places.unit_files import SuccessionRow

_BATCH = 2_000
_TOLD = ("share", "is_default", "on", "legal_basis")


def load_steps(
    rows: Iterable[SuccessionRow], units: Mapping[str, Unit], *, may_change: bool
) -> tuple[int, int]:
    """(new, changed). A unit keeps one default successor: the row's when it ``may_change``
    what is known, the known one otherwise.
    """
    known, defaults = _known()
    new: list[Succession] = []
    changed: dict[int, Succession] = {}
    for row in rows:
        wanted = _wanted(row, units)
        step = known.get((wanted.predecessor_id, wanted.successor_id))
        other = defaults.get(wanted.predecessor_id)
        if wanted.is_default and other and other is not step:
            if may_change:
                other.is_default = False
                changed[other.pk] = other
            else:
                wanted.is_default = False
        if step is None:
            new.append(wanted)
        elif may_change and _is_taught(step, wanted):
            changed[step.pk] = step
    _write(new, changed.values())
    return len(new), len(changed)


def _known() -> tuple[dict[tuple[int, int], Succession], dict[int, Succession]]:
    """All steps by (predecessor, successor), and the default ones by predecessor."""
    steps = {
        (step.predecessor_id, step.successor_id): step
        for step in Succession.objects.select_for_update()
    }
    return steps, {step.predecessor_id: step for step in steps.values() if step.is_default}


def _wanted(row: SuccessionRow, units: Mapping[str, Unit]) -> Succession:
    return Succession(
        predecessor_id=units[row.from_key].pk,
        successor_id=units[row.to_key].pk,
        share=row.share,
        is_default=row.is_default,
        on=row.on,
        legal_basis=row.legal_basis,
    )


def _is_taught(step: Succession, wanted: Succession) -> bool:
    different = [name for name in _TOLD if getattr(step, name) != getattr(wanted, name)]
    for name in different:
        setattr(step, name, getattr(wanted, name))
    return bool(different)


def _write(new: list[Succession], changed: Iterable[Succession]) -> None:
    # defaults are given up first: the database allows one for each predecessor at any time
    for step in sorted(changed, key=lambda step: step.is_default):
        step.save()
    Succession.objects.bulk_create(new, batch_size=_BATCH)
