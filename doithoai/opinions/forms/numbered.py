"""A village chosen with the fingers on the keyboard: by its number, or by how its name begins."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from doithoai.kit.fields import LineField
from doithoai.kit.numbers import whole_number
from doithoai.kit.vietnamese import fold
from doithoai.places.models import Village
from doithoai.places.rules import bare_village


class NumberedVillageField(LineField):
    """Takes ``7``, ``7 Thôn Tam Đông``, ``tam do`` or the whole name; gives a Village or None.

    Set ``villages`` to those of the form, in the order in which they are numbered from 1.
    """

    villages: Sequence[Village] = ()

    def clean(self, value: Any) -> Village | None:
        typed = str(super().clean(value) or "")
        if not typed:
            return None
        number = whole_number(typed.partition(" ")[0])
        if number is not None:
            return self._numbered(number)
        return self._beginning(fold(typed))

    def _numbered(self, number: int) -> Village:
        if not 0 < number <= len(self.villages):
            raise ValidationError(_("There is no village with this number."))
        return self.villages[number - 1]

    def _beginning(self, typed: str) -> Village:
        names = [(one, fold(one.name), fold(bare_village(one.name))) for one in self.villages]
        same = [one for one, name, bare in names if typed in (name, bare)]
        begun = [
            one for one, name, bare in names if name.startswith(typed) or bare.startswith(typed)
        ]
        found = same or begun
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(_("No village of the unit begins like this."))
        raise ValidationError(
            _("Several villages begin like this: %(names)s.")
            % {"names": ", ".join(one.name for one in found[:6])}
        )

    def listed(self) -> list[str]:
        """“7 Thôn Tam Đông”, as the list beside the field offers them."""
        return [f"{number} {one.name}" for number, one in enumerate(self.villages, 1)]
