"""A command that takes over a clerk's table: shown first with ``--preview``, all or nothing."""

import json
from collections.abc import Iterator, Sized
from pathlib import Path
from typing import Any, Protocol

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from doithoai.kit.errors import Refused
from doithoai.kit.tables.reading import HowRead, Problem


class Looked(Protocol):
    """What a table would bring: new things, known ones, what is wrong, how it was read."""

    @property
    def new(self) -> Sized: ...
    @property
    def known(self) -> Sized: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...
    @property
    def how(self) -> HowRead: ...


class TableCommand[T: Looked](BaseCommand):
    """Ends with 1 when nothing was taken over, or a preview is not as plain as it should be."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--preview", action="store_true", help="show it, write nothing")
        parser.add_argument(
            "--sheet",
            action="append",
            default=[],
            help="a sheet to be read, may be given again; without it all that hold a table",
        )
        parser.add_argument("--json", action="store_true", help="tell it as one object of JSON")

    def look(self, options: dict[str, Any]) -> T:
        """Read the file; writes nothing. Raises Refused."""
        raise NotImplementedError

    def summary(self, looked: T) -> Iterator[str]:
        """What is told of the table as a whole, a line each."""
        raise NotImplementedError

    def take_over(self, looked: T, options: dict[str, Any]) -> str:
        """Take it over; answers what to tell. Raises Refused."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        looked: T | None = None
        try:
            looked = self.look(options)
            if not options["json"]:
                self._tell(looked, with_problems=options["preview"])
            taken = "" if options["preview"] else self.take_over(looked, options)
        except Refused as refusal:
            if options["json"]:
                self.stdout.write(told(looked) if looked and looked.problems else refused(refusal))
            raise CommandError(f"{refusal}\n{_('Nothing was taken over.')}") from refusal
        if options["json"]:
            self.stdout.write(told(looked))
        elif taken:
            self.stdout.write(taken)
        if options["preview"] and is_amiss(looked):
            raise CommandError(_("Some rows are wrong or were left out. Please look at them."))

    def _tell(self, looked: T, *, with_problems: bool) -> None:
        for line in self.summary(looked):
            self.stdout.write(line)
        for line in _how_it_was_read(looked.how):
            self.stdout.write(line)
        if with_problems:
            for problem in looked.problems:
                self.stdout.write(looked.how.told(problem))


def is_amiss(looked: Looked) -> bool:
    return bool(looked.problems or looked.how.left_out or looked.how.hidden)


def told(looked: Looked) -> str:
    """One object of JSON, as docs/operations.md says."""
    return _json(
        new=len(looked.new),
        known=len(looked.known),
        left_out=[
            {"sheet": one.sheet, "row": one.row_number, "why": str(one.reason.label)}
            for one in looked.how.left_out
        ],
        problems=[
            {"sheet": one.sheet, "row": one.row_number, "column": one.column, "why": one.sentence}
            for one in looked.problems
        ],
        columns=dict(looked.how.columns),
        ignored=looked.how.ignored,
        hidden=looked.how.hidden,
    )


def refused(refusal: Refused) -> str:
    """The same object for a file that cannot be read at all."""
    problem = {"sheet": "", "row": 0, "column": "", "why": str(refusal)}
    return _json(new=0, known=0, left_out=[], problems=[problem], columns={}, ignored=[], hidden=[])


def _json(**told: Any) -> str:
    return json.dumps(told, ensure_ascii=False)


def _how_it_was_read(how: HowRead) -> Iterator[str]:
    for column, heading in how.columns:
        yield _("%(column)s is read from “%(heading)s”.") % {"column": column, "heading": heading}
    if how.ignored:
        yield _("Not read: %(names)s") % {"names": ", ".join(how.ignored)}
    if how.hidden:
        yield _("Hidden, and so not read: %(names)s") % {"names": ", ".join(how.hidden)}
    yield from map(how.told, how.notes)
    yield from map(how.told, how.left_out)
