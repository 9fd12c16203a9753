"""How an office gathers opinions: rounds of collection, tables that it keeps, ready answers."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from doithoai.kit.columns import within_reason
from doithoai.opinions.rules import Procedure
from doithoai.people.models import SealedBox, User
from doithoai.places.models import Unit, Village


class CollectionRound(models.Model):
    """A round in which the Front and village heads collect opinions before a dialogue."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    title = models.CharField(_("title"), max_length=200)
    opens_on = models.DateField(_("from"))
    closes_on = models.DateField(_("until"))
    villages = models.ManyToManyField(Village, blank=True, related_name="+")
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("round of collection")
        verbose_name_plural = _("rounds of collection")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="round_closes_after_opening"
            ),
            within_reason("opens_on", "closes_on", name="round_within_reason"),
        ]

    def __str__(self) -> str:
        return self.title


class AnswerTemplate(models.Model):
    """Words that an office uses again and again: a question, a referral, a refusal.

    ``procedure``: of a referral, where it leads; empty when the office chooses it each time.
    """

    class Use(models.TextChoices):
        ASK = "ask", _("Question to the author")
        REFER = "refer", _("Referral")
        REFUSE = "refuse", _("Refusal")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    use = models.CharField(_("used for"), max_length=8, choices=Use.choices)
    procedure = models.CharField(
        _("procedure"), max_length=12, choices=Procedure.choices, blank=True
    )
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("words"), max_length=1000)

    class Meta:
        verbose_name = _("answer template")
        verbose_name_plural = _("answer templates")
        constraints = [
            models.UniqueConstraint(fields=["unit", "use", "title"], name="template_named_once"),
        ]

    def __str__(self) -> str:
        return self.title


class TableImport(models.Model):
    """A table of opinions that an office kept, on its way in.

    ``done`` of ``rows`` tells how far it is, ``heard_at`` when the worker last said so; ``known``
    rows are there already. A sheet names persons: it and the ``report`` of what was read in it
    (``opinions.table.report``) lie sealed until the table is taken over, dropped or forgotten.
    ``signs``: the first lines that read like a complaint or a denunciation. ``with_contacts``: the
    office says that the persons named agree that it is kept how to reach them. Its progress is no
    life of a thing of the domain: either all rows are in at the end, or none.
    """

    class Stage(models.TextChoices):
        CHECKING = "checking", _("being read")
        READY = "ready", _("ready to be taken over")
        FAULTY = "faulty", _("has lines that cannot be read")
        RUNNING = "running", _("being taken over")
        DONE = "done", _("taken over")
        FAILED = "failed", _("not taken over")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    started_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(_("started"))
    sheet = models.OneToOneField(SealedBox, models.SET_NULL, null=True, related_name="+")
    report = models.OneToOneField(SealedBox, models.SET_NULL, null=True, related_name="+")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    known = models.PositiveIntegerField(_("rows known"), default=0)
    heard_at = models.DateTimeField(default=timezone.now)
    problem_count = models.PositiveIntegerField(default=0)
    signs = models.JSONField(default=list)
    with_contacts = models.BooleanField(default=False)
    round = models.ForeignKey(
        CollectionRound, models.SET_NULL, null=True, related_name="+", verbose_name=_("round")
    )

    class Meta:
        verbose_name = _("import of a table")
        verbose_name_plural = _("imports of tables")

    def __str__(self) -> str:
        return f"table {self.pk}"
