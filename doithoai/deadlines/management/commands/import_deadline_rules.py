from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from doithoai.deadlines.actions import import_rules
from doithoai.deadlines.rulebook import BUILT_IN, read_rules
from doithoai.kit.errors import Invalid
from doithoai.people.actors import System
from doithoai.record.permissions import Permission


class Command(BaseCommand):
    help = "Read deadline rules from a CSV file (without FILE: those that come with the program)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=BUILT_IN, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rules, problems = read_rules(options["file"])
            if problems:
                raise Invalid("\n".join([*problems, _("Nothing was imported.")]))
            new = import_rules(
                rules=rules, by=System("import", frozenset({Permission.MANAGE_OFFICE}))
            )
        except Invalid as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _("%(rules)d rules read, %(new)d of them new.") % {"rules": len(rules), "new": new}
        )
