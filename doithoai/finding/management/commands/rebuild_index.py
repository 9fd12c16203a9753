"""``doithoai rebuild-index``: makes this machine's index of words anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from doithoai.finding.index.follow import rebuild


class Command(BaseCommand):
    help = "Builds the index of words anew beside the one in use, and replaces it when it is whole."

    def handle(self, *args: Any, **options: Any) -> None:
        count = rebuild()
        self.stdout.write(_("%(count)d opinions and matters can be found.") % {"count": count})
