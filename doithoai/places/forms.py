"""Forms of administrators: villages and agencies of their units."""

from collections.abc import Callable, Collection

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.days import TERM
from doithoai.kit.fields import DayField, DegreesField, LineField, TextField
from doithoai.kit.forms import ActionForm
from doithoai.kit.time import today
from doithoai.places.actions import (
    add_agency,
    add_usual_agencies,
    add_village,
    add_villages,
    correct_agency,
    correct_term,
    correct_village,
    end_term,
)
from doithoai.places.models import Agency, Term, Unit, Village
from doithoai.places.pasted import Pasted, pasted_villages
from doithoai.places.rules import VillageKind
from doithoai.places.usual_agencies import usual_agencies
from doithoai.record.moves import Actor


class NamedForm(ActionForm):
    """A name that may look like another one: then the form is shown again and asks."""

    name = LineField(label=gettext_lazy("Name"), max_length=200)
    is_another = forms.BooleanField(
        label=gettext_lazy("It is another one, although the names are alike"),
        required=False,
        widget=forms.HiddenInput,
    )
    field_order = ("unit", "name", "is_another")

    def act[**P, R](self, verb: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R | None:
        done = super().act(verb, *args, **kwargs)
        if self.refused and self.refused.field == "is_another":
            self.fields["is_another"].widget = forms.CheckboxInput()
        return done


class PlaceForm(NamedForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), empty_label=None)

    def __init__(
        self, data: QueryDict | None = None, *, units: QuerySet[Unit], prefix: str
    ) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class VillageForm(PlaceForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=VillageKind.choices)
    latitude = DegreesField(
        label=gettext_lazy("Latitude"),
        help_text=gettext_lazy(
            "Degrees, as a map shows them: 20.9702. With it, people can choose "
            "the village on a map or by where they are."
        ),
        most=90,
        required=False,
    )
    longitude = DegreesField(label=gettext_lazy("Longitude"), most=180, required=False)

    def save(self, *, by: Actor) -> Village | None:
        return self.act(add_village, by=by, **self.cleaned_data)


class AgencyForm(PlaceForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=Agency.Kind.choices,
        initial=Agency.Kind.DEPARTMENT,
    )

    def save(self, *, by: Actor) -> Agency | None:
        return self.act(add_agency, by=by, **self.cleaned_data)


class VillageCorrectForm(NamedForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=VillageKind.choices)

    def __init__(self, data: QueryDict | None = None, *, village: Village) -> None:
        kept = {"name": village.name, "kind": village.kind}
        super().__init__(data, prefix="correct", initial=kept)
        self.village = village

    def save(self, *, by: Actor) -> bool:
        self.act(correct_village, village=self.village, by=by, **self.cleaned_data)
        return not self.errors


class AgencyCorrectForm(NamedForm):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Agency.Kind.choices)

    def __init__(self, data: QueryDict | None = None, *, agency: Agency) -> None:
        kept = {"name": agency.name, "kind": agency.kind}
        super().__init__(data, prefix="correct", initial=kept)
        self.agency = agency

    def save(self, *, by: Actor) -> bool:
        self.act(correct_agency, agency=self.agency, by=by, **self.cleaned_data)
        return not self.errors


class PasteForm(ActionForm):
    """Many villages, one a line."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), empty_label=None)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of those without a word for it"), choices=VillageKind.choices
    )
    lines = TextField(
        label=gettext_lazy("Villages, one a line"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 12}),
        help_text=gettext_lazy("Copied from a list or a column of a table, at most 200."),
    )

    def __init__(self, data: QueryDict | None = None, *, units: QuerySet[Unit]) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def preview(self) -> list[Pasted] | None:
        given = self.cleaned_data
        return self.act(pasted_villages, given["unit"], given["lines"], given["kind"])

    def save(self, *, by: Actor, others: Collection[str]) -> list[Village] | None:
        """``others``: names that look like one which is there, and are another village's."""
        return self.act(add_villages, by=by, others=others, **self.cleaned_data)


class UsualAgenciesForm(ActionForm):
    """The agencies that such a unit usually has and this one does not have yet, with ticks."""

    keys = forms.MultipleChoiceField(
        label=gettext_lazy("Agencies"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict | None = None, *, unit: Unit) -> None:
        usual = [(one.key, one.name) for one in usual_agencies(unit)]
        kept = {"keys": [key for key, _name in usual]}
        super().__init__(data, prefix=f"usual-{unit.pk}", initial=kept)
        self.unit = unit
        self.is_offered = bool(usual)
        self.fields["keys"].choices = usual  # type: ignore[attr-defined]

    def save(self, *, by: Actor) -> list[Agency] | None:
        return self.act(add_usual_agencies, self.unit, self.cleaned_data["keys"], by=by)


class TermEndForm(ActionForm):
    """Ends a term with nobody following yet."""

    ends_on = DayField(TERM, label=gettext_lazy("First day without the post"), initial=today)

    def __init__(self, data: QueryDict | None = None, *, term: Term) -> None:
        super().__init__(data, prefix=f"end-{term.pk}")
        self.term = term

    def save(self, *, by: Actor) -> Term | None:
        return self.act(end_term, term=self.term, by=by, **self.cleaned_data)


class TermCorrectForm(ActionForm):
    """Puts right what was entered of a term today."""

    holder = LineField(label=gettext_lazy("Name"), max_length=120, required=False)
    starts_on = DayField(TERM, label=gettext_lazy("From"))
    ends_on = DayField(TERM, label=gettext_lazy("First day without the post"), required=False)

    def __init__(self, data: QueryDict | None = None, *, term: Term) -> None:
        kept = {name: getattr(term, name) for name in ("holder", "starts_on", "ends_on")}
        super().__init__(data, prefix=f"term-{term.pk}", initial=kept)
        self.term = term

    def save(self, *, by: Actor) -> Term | None:
        return self.act(correct_term, term=self.term, by=by, **self.cleaned_data)
