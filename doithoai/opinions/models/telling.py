"""That an author whom no message reaches has to be told, and was."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doithoai.kit.columns import within_reason
from doithoai.opinions.lifecycle import OpinionState
from doithoai.opinions.models.opinion import Opinion


class Telling(models.Model):
    """What the office owes the author of an opinion on paper, by telephone or through others who
    left no way to be told by message.

    It stands while the opinion is in the state ``about`` and nobody was told (``told_on``).
    ``due_on``: until when, by the rule for telling authors (Quy định 11-QĐi/TW). ``passed_at``:
    since when the village head is asked to tell the person.
    """

    class About(models.TextChoices):
        ASKED = OpinionState.ASKED.value, _("the office's question")
        ACCEPTED = OpinionState.ACCEPTED.value, _("that it is accepted")
        REFUSED = OpinionState.REFUSED.value, _("that it is not accepted, and why")

    class Way(models.TextChoices):
        CALL = "call", _("by telephone")
        MESSAGE = "message", _("by e-mail or Zalo")
        LETTER = "letter", _("by letter")
        IN_PERSON = "in_person", _("in person")
        VILLAGE = "village", _("through the village head")

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="tellings")
    about = models.CharField(_("about"), max_length=10, choices=About.choices)
    due_on = models.DateField(_("due"))
    due_basis = models.CharField(_("by which rule"), max_length=200)
    passed_at = models.DateTimeField(_("village head asked"), null=True)
    told_on = models.DateField(_("author told"), null=True)
    way = models.CharField(_("how"), max_length=10, choices=Way.choices, blank=True)

    class Meta:
        verbose_name = _("news for an author")
        verbose_name_plural = _("news for authors")
        constraints = [
            models.UniqueConstraint(fields=["opinion", "about"], name="telling_once"),
            within_reason("due_on", "told_on", name="telling_within_reason"),
            models.CheckConstraint(
                condition=models.Q(told_on__isnull=True, way="")
                | models.Q(told_on__isnull=False) & ~models.Q(way=""),
                name="telling_says_how",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=models.Q(told_on__isnull=True), name="telling_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.opinion_id}"
