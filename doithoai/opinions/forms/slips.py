"""A stack of paper slips, entered one after the other."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.opinions.forms.entry import EntryForm
from doithoai.opinions.forms.numbered import NumberedVillageField
from doithoai.people.actors import Official
from doithoai.places.models import Village

STICKY = ("unit", "village", "channel", "received_on", "round")


class SlipForm(EntryForm):
    """Like EntryForm, for the keyboard: the village is typed, the rest stays from slip to slip."""

    village = NumberedVillageField(  # type: ignore[assignment]
        label=gettext_lazy("Village: number or first letters"), required=False, max_length=120
    )

    def __init__(
        self, data: QueryDict | None = None, *, by: Official, kept: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, by=by, initial=kept or {})
        del self.fields["file"]  # a stack is typed with the keyboard alone
        self.fields["text"].widget.attrs |= {"rows": 5}
        self.fields["village"].widget.attrs |= {"list": "villages", "autocomplete": "off"}
        if rounds := self.fields.get("round"):
            open_now = list(rounds.queryset[:2])  # type: ignore[attr-defined]
            rounds.initial = open_now[0].pk if len(open_now) == 1 else None

    def offer_villages(self, villages: QuerySet[Village], *, is_own: bool) -> None:
        typed = self.fields["village"]
        if not isinstance(typed, NumberedVillageField):
            raise TypeError(type(typed))
        typed.villages = list(villages)
        typed.required = is_own
        if is_own and len(typed.villages) == 1:
            typed.initial, typed.widget = "1", forms.HiddenInput()

    @property
    def listed(self) -> list[str]:
        typed = self.fields["village"]
        return typed.listed() if isinstance(typed, NumberedVillageField) else []

    def place_cursor(self) -> None:
        """In the first field with a fault, else in the words."""
        at = next((name for name in self.fields if self.is_bound and name in self.errors), "text")
        self.fields[at].widget.attrs["autofocus"] = True

    def kept(self) -> dict[str, Any]:
        """What the next slip begins with, as it goes into the session."""
        return {name: self.data.get(name, "") for name in STICKY if name in self.fields}
