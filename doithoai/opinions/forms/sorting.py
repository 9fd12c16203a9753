"""Forms that put matters and opinions right after they were accepted."""

from collections.abc import Callable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from doithoai.kit.fields import TextField
from doithoai.kit.forms import ActionForm
from doithoai.opinions.actions.merging import merge_matter, unmerge_matter
from doithoai.opinions.forms.bulk import MatterByCode
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter
from doithoai.opinions.queries.queue import matters_to_sort
from doithoai.people.actors import Official

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
