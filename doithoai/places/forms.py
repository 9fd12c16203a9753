"""Forms of administrators: villages and agencies of their units."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.days import TERM
from doithoai.kit.fields import DayField, DegreesField, LineField
from doithoai.kit.forms import ActionForm
from doithoai.kit.time import today
from doithoai.places.actions import add_agency, add_village, correct_term, end_term
from doithoai.places.models import Agency, Term, Unit, Village
from doithoai.places.rules import VillageKind
from doithoai.record.moves import Actor


class PlaceForm(ActionForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), empty_label=None)
    name = LineField(label=gettext_lazy("Name"), max_length=200)

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
