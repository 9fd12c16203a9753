from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from doithoai.sample.load import play_sample


class Command(BaseCommand):
    help = "Load the illustration data into an empty database (does nothing when it has begun)."

    def handle(self, *args: Any, **options: Any) -> None:
        begun = perf_counter()
        if not play_sample():
            self.stdout.write(_("This installation has begun already; nothing was loaded."))
            return
        self.stdout.write(
            _("The illustration is loaded (%(seconds).1f s).") % {"seconds": perf_counter() - begun}
        )
