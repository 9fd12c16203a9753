from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from doithoai.dialogues.actions import import_register
from doithoai.dialogues.preview import Preview, preview_register
from doithoai.dialogues.register.lines import read_register
from doithoai.kit.tables.choosing import Choice
from doithoai.kit.tables.command import TableCommand
from doithoai.kit.tables.sheet import read_bytes
from doithoai.kit.time import today
from doithoai.people.actors import System
from doithoai.places.queries import unit_on
from doithoai.record.permissions import Permission


class Command(TableCommand[Preview]):
    help = "Read a clerk's register of past dialogues (.xlsx, .xls, .ods, .csv); all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--within", metavar="UNIT", help="look for units below this one only")

    def look(self, options: dict[str, Any]) -> Preview:
        content = read_bytes(options["file"])
        register = read_register(content, today=today(), choice=Choice(tuple(options["sheet"])))
        last_day = max((line.on for line in register.lines), default=today())
        within = unit_on(options["within"], last_day) if options["within"] else None
        return preview_register(register, within=within)

    def summary(self, looked: Preview) -> Iterator[str]:
        lines = [placed.line for placed in (*looked.new, *looked.known)]
        levels = Counter(line.level for line in lines)
        yield looked.title
        yield (
            _(
                "%(new)d new dialogues, %(known)d already there: %(district)d of the district, "
                "%(commune)d of communes, %(opinions)d opinions, %(matters)d matters."
            )
            % {
                "new": len(looked.new),
                "known": len(looked.known),
                "district": levels["district"],
                "commune": levels["commune"],
                "opinions": sum(line.opinions for line in lines),
                "matters": sum(line.matters for line in lines),
            }
        )
        for warning in looked.warnings:
            yield _("Please look again: %(warning)s") % {"warning": warning}

    def take_over(self, looked: Preview, options: dict[str, Any]) -> str:
        by = System("import", frozenset({Permission.IMPORT_REGISTER}))
        count = import_register(looked, by=by)
        return _("%(count)d dialogues imported.") % {"count": count}
