"""The clock: tells authors that there is news, round after round."""

import django
from django.core.management import call_command


def tell() -> None:
    django.setup()  # no more than a look where the process was forked
    call_command("deliver", forever=True)
