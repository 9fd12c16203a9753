from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from doithoai.dialogues.actions import import_register
from doithoai.dialogues.preview import Preview, preview_register
from doithoai.dialogues.register.lines import read_register
from doithoai.kit.errors import Refused
from doithoai.kit.tables.sheet import read_bytes
from doithoai.kit.time import today
from doithoai.people.actors import System
from doithoai.places.queries import unit_on
from doithoai.record.permissions import Permission


class Command(BaseCommand):
    help = "Read a clerk's register of past dialogues (.xlsx, .xls, .ods, .csv); all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--preview", action="store_true", help="show it, write nothing")
        parser.add_argument("--within", metavar="UNIT", help="look for units below this one only")
        parser.add_argument("--sheet", default="", help="the sheet, when several hold a register")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            register = read_register(
                read_bytes(options["file"]), today=today(), sheet_name=options["sheet"]
            )
            last_day = max((line.on for line in register.lines), default=today())
            within = unit_on(options["within"], last_day) if options["within"] else None
            preview = preview_register(register, within=within)
            self._show(preview)
            if not options["preview"]:
                count = import_register(
                    preview, by=System("import", frozenset({Permission.IMPORT_REGISTER}))
                )
                self.stdout.write(_("%(count)d dialogues imported.") % {"count": count})
        except Refused as refusal:
            raise CommandError(f"{refusal}\n{_('Nothing was imported.')}") from refusal

    def _show(self, preview: Preview) -> None:
        lines = [placed.line for placed in (*preview.new, *preview.known)]
        levels = Counter(line.level for line in lines)
        self.stdout.write(preview.title)
        self.stdout.write(
            _(
                "%(new)d new dialogues, %(known)d already there: %(district)d of the district, "
                "%(commune)d of communes, %(opinions)d opinions, %(matters)d matters."
            )
            % {
                "new": len(preview.new),
                "known": len(preview.known),
                "district": levels["district"],
                "commune": levels["commune"],
                "opinions": sum(line.opinions for line in lines),
                "matters": sum(line.matters for line in lines),
            }
        )
        for warning in preview.warnings:
            self.stdout.write(_("Please look again: %(warning)s") % {"warning": warning})
