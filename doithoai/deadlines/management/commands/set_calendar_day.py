from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from doithoai.deadlines.actions import clear_override, set_override
from doithoai.kit.errors import Refused
from doithoai.people.actors import System
from doithoai.record.permissions import Permission

TERMINAL = System("terminal", frozenset({Permission.MANAGE_OFFICE}))


class Command(BaseCommand):
    help = (
        "Say for all units that a day is off or worked, or give it back to the national calendar."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("day", type=date.fromisoformat, help="YYYY-MM-DD")
        parser.add_argument("is", choices=["off", "worked", "national"])
        parser.add_argument("reason", help="the decision that says so")

    def handle(self, *args: Any, **options: Any) -> None:
        given = {"day": options["day"], "unit": None, "reason": options["reason"], "by": TERMINAL}
        try:
            if options["is"] == "national":
                clear_override(**given)
            else:
                set_override(is_working=options["is"] == "worked", **given)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("The calendar is changed from now on."))
