"""The form that puts right what was noted when an opinion was entered."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from doithoai.kit.days import ARRIVED
from doithoai.kit.fields import DayField, TextField
from doithoai.opinions.actions.entering import SEEN_COMING, Arrival, correct_arrival
from doithoai.opinions.forms.triage import DecisionForm
from doithoai.opinions.models import Channel, CollectionRound, Opinion
from doithoai.opinions.queries.gathering import rounds_of
from doithoai.people.actors import Official
from doithoai.places.models import Village
from doithoai.places.queries import villages_to_name


class CorrectArrivalForm(DecisionForm):
    """Of what somebody sent here, or said at a dialogue, the way and the day are not asked."""

    prefix = "correct"
    village = forms.ModelChoiceField(
        Village.objects.none(),
        label=gettext_lazy("Village"),
        required=False,
        empty_label=gettext_lazy("not named"),
    )
    channel = forms.ChoiceField(label=gettext_lazy("How it came"))
    received_on = DayField(
        ARRIVED,
        label=gettext_lazy("Day received"),
        help_text=gettext_lazy("The day by which its author must be told counts from it."),
    )
    round = forms.ModelChoiceField(
        CollectionRound.objects.none(),
        label=gettext_lazy("Round of collection"),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    reason = TextField(
        label=gettext_lazy("Why"), max_length=500, widget=forms.Textarea({"rows": 2, "cols": 40})
    )

    def __init__(self, data: QueryDict | None = None, *, opinion: Opinion, **options: Any) -> None:
        super().__init__(data, opinion=opinion, **options)
        for name, choices in (
            ("village", villages_to_name(opinion.unit, opinion.village)),
            ("round", rounds_of(opinion.unit)),
        ):
            self.fields[name].queryset = choices  # type: ignore[attr-defined]
        self._noted = Arrival(
            opinion.village, opinion.channel, localdate(opinion.received_at), opinion.round
        )
        for name in ("village", "channel", "received_on", "round"):
            self.fields[name].initial = getattr(self._noted, name)
        if opinion.channel in SEEN_COMING:
            del self.fields["channel"], self.fields["received_on"]
        else:
            ways = [(one.value, one.label) for one in Channel if one not in SEEN_COMING]
            self.fields["channel"].choices = ways  # type: ignore[attr-defined]

    def save(self, *, by: Official) -> bool:
        given = dict(self.cleaned_data)
        reason = given.pop("reason")
        given.setdefault("channel", self._noted.channel)
        given.setdefault("received_on", self._noted.received_on)
        self.act(correct_arrival, self.opinion, Arrival(**given), by=by, reason=reason)
        return not self.errors
