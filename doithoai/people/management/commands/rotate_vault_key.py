from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from doithoai.kit.errors import Refused
from doithoai.people.actions.rotation import rotate_outer_key
from doithoai.people.actors import System
from doithoai.record.permissions import Permission


class Command(BaseCommand):
    help = "Put the identity vault under a new outer key; started again, it goes on where it was."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        try:
            for done in rotate_outer_key(
                by=System("terminal", frozenset({Permission.ROTATE_OUTER_KEY}))
            ):
                self.stdout.write(_("%(count)d boxes done.") % {"count": done})
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _(
                "The vault is under its new key (%(count)d boxes). The old key is put aside as "
                "retired_…: delete that file when no backup from before today is needed any more."
            )
            % {"count": done}
        )
