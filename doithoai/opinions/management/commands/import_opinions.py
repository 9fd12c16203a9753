from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from doithoai.kit.tables.choosing import Choice
from doithoai.kit.tables.command import TableCommand
from doithoai.kit.tables.sheet import read_bytes
from doithoai.kit.time import today
from doithoai.opinions.actions.tables import import_table
from doithoai.opinions.table.lines import read_table
from doithoai.opinions.table.preview import TablePreview, preview_table
from doithoai.people.actors import System
from doithoai.places.queries import unit_on
from doithoai.record.permissions import Permission


class Command(TableCommand[TablePreview]):
    help = "Take over a table of opinions (.xlsx, .xls, .ods, .csv); all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--unit", required=True, help="the unit that received the opinions")

    def look(self, options: dict[str, Any]) -> TablePreview:
        unit = unit_on(options["unit"], today())
        content = read_bytes(options["file"])
        choice = Choice(tuple(options["sheet"]))
        return preview_table(read_table(content, today=today(), choice=choice), unit)

    def summary(self, looked: TablePreview) -> Iterator[str]:
        yield looked.title
        yield (
            _("%(new)d new opinions, %(known)d already there, %(problems)d lines to mend.")
            % {
                "new": len(looked.new),
                "known": len(looked.known),
                "problems": len({(one.sheet, one.row_number) for one in looked.problems}),
            }
        )

    def take_over(self, looked: TablePreview, options: dict[str, Any]) -> str:
        by = System("import", frozenset({Permission.ENTER_OPINION, Permission.KEEP_IDENTITY}))
        unit = unit_on(options["unit"], today())
        tell = None if options["json"] else self._tell_progress
        count = import_table(looked, unit=unit, by=by, tell=tell)
        return _("%(count)d opinions are taken over.") % {"count": count}

    def _tell_progress(self, done: int) -> None:
        self.stdout.write(_("%(done)d done") % {"done": done})
