"""The person at the terminal, who may load units; what both import commands say at the end."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from doithoai.places.actions import Loaded
from doithoai.record.permissions import Permission


@dataclass(frozen=True, slots=True)
class Terminal:
    mark: str = "import"

    def may(self, permission: Permission, thing: Any) -> bool:
        return permission == Permission.MANAGE_OFFICE


def summary(loaded: Loaded) -> str:
    if not loaded:
        return _("Nothing changed: everything was there already.")
    return _(
        "Units: %(units_new)d new, %(units_changed)d changed. "
        "Successions: %(successions_new)d new, %(successions_changed)d changed."
    ) % {
        "units_new": loaded.units_new,
        "units_changed": loaded.units_changed,
        "successions_new": loaded.successions_new,
        "successions_changed": loaded.successions_changed,
    }
