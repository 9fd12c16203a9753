"""What a citizen fills in: an opinion, a reply, and what is still wrong with a result."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from doithoai.channels.sending import open_ways
from doithoai.kit.fields import LineField, SingleUseField
from doithoai.kit.numbers import whole_number
from doithoai.kit.time import today
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.forms.contact import ContactForm
from doithoai.opinions.forms.said import SaidField
from doithoai.opinions.models import Channel, CollectionRound, Opinion, TellBy
from doithoai.opinions.queries.gathering import open_rounds
from doithoai.opinions.rules import LONGEST_TEXT, Kind
from doithoai.people.actors import Visitor
from doithoai.people.queries import is_demo
from doithoai.places.models import Unit, Village
from doithoai.places.queries import villages_of

PLACE, KIND, VILLAGE, TEXT, FILES, CONTACT, CHECK, SEND = STEPS = (
    "place", "kind", "village", "text", "files", "contact", "check", "send",
)  # fmt: skip
"""One question a screen, in this order. What goes another way is stopped before it is written."""

QUESTIONS: Final[Mapping[str, Sequence[str]]] = {
    KIND: ("kind",),
    VILLAGE: ("village",),
    TEXT: ("text",),
    CONTACT: ("name", "phone", "email", "tell_by", "consent"),
}
"""The fields of each step."""


class OpinionForm(ContactForm):
    """What one person says to the office of one unit; who it is need not be said.

    Every screen carries the answers of the others in hidden fields, so there is no session and
    nothing lies on the server before it is sent.
    """

    kind = forms.ChoiceField(
        label=_("What do you want to send?"),
        choices=Kind.choices,
        initial=Kind.OPINION,
        widget=forms.RadioSelect,
    )
    text = SaidField(
        label=_("What do you want to say?"),
        help_text=_(
            "What happens, where, since when, and what you wish. Please write no name, telephone "
            "or ID number here."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Please write what you want to say.")},
    )
    village = forms.ModelChoiceField[Village](
        None,
        label=_("Which village is it about?"),
        required=False,
        widget=forms.RadioSelect,
    )
    client_key = SingleUseField()
    written_at = LineField(required=False, max_length=40, widget=forms.HiddenInput)
    asked = LineField(required=False, max_length=20, widget=forms.HiddenInput)
    round = LineField(required=False, max_length=20, widget=forms.HiddenInput)
    with_files = forms.BooleanField(required=False, widget=forms.HiddenInput)

    is_held = False
    """Whether it waits for review, as the gate says who lets it in."""

    def __init__(
        self, data: QueryDict | None = None, *, unit: Unit, round: str | None = None
    ) -> None:
        """``round``: the key of the round of collection that the form is opened for."""
        super().__init__(data, initial={"round": round})
        self.unit = unit
        self.rounds = open_rounds().filter(unit=unit)
        self.fields["village"].queryset = villages_of(unit, today())  # type: ignore[attr-defined]
        ways = open_ways(is_demo=is_demo())
        choices = [(way, label) for way, label in TellBy.choices if way in ("", *ways)]
        self.fields["tell_by"].choices = choices  # type: ignore[attr-defined]

    def clean_round(self) -> CollectionRound | None:
        """A round that ended while the form lay open is no reason to refuse an opinion."""
        key = whole_number(self.cleaned_data["round"])
        return self.rounds.filter(pk=key).first() if key else None

    def clean_written_at(self) -> datetime | None:
        """The sender's clock, as far as it can be read; the server's clock rules anyway."""
        try:
            moment = parse_datetime(self.cleaned_data["written_at"])
        except ValueError:
            return None
        return moment if moment and timezone.is_aware(moment) else None

    @property
    def is_for_elsewhere(self) -> bool:
        return self.data.get("kind") in (Kind.COMPLAINT, Kind.DENUNCIATION)

    def first_wrong_step(self, before: str) -> str:
        """The first of the steps before this one that has an error, or nothing."""
        wrong = {NON_FIELD_ERRORS: CONTACT, "client_key": CHECK} | {
            name: step for step, names in QUESTIONS.items() for name in names
        }
        found = [STEPS.index(wrong.get(name, CHECK)) for name in self.errors]
        first = min(found, default=len(STEPS))
        return STEPS[first] if first < STEPS.index(before) else ""

    def forget_errors_from(self, step: str) -> None:
        """Nothing is wrong with what was not asked yet."""
        for later in STEPS[STEPS.index(step) :]:
            for name in QUESTIONS.get(later, ()):
                self.errors.pop(name, None)
            if later == CONTACT:
                self.errors.pop(NON_FIELD_ERRORS, None)

    def shown(self, step: str) -> list[forms.BoundField]:
        return [self[name] for name in QUESTIONS.get(step, ()) if name in self.fields]

    def carried(self, step: str) -> list[forms.BoundField]:
        """The answers of the other screens; who it is apart (``carried_person``)."""
        hidden = {*QUESTIONS.get(step, ()), *QUESTIONS[CONTACT]}
        return [self[name] for name in self.fields if name not in hidden]

    def carried_person(self, step: str) -> list[forms.BoundField]:
        return [] if step == CONTACT else [self[name] for name in QUESTIONS[CONTACT]]

    def save(self, *, by: Visitor) -> tuple[Opinion, str] | None:
        """The opinion and its receipt code; None when it was refused."""
        given: dict[str, Any] = dict(self.cleaned_data)
        for name in ("asked", "name", "phone", "email", "address", "consent"):
            del given[name]
        given |= {"unit": self.unit, "channel": Channel.WEB, "is_held": self.is_held}
        return self.act(record_opinion, by=by, contact=self.contact, **given)
