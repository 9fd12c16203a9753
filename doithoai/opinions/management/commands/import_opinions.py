from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from doithoai.kit.errors import Refused
from doithoai.kit.tables.sheet import read_bytes
from doithoai.kit.time import today
from doithoai.opinions.actions.tables import import_table
from doithoai.opinions.table.lines import read_table
from doithoai.opinions.table.preview import TablePreview, preview_table
from doithoai.people.actors import System
from doithoai.places.queries import unit_on
from doithoai.record.permissions import Permission


class Command(BaseCommand):
    help = "Take over a table of opinions (.xlsx, .xls, .ods, .csv); all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--unit", required=True, help="the unit that received the opinions")
        parser.add_argument("--preview", action="store_true", help="show it, write nothing")
        parser.add_argument("--sheet", default="", help="the sheet, when several hold a table")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            unit = unit_on(options["unit"], today())
            table = read_table(
                read_bytes(options["file"]), today=today(), sheet_name=options["sheet"]
            )
            preview = preview_table(table, unit)
            self._show(preview)
            if not options["preview"]:
                by = System(
                    "import", frozenset({Permission.ENTER_OPINION, Permission.KEEP_IDENTITY})
                )
                count = import_table(preview, unit=unit, by=by, tell=self._tell)
                self.stdout.write(_("%(count)d opinions are taken over.") % {"count": count})
        except Refused as refusal:
            raise CommandError(f"{refusal}\n{_('Nothing was taken over.')}") from refusal

    def _show(self, preview: TablePreview) -> None:
        self.stdout.write(preview.title)
        self.stdout.write(
            _("%(new)d new opinions, %(known)d already there, %(problems)d lines to mend.")
            % {
                "new": len(preview.new),
                "known": len(preview.known),
                "problems": len(preview.problems),
            }
        )

    def _tell(self, done: int) -> None:
        self.stdout.write(_("%(done)d done") % {"done": done})
