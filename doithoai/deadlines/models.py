"""Deadline rules as data with their legal basis, and what an office changes in the calendar."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from doithoai.deadlines.rules import MAX_AMOUNT, Direction, PeriodUnit, Rule
from doithoai.kit.columns import within_reason
from doithoai.places.models import Unit
from doithoai.places.rules import Tier


class RuleTier(models.TextChoices):
    ALL = "all", _("all tiers")
    PROVINCE = Tier.PROVINCE.value, Tier.PROVINCE.label
    DISTRICT = Tier.DISTRICT.value, Tier.DISTRICT.label
    COMMUNE = Tier.COMMUNE.value, Tier.COMMUNE.label


class DeadlineRule(models.Model):
    """One period by one text, in force from ``valid_from`` until ``valid_to`` (exclusive).

    A rule that changes is a new row with the same code; the old row is closed, never edited,
    so that a date computed years ago can be explained.
    """

    code = models.SlugField(_("code"), max_length=60)
    title_vi = models.CharField(_("name of the rule"), max_length=200)
    trigger = models.CharField(_("trigger"), max_length=60)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction)
    amount = models.PositiveSmallIntegerField(_("amount"))
    unit = models.CharField(_("unit of time"), max_length=12, choices=PeriodUnit)
    tier = models.CharField(_("tier"), max_length=8, choices=RuleTier)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until (exclusive)"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300)
    is_verified = models.BooleanField(_("seen in its source"), default=False)

    class Meta:
        verbose_name = _("deadline rule")
        verbose_name_plural = _("deadline rules")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="deadline_rule_once"),
            models.CheckConstraint(
                condition=Q(amount__gte=1, amount__lte=MAX_AMOUNT),
                name="deadline_rule_amount",
                violation_error_message=_("The period is too short or too long."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="deadline_rule_validity",
                violation_error_message=_("The rule ends before it begins."),
            ),
            within_reason("valid_from", "valid_to", name="deadline_rule_within_reason"),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="deadline_rule_has_basis"),
            models.CheckConstraint(
                condition=Q(direction__in=Direction.values), name="deadline_rule_direction"
            ),
            models.CheckConstraint(
                condition=Q(unit__in=PeriodUnit.values), name="deadline_rule_unit"
            ),
            models.CheckConstraint(
                condition=Q(tier__in=RuleTier.values), name="deadline_rule_tier"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_vi} ({self.legal_basis})"

    def as_rule(self) -> Rule:
        return Rule(self.code, self.legal_basis, self.direction, self.amount, self.unit)


class CalendarOverride(models.Model):
    """A day that the competent body made a day off, or a working day, against the calendar.

    ``unit``: whose due dates it counts for, as its administrator decided; none: everybody's, as
    decreed for the country.
    """

    day = models.DateField(_("day"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )
    is_working = models.BooleanField(_("worked"))
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("calendar override")
        verbose_name_plural = _("calendar overrides")
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="calendar_override_has_reason"),
            within_reason("day", name="calendar_override_within_reason"),
            models.UniqueConstraint(
                fields=["day", "unit"], name="calendar_override_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.reason}"
