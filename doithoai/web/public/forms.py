"""What a citizen fills in: an opinion, and what is still wrong with a result."""

import re
from datetime import datetime
from typing import Any, Final

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from doithoai.kit.forms import ActionForm, SingleUseField
from doithoai.kit.time import today
from doithoai.opinions.actions import LONGEST_TEXT, record_opinion
from doithoai.opinions.models import Channel, Opinion
from doithoai.people.queries import Visitor
from doithoai.places.models import Unit, Village
from doithoai.places.queries import villages_of

_LONG_NUMBER: Final = re.compile(r"(?:\d[ .-]?){9,12}")


class Kind(TextChoices):
    """Luật Khiếu nại 02/2011/QH13 and Luật Tố cáo 25/2018/QH14 have procedures of their own."""

    OPINION = "opinion", _("A wish, a question or something I saw")
    COMPLAINT = "complaint", _("A complaint against a decision about me")
    DENUNCIATION = "denunciation", _("A denunciation of somebody's breach of the law")


class OpinionForm(ActionForm):
    """What one person says to the office of one unit; no name, no telephone."""

    kind = forms.ChoiceField(
        label=_("What do you want to send?"),
        choices=Kind.choices,
        initial=Kind.OPINION,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What do you want to say?"),
        help_text=_(
            "What happens, where, since when, and what you wish. Please write no name, telephone "
            "or ID number: your receipt code is enough to follow it."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Please write what you want to say.")},
    )
    village = forms.ModelChoiceField(
        Village.objects.none(),
        label=_("Which village is it about?"),
        required=False,
        empty_label=_("I do not say, or the whole commune"),
    )
    client_key = SingleUseField()
    written_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, unit: Unit) -> None:
        super().__init__(data)
        self.unit = unit
        self.fields["village"].queryset = villages_of(unit, today())  # type: ignore[attr-defined]

    def clean_written_at(self) -> datetime | None:
        """The sender's clock, as far as it can be read; the server's clock rules anyway."""
        try:
            moment = parse_datetime(self.cleaned_data["written_at"])
        except ValueError:
            return None
        return moment if moment and timezone.is_aware(moment) else None

    @property
    def is_for_elsewhere(self) -> bool:
        return self.data.get("kind") in (Kind.COMPLAINT, Kind.DENUNCIATION)

    @property
    def has_long_number(self) -> bool:
        """Whether the text seems to hold a telephone or ID number."""
        return bool(_LONG_NUMBER.search(self.data.get("text", "")[:LONGEST_TEXT]))

    def send(self, *, is_held: bool = False) -> tuple[Opinion, str] | None:
        """The opinion and its receipt code; None when it was refused."""
        given: dict[str, Any] = dict(self.cleaned_data)
        del given["kind"]
        given |= {"unit": self.unit, "channel": Channel.WEB, "is_held": is_held}
        return self.act(record_opinion, by=Visitor(), **given)


class DisputeForm(ActionForm):
    text = forms.CharField(
        label=_("What is still wrong?"),
        help_text=_("Only the office and the agency read this."),
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Please write in a few words what is still wrong.")},
    )
