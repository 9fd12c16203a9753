import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, Refused
from doithoai.kit.time import short_date, today
from doithoai.reports.queries import Figures, figures, unit_of_period

BEGINNING = date(2014, 7, 11)  # Thông báo 1222-TB/TU: the first dialogues of this kind


class Command(BaseCommand):
    help = "Figures of the dialogues held in a unit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--unit", required=True, help="key or name, such as huyện-Kim-Thành")
        parser.add_argument("--from", dest="start", metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="end", metavar="YYYY-MM-DD")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            start = _day(options["start"], BEGINNING)
            end = _day(options["end"], today())
            found = figures(unit_of_period(options["unit"], start, end), start, end)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        else:
            self._tell(found)
        if found.samples:
            self.stderr.write(
                _("Illustration: the details of %(count)d of these dialogues are made up.")
                % {"count": found.samples}
            )

    def _tell(self, found: Figures) -> None:
        self.stdout.write(
            _("%(unit)s, %(start)s – %(end)s: %(dialogues)d dialogues")
            % {
                "unit": found.unit.name,
                "start": short_date(found.start),
                "end": short_date(found.end),
                "dialogues": found.dialogues,
            }
        )
        self.stdout.write(
            _("%(opinions)d opinions, %(matters)d matters")
            % {"opinions": found.opinions, "matters": found.matters}
        )
        for year, count in found.by_year.items():
            self.stdout.write(f"  {year}: {count}")
        for key, count in found.by_unit_today.items():
            self.stdout.write(f"  {found.units[key]}: {count}")


def _day(text: str | None, otherwise: date) -> date:
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError as error:
        raise Invalid(
            _("“%(text)s” is not a day. Write it as year-month-day.") % {"text": text}
        ) from error
