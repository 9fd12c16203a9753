"""``doithoai keep-index``: follows the record with the index; runs within the worker."""

from typing import Any

from django.core.management.base import BaseCommand

from doithoai.finding.index.follow import follow


class Command(BaseCommand):
    help = "Keeps the index of words in step with the record until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        follow()
