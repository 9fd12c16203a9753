"""Administrative units through time, villages, agencies, heads and their terms.

All intervals are half-open: the first day counts, the last one named is the first day after.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from doithoai.kit.columns import FoldedField, SortField, within_reason
from doithoai.places.rules import Tier, UnitType, VillageKind, bare_name, bare_village


def _no_overlap(*, owner: str, begin: str, end: str, name: str) -> ExclusionConstraint:
    """At most one row of an owner on any day.

    The owner is written as a range of one number, because GiST has no plain equality without
    the btree_gist extension, which the embedded PostgreSQL does not ship.
    """
    one = Func(F(owner), F(owner), Value("[]"), function="int8range")
    days = Func(F(begin), F(end), function="daterange", output_field=DateRangeField())
    return ExclusionConstraint(
        name=name,
        expressions=[(one, RangeOperators.OVERLAPS), (days, RangeOperators.OVERLAPS)],
    )


class Unit(models.Model):
    """An administrative unit in one shape of its life; (code, valid_from) identifies it.

    ``name`` has the type word (“Xã Kim Khê”); ``folded_name`` and ``sort_name`` are without it.
    ``valid_from`` empty: the beginning is not known; ``valid_to`` empty: valid today.
    """

    key = models.SlugField(max_length=80, unique=True)
    code = models.CharField(_("code"), max_length=10)
    name = models.CharField(_("name"), max_length=120)
    type = models.CharField(_("type"), max_length=10, choices=UnitType.choices)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    folded_name = FoldedField(of="bare_name", max_length=120)
    sort_name = SortField(of="bare_name", max_length=250)

    class Meta:
        verbose_name = _("administrative unit")
        verbose_name_plural = _("administrative units")
        indexes = [
            models.Index(fields=["folded_name"], name="unit_folded_name"),
            models.Index(fields=["tier", "sort_name", "id"], name="unit_in_order"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"], nulls_distinct=False, name="unit_code_through_time"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from"))
                | Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True),
                name="unit_ends_after_start",
            ),
            within_reason("valid_from", "valid_to", name="unit_within_reason"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def unit_id(self) -> int:
        """A right over the unit is asked for with the unit, as with everything in it."""
        return self.pk

    @property
    def bare_name(self) -> str:
        """Without the type word: “Kim Khê”."""
        return bare_name(self.name, self.type)

    @property
    def full_name(self) -> str:
        """Xã Kim Khê, Huyện Kim Thành, Tỉnh Hải Dương; wants ``parent__parent`` selected."""
        names, unit = [self.name], self.parent
        while unit:
            names.append(unit.name)
            unit = unit.parent
        return ", ".join(names)


class Succession(models.Model):
    """What became of a unit: all of it, or a part, went to the successor on a day.

    ``is_default``: where things go that nobody has placed more exactly, at most one successor.
    """

    class Share(models.TextChoices):
        WHOLE = "whole", _("whole")
        PART = "part", _("part")

    predecessor = models.ForeignKey(Unit, models.CASCADE, related_name="became")
    successor = models.ForeignKey(Unit, models.CASCADE, related_name="came_from")
    share = models.CharField(_("share"), max_length=5, choices=Share.choices)
    is_default = models.BooleanField(_("default successor"), default=False)
    on = models.DateField(_("on"))
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("succession of units")
        verbose_name_plural = _("successions of units")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="succession_named_once"
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(is_default=True),
                name="succession_one_default",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_of_another"
            ),
            within_reason("on", name="succession_within_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Village(models.Model):
    """A village or residential group; it keeps its identity when units around it change.

    ``name`` is as people say it (“thôn Phương Duệ”); search and order are without “thôn”.
    ``became``: the village that it was merged into, which goes on with its things.
    """

    Kind = VillageKind

    key = models.SlugField(max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("kind"), max_length=12, choices=VillageKind.choices, default=VillageKind.THON
    )
    folded_name = FoldedField(of="bare_name", max_length=120)
    sort_name = SortField(of="bare_name", max_length=250)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    became = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="came_from"
    )

    class Meta:
        verbose_name = _("village")
        verbose_name_plural = _("villages")
        indexes = [models.Index(fields=["folded_name"], name="village_folded_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
                | Q(latitude__isnull=True, longitude__isnull=True),
                name="village_on_the_globe",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def bare_name(self) -> str:
        """Without the word of its kind: “Phương Duệ”."""
        return bare_village(self.name)


class VillageFormerName(models.Model):
    """What a village was called until a day; old papers and tables still say it."""

    village = models.ForeignKey(Village, models.CASCADE, related_name="former_names")
    name = models.CharField(_("name"), max_length=120)
    folded_name = FoldedField(of="bare_name", max_length=120)
    until = models.DateField(_("until"))

    class Meta:
        verbose_name = _("former name of a village")
        verbose_name_plural = _("former names of villages")
        constraints = [within_reason("until", name="village_renamed_within_reason")]

    def __str__(self) -> str:
        return self.name

    @property
    def bare_name(self) -> str:
        return bare_village(self.name)


class VillagePlacement(models.Model):
    """To which unit a village belongs, and when."""

    village = models.ForeignKey(Village, models.CASCADE, related_name="placements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("place of a village")
        verbose_name_plural = _("places of villages")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from"))
                | Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True),
                name="placement_ends_after_start",
            ),
            within_reason("valid_from", "valid_to", name="placement_within_reason"),
            _no_overlap(
                owner="village_id", begin="valid_from", end="valid_to", name="placement_one_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.village_id} in {self.unit_id}"


class Agency(models.Model):
    """A body that can be given work, or asked to answer, at a unit."""

    class Kind(models.TextChoices):
        PARTY = "party", _("Party body")
        OFFICE = "office", _("office")
        DEPARTMENT = "department", _("specialised department")
        SERVICE = "service", _("public service body")
        FRONT = "front", _("Fatherland Front or mass organisation")
        POLICE = "police", _("police or military")
        ENTERPRISE = "enterprise", _("enterprise or cooperative")

    key = models.SlugField(max_length=120, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agencies")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.DEPARTMENT)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="agency_named_once_in_unit"),
        ]

    def __str__(self) -> str:
        return self.name


class AgencyFormerName(models.Model):
    """What an agency was called until a day."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="former_names")
    name = models.CharField(_("name"), max_length=200)
    until = models.DateField(_("until"))

    class Meta:
        verbose_name = _("former name of an agency")
        verbose_name_plural = _("former names of agencies")
        constraints = [within_reason("until", name="agency_renamed_within_reason")]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """The head of the Party committee, or of the government, of a unit."""

    class Kind(models.TextChoices):
        PARTY = "party", _("head of the Party committee")
        GOVERNMENT = "government", _("head of the government")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title of the post"), max_length=160)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(fields=["unit", "kind"], name="post_one_of_a_kind"),
        ]

    def __str__(self) -> str:
        return self.title


class Term(models.Model):
    """Who holds a post, and when; ``holder`` empty: only the post is shown."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="terms")
    holder = models.CharField(_("name"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="term_ends_after_start",
            ),
            within_reason("starts_on", "ends_on", name="term_within_reason"),
            _no_overlap(owner="post_id", begin="starts_on", end="ends_on", name="term_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.holder}" if self.holder else str(self.post)
