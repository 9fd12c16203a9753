"""Forms of officials who enter what somebody said or wrote."""

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, gettext_lazy

from doithoai.kit.days import ARRIVED
from doithoai.kit.fields import DayField, SingleUseField
from doithoai.kit.time import noon, today
from doithoai.language.signs import StatutoryKind, StatutorySigns, statutory_signs
from doithoai.opinions.actions.attachments import add_attachment, remove_attachment
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.forms.attachments import FilesField
from doithoai.opinions.forms.contact import ContactForm
from doithoai.opinions.forms.said import SaidField
from doithoai.opinions.models import Channel, CollectionRound, Opinion
from doithoai.opinions.models.letters import Attachment
from doithoai.opinions.queries.attachments import is_sent, waiting_attachments
from doithoai.opinions.queries.channels import channels_of
from doithoai.opinions.queries.gathering import rounds_to_enter
from doithoai.opinions.rules import LONGEST_TEXT
from doithoai.people.actors import Official
from doithoai.people.gate.networks import mark, network_here
from doithoai.people.gate.passing import count_work, pass_upload
from doithoai.places.models import Unit, Village
from doithoai.places.queries import units_of_today, villages_of_today
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission


def _sentence(signs: StatutorySigns) -> str:
    told = [gettext("This reads like a complaint."), gettext("Save it only to guide its author.")]
    if signs.kind is StatutoryKind.DENUNCIATION:
        told = [
            gettext("This reads like a denunciation."),
            gettext("Save it only to hand it over."),
        ]
    words = [f"“{one}”" for one in signs.phrases]
    return " ".join([told[0], *words, told[1], gettext("To save it, press again.")])


class EntryForm(ContactForm):
    """An opinion that somebody told an official, or wrote on paper."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("Unit"), empty_label=None)
    village = forms.ModelChoiceField(
        Village.objects.none(),
        label=gettext_lazy("Village"),
        required=False,
        empty_label=gettext_lazy("not named"),
    )
    channel = forms.ChoiceField(label=gettext_lazy("How it came"), widget=forms.RadioSelect)
    text = SaidField(
        label=gettext_lazy("What the person says"),
        help_text=gettext_lazy(
            "As the person says it. Name and telephone have fields of their own below, locked."
        ),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 7}),
    )
    round = forms.ModelChoiceField(
        CollectionRound.objects.none(),
        label=gettext_lazy("Round of collection"),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    received_on = DayField(
        ARRIVED,
        label=gettext_lazy("Day received"),
        help_text=gettext_lazy("If it was not today: the term of the answer counts from this day."),
        required=False,
    )
    enclosed = forms.MultipleChoiceField(
        label=gettext_lazy("Files that go with it"),
        help_text=gettext_lazy("Take away the tick from what does not belong to the opinion."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    file = FilesField(
        label=gettext_lazy("Photographs or scans"),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP or PDF; at most five files, 15 MB each. Place and camera are removed"
            " from photographs."
        ),
        required=False,
        max_length=300,
    )
    client_key = SingleUseField()
    signs_seen = forms.BooleanField(required=False, widget=forms.HiddenInput)
    """Whether the official was shown that it reads like a complaint or a denunciation."""
    own_village: Village | None = None
    """The one for which the person enters, which need not be chosen then."""

    def __init__(
        self,
        data: QueryDict | None = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        *,
        by: Official,
        **options: Any,
    ) -> None:
        self.sent = data.copy() if data is not None else None
        super().__init__(self.sent, files, **options)
        held = [
            one for one in by.appointments if Permission.ENTER_OPINION in one.described.permissions
        ]
        units = units_of_today(by.unit_ids(Permission.ENTER_OPINION))
        villages = villages_of_today(units)
        is_own = bool(held) and all(one.village_id for one in held)
        if is_own:
            villages = villages.filter(pk__in=[one.village_id for one in held])
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.offer_villages(villages, is_own=is_own)
        rounds = rounds_to_enter(by)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]
        if not rounds:
            del self.fields["round"]
        channels = channels_of(one.role for one in held)
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (way.value, way.label) for way in channels
        ]
        self.fields["channel"].initial = next(iter(channels), None)
        if len(channels) == 1:
            self.fields["channel"].widget = forms.HiddenInput()
        if len(units) == 1:
            self.fields["unit"].initial = units[0].pk
            self.fields["unit"].widget = forms.HiddenInput()
        self.fields["consent"].label = gettext("The person agrees that this is kept, locked.")
        self.base_enclosed = self.fields["enclosed"]
        self._offer_files()

    def _offer_files(self) -> None:
        """Those that wait under the key of this very form; the field goes when there are none."""
        self.fields["enclosed"] = self.base_enclosed
        try:
            key = UUID(str(self["client_key"].value()))
        except ValueError:
            waiting: list[Attachment] = []
        else:
            waiting = list(waiting_attachments(key))
        self.fields["enclosed"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), _described(one)) for one in waiting
        ]
        self.fields["enclosed"].initial = [str(one.pk) for one in waiting]
        if not waiting:
            del self.fields["enclosed"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self._keep_files(given)
        signs = statutory_signs(given.get("text", ""))
        if self.sent is not None and signs and not given["signs_seen"]:
            self.sent["signs_seen"] = "on"
            self.add_error("text", _sentence(signs))
        return given

    def _keep_files(self, given: dict[str, Any]) -> None:
        """What was chosen waits under the form's key, ticked, whatever else has to be put right;
        a form that is sent again has brought its files.
        """
        uploads = [one for one in given.get("file") or () if one]
        key = given.get("client_key")
        if self.sent is None or not uploads or key is None or is_sent(key):
            return
        kept = [self.act(self._keep, one, key) for one in uploads]
        new = [str(one.pk) for one in kept if one]
        ticked = list(dict.fromkeys([*self.sent.getlist("enclosed"), *new]))
        self.sent.setlist("enclosed", ticked)
        given["enclosed"] = ticked
        self._offer_files()

    def _keep(self, upload: "UploadedFile[bytes]", key: UUID) -> Attachment:
        who = network_here() or mark("no network")
        pass_upload(who, key)
        return add_attachment(client_key=key, upload=upload, spent=partial(count_work, who))

    @property
    def takes_mail(self) -> bool:
        """Whether this official enters what came by e-mail."""
        channels = self.fields["channel"].choices  # type: ignore[attr-defined]
        return Channel.EMAIL in dict(channels)

    def offer_villages(self, villages: QuerySet[Village], *, is_own: bool) -> None:
        """``is_own``: the person enters for these villages only, so that one must be named."""
        self.fields["village"].queryset = villages  # type: ignore[attr-defined]
        self.fields["village"].required = is_own
        only = list(villages[:2]) if is_own else []
        if len(only) == 1:
            self.fields["village"].initial = only[0].pk
            self.fields["village"].widget = forms.HiddenInput()
            self.own_village = only[0]

    def save(self, *, by: Actor) -> tuple[Opinion, str] | None:
        """The opinion and its receipt code; None when it was refused."""
        return self.act(record_opinion, by=by, **self.given())

    def given(self) -> dict[str, Any]:
        """What ``record_opinion`` takes; files that were not ticked are gone then."""
        given = dict(self.cleaned_data)
        for name in ("name", "phone", "email", "address", "consent", "signs_seen", "file"):
            given.pop(name, None)
        kept = given.pop("enclosed", [])
        if offered := self.fields.get("enclosed"):
            for pk, _words in offered.choices:  # type: ignore[attr-defined]
                if pk not in kept:
                    remove_attachment(client_key=given["client_key"], pk=int(pk))
        received_on = given.pop("received_on", None)
        came_before = received_on is not None and received_on < today()
        return {
            **given,
            "contact": self.contact,
            "received_at": noon(received_on) if came_before else None,
            "with_files": bool(kept),
        }


def _described(one: Attachment) -> str:
    return f"{one.get_kind_display()}, {filesizeformat(one.size)}"
