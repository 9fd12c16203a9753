"""Forms of officials about opinions: enter, accept, refer, refuse."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, TextChoices
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.kit.forms import ActionForm, SingleUseField
from doithoai.kit.time import today
from doithoai.opinions.actions import (
    LONGEST_TEXT,
    MatterDraft,
    accept_opinion,
    record_opinion,
    refer_opinion,
    refuse_opinion,
)
from doithoai.opinions.fields import Field
from doithoai.opinions.finding import similar_matters
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Channel, Matter, Opinion
from doithoai.opinions.similar import MOST_SHOWN, likely_matters, matters_with_words
from doithoai.people.queries import Official
from doithoai.people.roles import RoleName
from doithoai.places.models import Unit, Village
from doithoai.record.moves import Actor

MOST_ROWS = 12
MOST_CANDIDATES = 500

_CHANNELS: Mapping[str, Sequence[Channel]] = {
    RoleName.OFFICE: (Channel.PAPER, Channel.PHONE, Channel.FRONT, Channel.VILLAGE_HEAD),
    RoleName.MOBILISATION: (Channel.PAPER, Channel.PHONE),
    RoleName.FRONT: (Channel.FRONT, Channel.PAPER, Channel.PHONE),
    RoleName.VILLAGE_HEAD: (Channel.VILLAGE_HEAD,),
}


def units_of_today(unit_ids: frozenset[int]) -> QuerySet[Unit]:
    """Those of the units that exist today: nothing new is written for a unit of the past."""
    return Unit.objects.filter(pk__in=unit_ids, valid_to__isnull=True).order_by("sort_name", "id")


def villages_of_today(units: QuerySet[Unit]) -> QuerySet[Village]:
    day = today()
    placed = Q(placements__valid_from__isnull=True) | Q(placements__valid_from__lte=day)
    still = Q(placements__valid_to__isnull=True) | Q(placements__valid_to__gt=day)
    rows = Village.objects.filter(placed, still, placements__unit__in=units)
    return rows.order_by("sort_name", "id")


class EntryForm(ActionForm):
    """An opinion that somebody told an official, or wrote on paper."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), empty_label=None)
    village = forms.ModelChoiceField(
        Village.objects.none(),
        label=gettext_lazy("Village"),
        required=False,
        empty_label=gettext_lazy("not named"),
    )
    channel = forms.ChoiceField(label=gettext_lazy("How it came"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("What the person says"),
        help_text=gettext_lazy(
            "As the person says it. No name, telephone or ID number: the receipt code is enough "
            "to follow it."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 7}),
    )
    client_key = SingleUseField()

    def __init__(self, data: QueryDict | None = None, *, by: Official, **options: Any) -> None:
        super().__init__(data, **options)
        held = [one for one in by.appointments if "enter_opinion" in one.described.permissions]
        units = units_of_today(by.unit_ids("enter_opinion"))
        villages = villages_of_today(units)
        if all(one.village_id for one in held):
            villages = villages.filter(pk__in=[one.village_id for one in held])
            self.fields["village"].required = True
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["village"].queryset = villages  # type: ignore[attr-defined]
        channels = dict.fromkeys(way for one in held for way in _CHANNELS.get(one.role, ()))
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (way.value, way.label) for way in channels
        ]
        self.fields["channel"].initial = next(iter(channels), None)
        if len(units) == 1:
            self.fields["unit"].initial = units[0].pk
            self.fields["unit"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        unit, village = given.get("unit"), given.get("village")
        if unit and village and not village.placements.filter(unit=unit).exists():
            self.add_error("village", _("This village belongs to another unit."))
        return given

    def enter(self, *, by: Actor) -> tuple[Opinion, str] | None:
        """The opinion and its receipt code; None when it was refused."""
        return self.act(record_opinion, by=by, **self.cleaned_data)


class MatterForm(forms.Form):
    """One new matter; everything in it is public."""

    title = forms.CharField(label=gettext_lazy("Title of the matter"), max_length=200)
    field = forms.ChoiceField(
        label=gettext_lazy("Field"),
        choices=[("", gettext_lazy("choose…")), *Field.choices],
    )
    summary = forms.CharField(
        label=gettext_lazy("Summary for the public"),
        required=False,
        max_length=3000,
        widget=forms.Textarea({"rows": 2}),
    )
    quote = forms.CharField(
        label=gettext_lazy("Words of the opinion that may be shown"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )

    def draft(self) -> MatterDraft:
        return MatterDraft(**self.cleaned_data)


MatterRows = formset_factory(MatterForm, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class MattersForm(ActionForm):
    """Names the matters of an opinion: known ones, and rows of new ones.

    The buttons ``more`` (another row) and ``find`` (known matters by words) show the form again
    with everything as it was typed, without judging it.
    """

    words = forms.CharField(
        label=gettext_lazy("Find a known matter by words"), required=False, max_length=200
    )
    existing = forms.ModelMultipleChoiceField(
        Matter.objects.none(),
        label=gettext_lazy("The same as a known matter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: QueryDict | None = None, *, unit_id: int, like: str = "") -> None:
        self.is_asking_more = data is not None and ("more" in data or "find" in data)
        if data is None or self.is_asking_more:
            super().__init__(initial=self._typed(data))
            self.rows = self._open_rows(data)
        else:
            super().__init__(data)
            sent = data.copy()
            sent["new-INITIAL_FORMS"] = "0"  # an empty row is no matter, whoever made the row
            self.rows = MatterRows(sent, prefix="new")
        self._offer(data, unit_id, like)

    def _typed(self, data: QueryDict | None) -> dict[str, Any]:
        if data is None:
            return {}
        return {
            name: data.getlist(name)
            if isinstance(one, forms.ModelMultipleChoiceField)
            else data.get(name)
            for name, one in self.base_fields.items()
            if name in data
        }

    def _open_rows(self, data: QueryDict | None) -> BaseFormSet[MatterForm]:
        if data is None:
            return MatterRows(prefix="new")
        total = data.get("new-TOTAL_FORMS", "")
        count = min(int(total), MOST_ROWS) if total.isascii() and total.isdigit() else 0
        names = list(MatterForm.base_fields)
        typed = [{name: data.get(f"new-{n}-{name}", "") for name in names} for n in range(count)]
        rows = MatterRows(prefix="new", initial=typed)
        rows.extra = 1 if "more" in data else 0
        return rows

    def _offer(self, data: QueryDict | None, unit_id: int, like: str) -> None:
        waiting = Matter.objects.filter(
            unit_id=unit_id, state__in=(MatterState.OPEN, MatterState.IN_DIALOGUE)
        )
        self.fields["existing"].queryset = waiting  # type: ignore[attr-defined]
        known = list(waiting.order_by("-opened_at", "-id")[:MOST_CANDIDATES])
        ticked = set(data.getlist("existing")) if data else set()
        words = data.get("words", "") if data else ""
        likely = matters_with_words(known, words) if words else _alike(waiting, known, like)
        shown = [one for one in known if str(one.pk) in ticked and one not in likely] + likely
        self.fields["existing"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.title} ({one.code})") for one in shown
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.rows.is_valid():
            self.add_error(None, _("A new matter is incomplete: see the marked fields below."))
        return given

    @property
    def drafts(self) -> list[MatterDraft]:
        return [row.draft() for row in self.rows if row.has_changed()]


def _alike(waiting: QuerySet[Matter], known: list[Matter], like: str) -> list[Matter]:
    """By the index; while there is none, by the words of the newest matters."""
    unit_ids = {one.unit_id for one in known[:1]}
    near = similar_matters(like, units=unit_ids, limit=MOST_SHOWN)
    rows = waiting.in_bulk([one.pk for one in near])
    return [rows[one.pk] for one in near if one.pk in rows] or likely_matters(known, like)


class AcceptForm(MattersForm):
    quote = forms.CharField(
        label=gettext_lazy("Words of the opinion that may be shown with the known matter"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )

    def perform(self, opinion: Opinion, *, by: Actor) -> bool:
        existing = list(self.cleaned_data["existing"])
        quote = self.cleaned_data["quote"]
        self.act(accept_opinion, opinion, by=by, drafts=self.drafts, existing=existing, quote=quote)
        return not self.errors


class Procedure(TextChoices):
    """Where an opinion goes that a dialogue cannot settle."""

    COMPLAINT = "complaint", gettext_lazy("Complaint (Law on Complaints)")
    DENUNCIATION = "denunciation", gettext_lazy("Denunciation (Law on Denunciations)")
    COURT = "court", gettext_lazy("Court or other judicial body")
    AUTHORITY = "authority", gettext_lazy("Another competent authority")


class ReferForm(ActionForm):
    procedure = forms.ChoiceField(label=gettext_lazy("Procedure"), choices=Procedure.choices)
    authority = forms.CharField(
        label=gettext_lazy("Authority that receives it"), required=False, max_length=200
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, for the author to read"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("procedure") == Procedure.AUTHORITY and not given.get("authority"):
            raise ValidationError({"authority": _("Please name the authority.")})
        return given

    def perform(self, opinion: Opinion, *, by: Actor) -> bool:
        given = self.cleaned_data
        where = [str(Procedure(given["procedure"]).label), given["authority"]]
        answer = f"{' – '.join(filter(None, where))}. {given['reason']}"
        self.act(refer_opinion, opinion, by=by, reason=given["reason"], answer=answer)
        return not self.errors


class RefuseForm(ActionForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason, for the author to read"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )

    def perform(self, opinion: Opinion, *, by: Actor) -> bool:
        self.act(refuse_opinion, opinion, by=by, reason=self.cleaned_data["reason"])
        return not self.errors
