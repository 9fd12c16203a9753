"""Forms of administrators: villages and agencies of their units."""

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.fields import DegreesField, LineField
from doithoai.kit.forms import ActionForm
from doithoai.places.actions import add_agency, add_village
from doithoai.places.models import Agency, Unit, Village
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
