"""What one person said once, and how it came."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.kit.columns import MomentField
from doithoai.opinions.lifecycle import OPINION, WAITING, OpinionState
from doithoai.opinions.models.gathering import CollectionRound
from doithoai.opinions.rules import LONGEST_TEXT
from doithoai.people.models import Identity, SealedBox, User
from doithoai.places.models import Unit, Village
from doithoai.record.models import Recorded
from doithoai.record.moves import Lifecycle


class Channel(models.TextChoices):
    WEB = "web", _("this website")
    MEETING = "meeting", _("at a dialogue")
    PAPER = "paper", _("on paper")
    IN_PERSON = "in_person", _("in person, at the reception of citizens")
    PHONE = "phone", _("by telephone")
    FRONT = "front", _("through the Fatherland Front")
    VILLAGE_HEAD = "village_head", _("through the village head")
    EMAIL = "email", _("by e-mail")
    ZALO = "zalo", _("by Zalo message")


class TellBy(models.TextChoices):
    """How the author wishes to be told that there is news; the address lies in the vault."""

    NOBODY = "", _("do not tell me; I look it up by the code")
    EMAIL = "email", _("by e-mail")
    SMS = "sms", _("by text message")


class Opinion(Recorded):
    """What one person said once (lượt ý kiến).

    Its text is never public: what may be seen of it is the matter that the office names and,
    where there is one, the quote in ``Raising``. Who sent it, if the person wished to say, lies in
    the vault (``identity``). When an officer redacts the text, the words as they came lie there
    too (``original``). ``taken_by``: the officer who has the opinion in hand.

    The marks (``opinions.codes``) are made with a secret outside the database: ``client_mark``
    knows a repeated sending, ``line_mark`` a line of a table that was brought before, and
    ``words_mark`` whether the words are the same.
    """

    lifecycle: ClassVar[Lifecycle] = OPINION

    client_mark = models.BinaryField(max_length=32, unique=True, editable=False)
    line_mark = models.BinaryField(max_length=32, null=True, editable=False)
    words_mark = models.BinaryField(max_length=32, editable=False)
    receipt_digest = models.BinaryField(max_length=32, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("unit"), db_index=False
    )
    village = models.ForeignKey(
        Village,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("village"),
        db_index=False,
    )
    channel = models.CharField(_("channel"), max_length=20, choices=Channel.choices)
    text = models.TextField(_("opinion"), max_length=LONGEST_TEXT)
    received_at = models.DateTimeField(_("received"))
    written_at = MomentField(null=True, editable=False)
    answer = models.TextField(_("answer to the author"), blank=True)
    identity = models.OneToOneField(Identity, models.PROTECT, null=True, related_name="opinion")
    tell_by = models.CharField(
        _("tell me"), max_length=8, choices=TellBy.choices, default=TellBy.NOBODY, blank=True
    )
    original = models.OneToOneField(SealedBox, models.SET_NULL, null=True, related_name="+")
    round = models.ForeignKey(
        CollectionRound,
        models.PROTECT,
        null=True,
        related_name="opinions",
        verbose_name=_("round"),
        db_index=False,
    )
    taken_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=OpinionState.values), name="opinion_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_by__isnull=True, taken_at__isnull=True)
                | models.Q(taken_by__isnull=False, taken_at__isnull=False),
                name="opinion_taken_by_and_at",
            ),
            models.UniqueConstraint(
                fields=["line_mark"],
                condition=models.Q(line_mark__isnull=False),
                name="opinion_line_once",
            ),
        ]
        # Most opinions have none of the three; whoever sends one need not wait for their indexes.
        indexes = [
            models.Index(fields=["unit", "state", "received_at", "id"]),
            *(
                models.Index(
                    fields=[name],
                    condition=models.Q((f"{name}__isnull", False)),
                    name=f"opinion_{name}_known",
                )
                for name in ("village", "round", "taken_by")
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_waiting(self) -> bool:
        """Whether the office still owes the author an answer."""
        return self.state in WAITING

    @property
    def is_held(self) -> bool:
        return self.state == OpinionState.HELD

    @property
    def is_received(self) -> bool:
        return self.state == OpinionState.RECEIVED

    @property
    def is_asked(self) -> bool:
        """Whether its author has a question of the office to answer."""
        return self.state == OpinionState.ASKED

    @property
    def is_accepted(self) -> bool:
        return self.state == OpinionState.ACCEPTED

    @property
    def is_withdrawn(self) -> bool:
        return self.state == OpinionState.WITHDRAWN

    @property
    def is_moved_out(self) -> bool:
        return self.state == OpinionState.MOVED_OUT

    @property
    def is_void(self) -> bool:
        """Whether the office entered it by mistake."""
        return self.state == OpinionState.VOID

    @property
    def must_be_told(self) -> bool:
        """Whether its author hears of it from a person alone: no message was wished for, and it was
        neither sent from this website nor said at a dialogue.
        """
        return not self.tell_by and self.channel not in (Channel.WEB, Channel.MEETING)

    @property
    def is_late(self) -> bool:
        """Whether it was written (by the sender's clock) a day or more off its arrival."""
        if self.written_at is None:
            return False
        off: timedelta = abs(self.received_at - self.written_at)
        return off >= timedelta(days=1)
