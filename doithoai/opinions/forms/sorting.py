"""Forms that put matters and opinions right after they were accepted."""

from collections.abc import Callable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.fields import LineField, TextField
from doithoai.kit.forms import ActionForm
from doithoai.opinions.actions.matters import LONGEST_TITLE, correct_matter
from doithoai.opinions.actions.merging import merge_matter, unmerge_matter
from doithoai.opinions.actions.triage import MatterDraft
from doithoai.opinions.fields import Field
from doithoai.opinions.forms.bulk import MatterByCode
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter
from doithoai.opinions.queries.queue import matters_to_sort
from doithoai.people.actors import Official
from doithoai.places.models import Village
from doithoai.places.queries import villages_to_name

WHY = gettext_lazy("Why")


class SortForm(ActionForm):
    """What is put right about one matter, and why."""

    decision: Callable[..., object]
    reason = TextField(label=WHY, max_length=500, widget=forms.Textarea({"rows": 2, "cols": 40}))

    def __init__(self, data: QueryDict | None = None, *, matter: Matter, by: Official) -> None:
        super().__init__(data)
        self.matter = matter

    def save(self, *, by: Official) -> bool:
        self.act(self.decision, self.matter, by=by, **self.cleaned_data)
        return not self.errors


class UnmergeForm(SortForm):
    decision = staticmethod(unmerge_matter)


class MergeForm(SortForm):
    decision = staticmethod(merge_matter)
    into = MatterByCode(
        label=gettext_lazy("Code of the matter that it is a part of"), max_length=300
    )
    field_order = ("into", "reason")

    def __init__(self, data: QueryDict | None = None, *, matter: Matter, by: Official) -> None:
        super().__init__(data, matter=matter, by=by)
        waiting = matters_to_sort(by).filter(state=MatterState.OPEN)
        self.fields["into"].matters = waiting  # type: ignore[attr-defined]
        self.fields["into"].widget.attrs["list"] = "known"


class CorrectForm(SortForm):
    """What the office wrote of a matter for the public."""

    title = LineField(label=gettext_lazy("Title of the matter"), max_length=LONGEST_TITLE)
    field = forms.ChoiceField(label=gettext_lazy("Field"), choices=Field.choices)
    village = forms.ModelChoiceField(
        Village.objects.none(),
        label=gettext_lazy("Village"),
        required=False,
        empty_label=gettext_lazy("not named"),
    )
    summary = TextField(
        label=gettext_lazy("Summary for the public"),
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 3}),
    )
    names_are_public = forms.BooleanField(
        label=gettext_lazy("These names may be public"), required=False
    )
    field_order = ("title", "field", "village", "summary", "names_are_public", "reason")

    def __init__(self, data: QueryDict | None = None, *, matter: Matter, by: Official) -> None:
        super().__init__(data, matter=matter, by=by)
        villages = villages_to_name(matter.unit, matter.village)
        self.fields["village"].queryset = villages  # type: ignore[attr-defined]
        for name in ("title", "field", "summary"):
            self.fields[name].initial = getattr(matter, name)
        self.fields["village"].initial = matter.village_id

    def save(self, *, by: Official) -> bool:
        given = dict(self.cleaned_data)
        also = {name: given.pop(name) for name in ("reason", "names_are_public")}
        self.act(correct_matter, self.matter, by=by, draft=MatterDraft(**given), **also)
        return not self.errors
