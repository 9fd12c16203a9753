"""What a register would bring in: each line with the unit of its day, known lines told apart."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from doithoai.dialogues.models import Dialogue
from doithoai.dialogues.register.columns import Column
from doithoai.dialogues.register.lines import Register, RegisterLine
from doithoai.kit.errors import Invalid
from doithoai.kit.tables.reading import HowRead, Problem
from doithoai.kit.time import short_date
from doithoai.places.models import Unit
from doithoai.places.queries import is_valid, unit_on
from doithoai.places.rules import Tier


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line with the unit where the dialogue was held and the unit whose head held it."""

    line: RegisterLine
    unit: Unit
    chair_unit: Unit
    key: str


@dataclass(frozen=True, slots=True)
class Preview:
    """``new`` would be imported; ``known`` are there already and stay as they are.

    Where the register says of a known one what it did not say when it was imported, a warning
    names both: the import changes nothing that is in the public record.
    """

    title: str
    is_illustration: bool
    new: tuple[PlacedLine, ...]
    known: tuple[PlacedLine, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    how: HowRead


def preview_register(register: Register, *, within: Unit | None = None) -> Preview:
    """Resolve each place to the unit valid on its day; writes nothing.

    ``within``: look only for units that are, or ever were, below this one.
    """
    finder = _Finder(within)
    problems = list(register.problems)
    placed: list[PlacedLine] = []
    times: Counter[str] = Counter()
    for line in register.lines:
        try:
            unit = finder.unit(line.place, line.on)
            chair_unit = _holder(unit, line)
        except Invalid as refusal:
            column = str(Column.PLACE.label)
            problems.append(Problem(line.row_number, column, str(refusal), line.sheet))
            continue
        name = f"{line.on.isoformat()} {unit.code} {line.level} {line.chair_kind}"
        times[name] += 1
        placed.append(PlacedLine(line, unit, chair_unit, f"{name} {times[name]}"))
    known = _known(one.key for one in placed)
    warnings = [
        *register.warnings,
        *(problem for one in placed if one.key in known for problem in _changes(one, known)),
    ]
    return Preview(
        title=register.title,
        is_illustration=register.is_illustration,
        new=tuple(one for one in placed if one.key not in known),
        known=tuple(one for one in placed if one.key in known),
        problems=register.how.in_order(problems),
        warnings=register.how.in_order(warnings),
        how=register.how,
    )


class _Finder:
    """Asks the database for each name once as long as the unit found is valid."""

    def __init__(self, within: Unit | None) -> None:
        self.within = within
        self._found: dict[str, list[Unit]] = {}

    def unit(self, place: str, on: date) -> Unit:
        """Raises Invalid with the candidates when none or several units fit."""
        known = self._found.setdefault(place.casefold(), [])
        for unit in known:
            if is_valid(unit, on):
                return unit
        unit = unit_on(place, on, within=self.within)
        known.append(unit)
        return unit


def _holder(unit: Unit, line: RegisterLine) -> Unit:
    """The unit of the line's level that the place belonged to."""
    above: Unit | None = unit
    while above and above.tier != line.level:
        above = above.parent
    if above is None or not is_valid(above, line.on):
        raise Invalid(
            _("“%(place)s” on %(day)s was in no unit of the level “%(level)s”.")
            % {
                "place": unit.name,
                "day": short_date(line.on),
                "level": Tier(line.level).label,
            }
        )
    return above


def _known(keys: Iterable[str]) -> dict[str, Dialogue]:
    found = Dialogue.objects.filter(register_key__in=list(keys)).select_related("tally")
    return {one.register_key: one for one in found if one.register_key}


def _changes(placed: PlacedLine, known: Mapping[str, Dialogue]) -> Iterator[Problem]:
    """What the line says otherwise than the dialogue that was imported from it before."""
    line, dialogue = placed.line, known[placed.key]
    tally = dialogue.tally
    compared = (
        (Column.ATTENDEES, dialogue.attendees, line.attendees),
        (Column.OPINIONS, tally.opinions, line.opinions),
        (Column.MATTERS, tally.matters, line.matters),
        (Column.ANSWERED, tally.answered_on_the_spot, line.answered_on_spot or 0),
        (Column.ASSIGNED, tally.assigned, line.assigned or 0),
        (Column.PASSED_UP, tally.passed_on, line.passed_up or 0),
        (Column.NOTICE, tally.conclusion_number, line.notice_number),
    )
    for column, kept, said in compared:
        if kept != said:
            words = {"kept": _shown(kept), "said": _shown(said)}
            sentence = _("imported before as %(kept)s, now %(said)s; it stays %(kept)s.") % words
            yield Problem(line.row_number, str(column.label), sentence, line.sheet)


def _shown(value: int | str | None) -> str:
    return _("nothing") if value is None or value == "" else str(value)
