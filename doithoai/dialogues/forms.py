"""Forms of officials about dialogues: plan, announce, hold."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.dialogues.actions import (
    MOST_ATTENDEES,
    DialoguePlan,
    cancel_dialogue,
    close_dialogue,
    notify_dialogue,
    open_dialogue,
    plan_dialogue,
    put_matters,
    record_turn,
    revise_dialogue,
    take_off_matter,
)
from doithoai.dialogues.models import AgendaItem, Announcement, Dialogue, Turn
from doithoai.dialogues.queries import matters_waiting
from doithoai.kit.days import PLAN
from doithoai.kit.fields import DayField, LineField, NumberField, SingleUseField, TextField
from doithoai.kit.forms import ActionForm
from doithoai.kit.time import VIET_NAM
from doithoai.opinions.forms import MattersForm
from doithoai.opinions.models import Matter
from doithoai.opinions.rules import LONGEST_TEXT
from doithoai.people.actors import Official
from doithoai.places.models import Post, Unit, Village
from doithoai.places.queries import posts_over, units_of_today, villages_of_today
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission


class PlanForm(ActionForm):
    """A dialogue of the year's plan."""

    title = LineField(label=gettext_lazy("Title"), max_length=200)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Unit where it is held"), empty_label=None
    )
    chair = forms.ModelChoiceField(
        Post.objects.none(), label=gettext_lazy("Who holds it"), empty_label=None
    )
    starts_on = DayField(
        PLAN,
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("The notice must be published at least 7 days before."),
    )
    starts_time = forms.TimeField(
        label=gettext_lazy("Hour"), widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    place = LineField(label=gettext_lazy("Place"), max_length=200)
    form = forms.ChoiceField(
        label=gettext_lazy("Form"), choices=Dialogue.Form.choices, widget=forms.RadioSelect
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Mode"), choices=Dialogue.Mode.choices, widget=forms.RadioSelect
    )
    villages = forms.ModelMultipleChoiceField(
        Village.objects.none(),
        label=gettext_lazy("Villages that are invited"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    how_to_attend = TextField(
        label=gettext_lazy("How to attend"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(
        self, data: QueryDict | None = None, *, by: Official, planned: Dialogue | None = None
    ) -> None:
        initial = {"form": Dialogue.Form.PERIODIC, "mode": Dialogue.Mode.IN_PERSON}
        super().__init__(data, initial=_as_planned(planned) if planned else initial)
        self.planned = planned
        units = units_of_today(by.unit_ids(Permission.PLAN_DIALOGUE))
        choices = {
            "unit": units,
            "villages": villages_of_today(units),
            "chair": posts_over(units),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["chair"].label_from_instance = (  # type: ignore[attr-defined]
            lambda post: f"{post.title} · {post.unit.name}"
        )

    def save(self, *, by: Actor) -> Dialogue | None:
        """The dialogue as it is planned now; None when it was refused."""
        if self.planned is None:
            return self.act(plan_dialogue, self._given(), by=by)
        self.act(revise_dialogue, self.planned, self._given(), by=by)
        return None if self.errors else self.planned

    def _given(self) -> DialoguePlan:
        given = dict(self.cleaned_data)
        day, hour = given.pop("starts_on"), given.pop("starts_time")
        return DialoguePlan(starts_at=datetime.combine(day, hour, tzinfo=VIET_NAM), **given)


def _as_planned(dialogue: Dialogue) -> dict[str, Any]:
    """What the form shows of a plan that exists."""
    begins = dialogue.starts_at.astimezone(VIET_NAM)
    same = ("title", "unit", "chair", "place", "form", "mode", "how_to_attend")
    return {
        **{name: getattr(dialogue, name) for name in same},
        "starts_on": None if dialogue.is_impossible else begins.date(),
        "starts_time": begins.time(),
        "villages": dialogue.villages.all(),
    }


class MoveForm(ActionForm):
    """What one step with a dialogue asks for; ``save`` takes it."""

    move: ClassVar[str]
    step: Callable[..., object]

    def __init__(self, data: QueryDict | None = None, *, dialogue: Dialogue) -> None:
        super().__init__(data)
        self.dialogue = dialogue

    def save(self, *, by: Actor) -> bool:
        self.act(self.step, self.dialogue, by=by, **self.cleaned_data)
        return not self.errors


class NotifyForm(MoveForm):
    move = "notify"
    step = staticmethod(notify_dialogue)
    means = forms.MultipleChoiceField(
        label=gettext_lazy("Where the notice is published"),
        choices=Announcement.Means.choices,
        initial=[Announcement.Means.WEBSITE],
        widget=forms.CheckboxSelectMultiple,
    )


class OpenForm(MoveForm):
    move = "open"
    step = staticmethod(open_dialogue)


class CloseForm(MoveForm):
    move = "close"
    step = staticmethod(close_dialogue)
    attendees = NumberField(
        label=gettext_lazy("People who attended"), min_value=1, max_value=MOST_ATTENDEES
    )


class CancelForm(MoveForm):
    move = "cancel"
    step = staticmethod(cancel_dialogue)
    reason = TextField(
        label=gettext_lazy("Reason, for the public to read"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )


MOVE_FORMS: dict[str, type[MoveForm]] = {
    one.move: one for one in (NotifyForm, OpenForm, CloseForm, CancelForm)
}


class PutForm(ActionForm):
    """Puts waiting matters on the agenda."""

    matters = forms.ModelMultipleChoiceField(
        Matter.objects.none(),
        label=gettext_lazy("Matters that wait for a dialogue"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one matter.")},
    )

    def __init__(self, data: QueryDict | None = None, *, dialogue: Dialogue) -> None:
        super().__init__(data)
        self.dialogue = dialogue
        self.fields["matters"].queryset = matters_waiting(dialogue)  # type: ignore[attr-defined]

    def save(self, *, by: Actor) -> bool:
        self.act(put_matters, self.dialogue, list(self.cleaned_data["matters"]), by=by)
        return not self.errors


class TakeOffForm(ActionForm):
    """Takes one matter off the agenda."""

    reason = TextField(
        label=gettext_lazy("Reason, for the public to read"),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, data: QueryDict | None = None, *, item: AgendaItem) -> None:
        super().__init__(data)
        self.item = item

    def save(self, *, by: Actor) -> bool:
        dialogue, matter = self.item.dialogue, self.item.matter
        self.act(take_off_matter, dialogue, matter, by=by, reason=self.cleaned_data["reason"])
        return not self.errors


class TurnForm(MattersForm):
    """Somebody speaks at the dialogue."""

    text = TextField(
        label=gettext_lazy("What was said"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
    )
    village = forms.ModelChoiceField(
        Village.objects.none(),
        label=gettext_lazy("Village of the speaker"),
        required=False,
        empty_label=gettext_lazy("not named"),
    )
    answer = TextField(
        label=gettext_lazy("Answer given there"),
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 3}),
    )
    answered_by = LineField(
        label=gettext_lazy("Who answered (post)"), required=False, max_length=120
    )
    client_key = SingleUseField()

    def __init__(self, data: QueryDict | None = None, *, dialogue: Dialogue) -> None:
        super().__init__(data, unit_id=dialogue.unit_id)
        self.dialogue = dialogue
        villages = villages_of_today(Unit.objects.filter(pk=dialogue.unit_id))
        self.fields["village"].queryset = villages  # type: ignore[attr-defined]

    @property
    def said(self) -> str:
        """The words as far as they are typed."""
        return str(self["text"].value() or "")

    def offer_agenda(self) -> None:
        """Shows the matters of the agenda to tick, before anything is typed."""
        items = self.dialogue.agenda.select_related("matter").order_by("position")
        self.fields["existing"].choices = [  # type: ignore[attr-defined]
            (item.matter_id, f"{item.position}. {item.matter.title}") for item in items
        ]

    def save(self, *, by: Actor) -> Turn | None:
        spoken = ("client_key", "text", "village", "answer", "answered_by")
        given = {name: self.cleaned_data[name] for name in spoken}
        return self.act(record_turn, self.dialogue, by=by, **given, **self.named)
