"""Forms for rounds of collection and ready answers."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.days import ROUND
from doithoai.kit.fields import DayField, LineField, TextField
from doithoai.kit.forms import ActionForm
from doithoai.kit.time import today
from doithoai.opinions.actions.rounds import change_round, keep_template, open_round
from doithoai.opinions.models import AnswerTemplate, CollectionRound
from doithoai.opinions.rules import SLIPS
from doithoai.people.actors import Official
from doithoai.places.models import Unit, Village
from doithoai.places.queries import units_of_today, villages_of_today
from doithoai.record.permissions import Permission


class UnitForm(ActionForm):
    """A form about a thing of one unit; the field hides when there is no choice."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), empty_label=None)

    def offer_units(self, units: QuerySet[Unit]) -> None:
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].initial = units[0].pk
            self.fields["unit"].widget = forms.HiddenInput()


class RoundForm(UnitForm):
    title = LineField(
        label=gettext_lazy("Title of the round"),
        max_length=200,
        help_text=gettext_lazy("For example: opinions before the dialogue of the third quarter"),
    )
    opens_on = DayField(ROUND, label=gettext_lazy("First day"))
    closes_on = DayField(ROUND, label=gettext_lazy("Last day"))
    villages = forms.ModelMultipleChoiceField(
        Village.objects.none(),
        label=gettext_lazy("Villages"),
        help_text=gettext_lazy("None ticked: all of them"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        by: Official,
        changing: CollectionRound | None = None,
    ) -> None:
        super().__init__(data, initial=_values(changing) if changing else {"opens_on": today()})
        self.changing = changing
        units = units_of_today(by.unit_ids(Permission.COLLECT_OPINIONS))
        self.offer_units(units)
        self.fields["villages"].queryset = villages_of_today(units)  # type: ignore[attr-defined]

    def save(self, *, by: Official) -> CollectionRound | None:
        """The round; None when it was refused."""
        given = dict(self.cleaned_data)
        if self.changing is None:
            return self.act(open_round, by=by, **given)
        given.pop("unit")
        return self.act(change_round, self.changing, by=by, **given)


def _values(found: CollectionRound) -> dict[str, Any]:
    return {
        "unit": found.unit_id,
        "title": found.title,
        "opens_on": found.opens_on,
        "closes_on": found.closes_on,
        "villages": list(found.villages.values_list("pk", flat=True)),
    }


class TemplateForm(UnitForm):
    use = forms.ChoiceField(label=gettext_lazy("Used for"), choices=AnswerTemplate.Use.choices)
    procedure = forms.ChoiceField(
        label=gettext_lazy("A referral leads to"),
        choices=[
            ("", gettext_lazy("chosen each time")),
            *((one.value, one.label) for one in SLIPS),
        ],
        required=False,
    )
    title = LineField(label=gettext_lazy("Name of the template"), max_length=120)
    body = TextField(
        label=gettext_lazy("Words"), max_length=1000, widget=forms.Textarea({"rows": 4})
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        by: Official,
        changing: AnswerTemplate | None = None,
    ) -> None:
        names = ("unit_id", "use", "procedure", "title", "body")
        values = {name.removesuffix("_id"): getattr(changing, name) for name in names if changing}
        super().__init__(data, initial=values)
        self.changing = changing
        self.offer_units(units_of_today(by.unit_ids(Permission.TRIAGE_OPINION)))

    def save(self, *, by: Official) -> AnswerTemplate | None:
        """The template; None when it was refused."""
        return self.act(keep_template, by=by, template=self.changing, **self.cleaned_data)
