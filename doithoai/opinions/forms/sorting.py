"""Forms that put matters and opinions right after they were accepted."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.forms import ActionForm
from doithoai.opinions.actions.merging import merge_matter, unmerge_matter
from doithoai.opinions.forms.bulk import MatterByCode
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter
from doithoai.opinions.queries.queue import matters_to_sort
from doithoai.people.actors import Official

WHY = gettext_lazy("Why")


class WhyForm(ActionForm):
    reason = forms.CharField(
        label=WHY, max_length=500, widget=forms.Textarea({"rows": 2, "cols": 40})
    )

    def unmerge(self, matter: Matter, *, by: Official) -> bool:
        self.act(unmerge_matter, matter, by=by, reason=self.cleaned_data["reason"])
        return not self.errors


class MergeForm(WhyForm):
    into = MatterByCode(
        label=gettext_lazy("Code of the matter that it is a part of"), max_length=300
    )
    field_order = ("into", "reason")

    def __init__(self, data: QueryDict | None = None, *, by: Official) -> None:
        super().__init__(data)
        waiting = matters_to_sort(by).filter(state=MatterState.OPEN)
        self.fields["into"].matters = waiting  # type: ignore[attr-defined]
        self.fields["into"].widget.attrs["list"] = "known"

    def merge(self, matter: Matter, *, by: Official) -> bool:
        given = self.cleaned_data
        self.act(merge_matter, matter, given["into"], by=by, reason=given["reason"])
        return not self.errors
