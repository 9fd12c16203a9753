"""``doithoai deliver``: tell authors what there is to tell; with ``--forever`` keep the clock."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from doithoai.jobs.clock import keep_time
from doithoai.jobs.deliver import deliver


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forever", action="store_true")

    def handle(self, *, forever: bool, **_options: Any) -> None:
        if forever:
            keep_time()
        self.stdout.write(str(deliver()))
