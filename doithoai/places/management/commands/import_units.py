from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from doithoai.kit.errors import Refused
from doithoai.places.actions import load_units
from doithoai.places.management.terminal import Terminal, summary
from doithoai.places.models import Unit
from doithoai.places.unit_files import read_successions, read_units
from doithoai.places.unit_problems import note_problems


class Command(BaseCommand):
    help = "Load administrative units and who became whom; all lines or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("units", type=Path, metavar="UNITS.csv")
        parser.add_argument("successions", type=Path, metavar="SUCCESSION.csv")

    def handle(self, *args: Any, **options: Any) -> None:
        units, steps = read_units(options["units"]), read_successions(options["successions"])
        known = Unit.objects.values_list("key", flat=True)
        note_problems(units, steps, known_keys=set(known))
        if problems := [*units.problems, *steps.problems]:
            raise CommandError("\n".join([*problems, _("Nothing was imported.")]))
        try:
            loaded = load_units(units=units.rows, successions=steps.rows, by=Terminal())
        except Refused as refusal:
            raise CommandError(f"{refusal}\n{_('Nothing was imported.')}") from refusal
        self.stdout.write(summary(loaded))
