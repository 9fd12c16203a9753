"""Forms of officials about commitments: progress, result, extension; publishing; what ends only
when somebody goes on with the work."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.commitments.actions import (
    LONGEST_DOCUMENT,
    LONGEST_REPORT,
    Report,
    extend_commitment,
    publish_and_assign,
    report_done,
    report_progress,
)
from doithoai.commitments.actions.leaving import leave_role, leave_village
from doithoai.commitments.models import Commitment
from doithoai.conclusions.models import ConclusionNotice
from doithoai.kit.days import DUE, PLACE, TERM
from doithoai.kit.fields import DayField, NumberField, TextField
from doithoai.kit.forms import ActionForm
from doithoai.kit.time import today
from doithoai.people.actors import Official
from doithoai.people.models import Appointment
from doithoai.people.queries import post_title
from doithoai.places.models import Agency, Unit, Village
from doithoai.places.queries import villages_of
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission

MOST_PHOTOS = 10


class PublishForm(ActionForm):
    """Publishes a conclusion and gives out its work; asks for nothing but the decision."""

    def __init__(self, data: QueryDict | None = None, *, notice: ConclusionNotice) -> None:
        super().__init__(data)
        self.notice = notice

    def save(self, *, by: Actor) -> bool:
        self.act(publish_and_assign, self.notice, by=by)
        return not self.errors


class PhotosInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photographs at once."""

    widget = PhotosInput({"accept": "image/jpeg,image/png,image/webp", "multiple": True})

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[bytes]]":
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if len(given) > MOST_PHOTOS:
            raise forms.ValidationError(
                _("At most %(most)d photographs at a time.") % {"most": MOST_PHOTOS}
            )
        return [super(PhotosField, self).clean(one, initial) for one in given]


class ProgressForm(ActionForm):
    """What was done since; photographs and documents may be added."""

    report: Callable[..., object] = staticmethod(report_progress)
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=gettext_lazy("Agency"), empty_label=None
    )
    text = TextField(
        label=gettext_lazy("What was done"),
        max_length=LONGEST_REPORT,
        widget=forms.Textarea({"rows": 4}),
    )
    percent = NumberField(
        label=gettext_lazy("How much is done (percent)"),
        required=False,
        min_value=0,
        max_value=100,
    )
    photos = PhotosField(
        label=gettext_lazy("Photographs"),
        required=False,
        help_text=gettext_lazy(
            "JPEG, PNG or WebP, up to 15 MB each. Place and camera are removed."
        ),
    )
    documents = TextField(
        label=gettext_lazy("Documents: number, date, what they say"),
        required=False,
        max_length=3000,
        help_text=gettext_lazy("One document on each line."),
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        *,
        commitment: Commitment,
        by: Official,
    ) -> None:
        super().__init__(data, files, auto_id=f"{type(self).__name__}_%s")
        self.commitment = commitment
        mine = by.agency_ids(Permission.REPORT_PROGRESS) & commitment.agency_ids
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=mine)  # type: ignore[attr-defined]
        self.fields["agency"].initial = min(mine, default=None)
        if len(mine) == 1:
            self.fields["agency"].widget = forms.HiddenInput()

    def clean_documents(self) -> Sequence[str]:
        lines: list[str] = self.cleaned_data["documents"].splitlines()
        if any(len(line) > LONGEST_DOCUMENT for line in lines):
            raise forms.ValidationError(_("A line may have at most 300 characters."))
        return lines

    def save(self, *, by: Actor) -> bool:
        self.act(self.report, self.commitment, Report(**self.cleaned_data), by=by)
        return not self.errors


class DoneForm(ProgressForm):
    """The result; without a photograph or a document it is refused."""

    report = staticmethod(report_done)
    percent = None  # type: ignore[assignment]


class ExtendForm(ActionForm):
    to_due_on = DayField(DUE, label=gettext_lazy("New due date"))
    reason = TextField(
        label=gettext_lazy("Reason, for the public to read"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, data: QueryDict | None = None, *, commitment: Commitment) -> None:
        super().__init__(data)
        self.commitment = commitment
        earliest = max(commitment.due_on, today()) + timedelta(days=1)
        self.fields["to_due_on"].widget.attrs["min"] = earliest.isoformat()

    def save(self, *, by: Official) -> bool:
        given = {**self.cleaned_data, "approved_by": post_title(by)}
        self.act(extend_commitment, self.commitment, by=by, **given)
        return not self.errors


class EndForm(ActionForm):
    """Ends the term of somebody who holds a role."""

    on = DayField(TERM, label=gettext_lazy("First day without the role"), initial=today)

    def __init__(self, data: QueryDict | None = None, *, appointment: Appointment) -> None:
        super().__init__(data)
        self.appointment = appointment

    def save(self, *, by: Official) -> bool:
        self.act(leave_role, self.appointment, by=by, on=self.cleaned_data["on"])
        return not self.errors


class VillageEndForm(ActionForm):
    """Ends a village; what hangs on it goes to another one."""

    on = DayField(PLACE, label=gettext_lazy("First day without the village"), initial=today)
    into = forms.ModelChoiceField(
        Village.objects.none(),
        label=gettext_lazy("The village that goes on with everything"),
        required=False,
        empty_label=gettext_lazy("none: nothing hangs on it"),
    )

    def __init__(self, data: QueryDict | None = None, *, village: Village, unit: Unit) -> None:
        super().__init__(data, prefix="end")
        self.village = village
        others = villages_of(unit, today()).exclude(pk=village.pk)
        self.fields["into"].queryset = others  # type: ignore[attr-defined]

    def save(self, *, by: Official) -> bool:
        self.act(leave_village, village=self.village, by=by, **self.cleaned_data)
        return not self.errors
