from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from doithoai.kit.errors import Refused
from doithoai.places.actions import load_units
from doithoai.places.country import read_country
from doithoai.places.management.terminal import Terminal, summary


class Command(BaseCommand):
    help = "Load the units of the whole country, of today and before 1/7/2025."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            country = read_country()
            loaded = load_units(
                units=list(country.units.values()),
                successions=country.successions,
                by=Terminal(),
                may_change=False,
            )
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _("%(communes)d communes of today, %(past)d units of the past in the files.")
            % {"communes": country.communes_today, "past": country.units_past}
        )
        self.stdout.write(summary(loaded))
