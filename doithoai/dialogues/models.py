"""Dialogues between a head and the people: notice, agenda, turns."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doithoai.dialogues import rules
from doithoai.dialogues.lifecycle import ARRANGED, DIALOGUE, DialogueState
from doithoai.kit.columns import MomentField, within_reason
from doithoai.opinions.models import Matter, Opinion
from doithoai.places.models import Post, Unit, Village
from doithoai.record.models import Recorded
from doithoai.record.moves import Lifecycle


class Dialogue(Recorded):
    """A conference (hội nghị đối thoại) that the holder of ``chair`` has with the people.

    ``unit`` is the place where it is held; ``chair.unit.tier`` is the level that holds it, so a
    district secretary's dialogue in a commune has the commune as unit and the district as level.
    ``register_key`` tells an imported one from the others and makes a second import harmless.
    """

    lifecycle: ClassVar[Lifecycle] = DIALOGUE

    class Form(models.TextChoices):
        PERIODIC = "periodic", _("periodic")
        AD_HOC = "adhoc", _("ad hoc")
        THEMATIC = "thematic", _("thematic")

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")
        BOTH = "both", _("in person and online")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    chair = models.ForeignKey(Post, models.PROTECT, related_name="+", verbose_name=_("chair"))
    title = models.CharField(_("title"), max_length=200)
    form = models.CharField(_("form"), max_length=20, choices=Form.choices, default=Form.PERIODIC)
    mode = models.CharField(_("mode"), max_length=20, choices=Mode.choices, default=Mode.IN_PERSON)
    starts_at = MomentField(_("begins"))
    has_time_of_day = models.BooleanField(default=True, editable=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    villages = models.ManyToManyField(Village, blank=True, verbose_name=_("villages"))
    how_to_attend = models.TextField(_("how to attend"), blank=True, max_length=1000)
    noticed_at = models.DateTimeField(null=True, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    attendees = models.PositiveIntegerField(_("people who attended"), null=True, blank=True)
    register_key = models.CharField(  # noqa: DJ001 unique where there is one
        max_length=80, unique=True, null=True, editable=False
    )
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("dialogue")
        verbose_name_plural = _("dialogues")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DialogueState.values), name="dialogue_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=DialogueState.CLOSED) | Q(closed_at__isnull=False),
                name="dialogue_closed_has_time",
            ),
            # What was entered before this was asked can still be cancelled.
            models.CheckConstraint(
                condition=Q(starts_at__gte=rules.FIRST_MOMENT, starts_at__lt=rules.BEYOND_MOMENT)
                | Q(state=DialogueState.CANCELLED),
                name="dialogue_begins_within_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-starts_at", "-id"], name="dialogue_newest"),
            models.Index(fields=["unit", "-starts_at", "-id"]),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_impossible(self) -> bool:
        """Whether its day is none on which it can be held: to be put right at the desk."""
        return not rules.is_possible(self.starts_at)

    @property
    def is_planned(self) -> bool:
        return self.state == DialogueState.PLANNED

    @property
    def is_arranged(self) -> bool:
        """Whether it is still to be prepared or held."""
        return self.state in ARRANGED

    @property
    def is_open(self) -> bool:
        """Whether it is under way."""
        return self.state == DialogueState.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether it was held."""
        return self.state == DialogueState.CLOSED


class DialogueTally(models.Model):
    """What a register reports of a dialogue whose single opinions are not in the system."""

    dialogue = models.OneToOneField(Dialogue, models.CASCADE, related_name="tally")
    opinions = models.PositiveIntegerField(_("opinions"))
    matters = models.PositiveIntegerField(_("matters"))
    answered_on_the_spot = models.PositiveIntegerField(_("answered on the spot"))
    assigned = models.PositiveIntegerField(_("assigned"))
    passed_on = models.PositiveIntegerField(_("passed to a higher level"))
    conclusion_number = models.CharField(_("number of the conclusion"), max_length=40, blank=True)

    def __str__(self) -> str:
        return f"{self.opinions} / {self.matters}"


class AgendaItem(models.Model):
    """A matter put to a dialogue, before it (collected) or during it (raised live)."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="agenda")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    is_live = models.BooleanField(_("raised at the dialogue"), default=False)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "matter"], name="agenda_matter_once"),
            models.UniqueConstraint(
                fields=["dialogue", "position"],
                name="agenda_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        indexes = [models.Index(fields=["matter"])]

    def __str__(self) -> str:
        return f"{self.position}. {self.matter_id}"


class Turn(models.Model):
    """Somebody spoke (lượt phát biểu): the opinion it became, and the answer given there."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="turns")
    opinion = models.OneToOneField(Opinion, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    answer = models.TextField(_("answer"), blank=True, max_length=3000)
    answered_by = models.CharField(_("who answered (post)"), max_length=120, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "position"], name="turn_position_once"),
            models.CheckConstraint(
                condition=Q(answer="") | ~Q(answered_by=""), name="turn_answer_has_author"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.opinion_id}"


class Announcement(models.Model):
    """Where a dialogue's notice was published: the proof that it came in time (law: 7 days)."""

    class Means(models.TextChoices):
        WEBSITE = "website", _("website")
        BOARD = "board", _("notice board at the headquarters")
        LOUDSPEAKER = "loudspeaker", _("loudspeakers")
        VILLAGE = "village", _("village heads")

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="announcements")
    means = models.CharField(_("means"), max_length=20, choices=Means.choices)
    on = models.DateField(_("on"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "means"], name="announced_once_by_means"),
            within_reason("on", name="announced_within_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_means_display()} {self.on}"
