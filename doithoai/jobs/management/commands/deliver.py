"""``doithoai deliver``: tell authors what there is to tell; with ``--forever`` go on."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from doithoai.jobs.deliver import deliver, deliver_forever


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forever", action="store_true")

    def handle(self, *, forever: bool, **_options: Any) -> None:
        if forever:
            deliver_forever()
        self.stdout.write(str(deliver()))
