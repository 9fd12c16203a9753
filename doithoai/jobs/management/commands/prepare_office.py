from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from doithoai.jobs.foundation import TERMINAL, lay_foundation
from doithoai.people.actions import begin_installation, make_setup_link
from doithoai.people.models import Installation
from doithoai.people.queries import has_accounts, has_appointments, installation_mode
from doithoai.record.actions import changes


class Command(BaseCommand):
    help = "Begin a real office; print the one-time link for its first administrator."

    def handle(self, *args: Any, **options: Any) -> None:
        with changes():
            if not installation_mode():
                begin_installation(Installation.Mode.REAL, by=TERMINAL)
                lay_foundation(by=TERMINAL)
        if installation_mode() == Installation.Mode.DEMO:
            raise CommandError(
                _("A demonstration lives here. Name another folder in DOITHOAI_HOME.")
            )
        if not has_accounts():
            path = reverse("beginning:account", args=[make_setup_link(by=TERMINAL)])
            self._say(_("First administrator, open this link once, within 24 hours:"), path)
        elif not has_appointments():
            self._say(_("First administrator, sign in and go on here:"), reverse("beginning:units"))

    def _say(self, words: str, path: str) -> None:
        environment = settings.ENVIRONMENT
        host = f"[{environment.host}]" if ":" in environment.host else environment.host
        origin = environment.origin or f"http://{host}:{environment.port}"
        self.stdout.write(f"{words} {origin}{path}")
