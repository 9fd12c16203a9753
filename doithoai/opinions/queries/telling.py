"""Whose authors asked to be told that there is news."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from doithoai.channels.queries import untold_dispatches
from doithoai.kit.time import today
from doithoai.opinions.models import Channel, Opinion, Raising, Telling
from doithoai.people.actors import Official
from doithoai.people.lifecycle import IdentityState
from doithoai.people.queries import appointments_on
from doithoai.people.roles import RoleName
from doithoai.places.queries import with_merged
from doithoai.record.permissions import Permission


def opinions_to_tell() -> QuerySet[Opinion]:
    """Opinions whose authors want to be told, and who let what is kept of them be used for it."""
    rows = Opinion.objects.exclude(tell_by="").filter(
        identity__box__isnull=False, identity__state=IdentityState.KEPT
    )
    return rows.select_related("identity__box", "unit")


def opinions_to_tell_about(matter_ids: Iterable[int]) -> QuerySet[Opinion]:
    """Of these, the ones that raised one of the matters."""
    raised = Raising.objects.filter(matter__in=matter_ids)
    return opinions_to_tell().filter(pk__in=raised.values("opinion"))


def perhaps_untold(before: datetime | None = None) -> QuerySet[Any]:
    """Of these, the ones whose author was perhaps not told; adds ``untold_since``."""
    letters = untold_dispatches(before).filter(addressee=OuterRef("pk"), way=OuterRef("tell_by"))
    since = letters.order_by("begun_at").values("begun_at")[:1]
    return opinions_to_tell().annotate(untold_since=Subquery(since)).filter(Exists(letters))


def perhaps_untold_for(official: Official, before: datetime | None = None) -> QuerySet[Any]:
    """Of the units for which the official answers authors, the longest waiting first."""
    units = official.unit_ids(Permission.TRIAGE_OPINION)
    return perhaps_untold(before).filter(unit_id__in=units).order_by("untold_since", "id")


def untold_since(opinion: Opinion) -> datetime | None:
    """When the first letter to its author was begun that perhaps never arrived."""
    rows = perhaps_untold().filter(pk=opinion.pk)
    return rows.values_list("untold_since", flat=True).first()


def standing_tellings() -> QuerySet[Telling]:
    """What authors whom no message reaches still have to be told, the earliest due first."""
    rows = Telling.objects.filter(told_on__isnull=True, about=F("opinion__state"))
    rows = rows.select_related("opinion__unit", "opinion__village")
    return rows.order_by("due_on", "id")


def tellings_for(official: Official) -> QuerySet[Telling]:
    """Of the units for which the official answers authors."""
    units = official.unit_ids(Permission.TRIAGE_OPINION)
    return standing_tellings().filter(opinion__unit_id__in=units)


def tellings_of_villages(official: Official) -> QuerySet[Telling]:
    """What a village head tells: of opinions that heads of the own villages entered, and of those
    that the office passed to them.
    """
    rows = standing_tellings().filter(opinion__village__in=villages_of_head(official))
    rows = rows.filter(opinion__unit_id__in=official.unit_ids(Permission.TELL_AUTHOR))
    return rows.filter(Q(opinion__channel=Channel.VILLAGE_HEAD) | Q(passed_at__isnull=False))


def villages_of_head(official: Official) -> frozenset[int]:
    """The villages that the official works for, with those that were merged into them."""
    return with_merged([held.village_id for held in official.appointments if held.village_id])


def telling_of(opinion: Opinion) -> Telling | None:
    """What its author must be told, or was told last of the state in which it is."""
    return Telling.objects.filter(opinion=opinion, about=opinion.state).first()


def has_village_head(opinion: Opinion) -> bool:
    """Whether a head of its village works here today."""
    held = appointments_on(today()).filter(role=RoleName.VILLAGE_HEAD, unit=opinion.unit_id)
    villages = [one for one in held.values_list("village_id", flat=True) if one]
    return any(opinion.village_id in with_merged([one]) for one in villages)
