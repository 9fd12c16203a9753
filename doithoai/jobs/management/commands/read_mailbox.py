"""``doithoai read_mailbox``: take new letters once; with ``--forever`` again and again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from doithoai.jobs.mailbox import keep_reading, read_mailbox


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forever", action="store_true")

    def handle(self, *, forever: bool, **_options: Any) -> None:
        if forever:
            keep_reading()
        self.stdout.write(str(read_mailbox()))
