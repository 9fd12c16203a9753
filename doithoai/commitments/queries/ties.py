"""What hangs on a village, an agency or a role, in words: somebody must go on with it."""

from django.db.models import QuerySet
from django.utils.translation import ngettext

from doithoai.commitments.lifecycle import UNDONE
from doithoai.commitments.models import Commitment
from doithoai.dialogues.lifecycle import AHEAD
from doithoai.dialogues.models import Dialogue
from doithoai.kit.time import today
from doithoai.opinions.lifecycle import WAITING, WAITING_FOR_DIALOGUE
from doithoai.opinions.models import CollectionRound, Matter, Opinion
from doithoai.people.models import Appointment
from doithoai.people.queries import appointments_not_ended
from doithoai.places.models import Agency, Unit, Village
from doithoai.places.queries import with_merged


def village_ties(village: Village) -> list[str]:
    """Nothing when nobody and nothing is left in it."""
    keys = with_merged([village.pk])
    opinions = Opinion.objects.filter(village__in=keys, state__in=WAITING).count()
    matters = Matter.objects.filter(village__in=keys, state__in=WAITING_FOR_DIALOGUE).count()
    works = Commitment.objects.filter(matter__village__in=keys, state__in=UNDONE).count()
    rounds = CollectionRound.objects.filter(villages=village.pk, closes_on__gte=today()).count()
    dialogues = Dialogue.objects.filter(villages=village.pk, state__in=AHEAD).count()
    roles = roles_in(village).count()
    return _told(
        (opinions, ngettext("%(n)d waiting opinion", "%(n)d waiting opinions", opinions)),
        (
            matters,
            ngettext(
                "%(n)d matter not concluded",
                "%(n)d matters not concluded",
                matters,
            ),
        ),
        (works, ngettext("%(n)d promised work", "%(n)d promised works", works)),
        (rounds, ngettext("%(n)d open round", "%(n)d open rounds", rounds)),
        (dialogues, ngettext("%(n)d dialogue ahead", "%(n)d dialogues ahead", dialogues)),
        (roles, ngettext("%(n)d role", "%(n)d roles", roles)),
    )


def roles_in(village: Village) -> QuerySet[Appointment]:
    """Appointments for the village that run, or will."""
    return appointments_not_ended(today()).filter(village=village.pk)


def agency_ties(agency: Agency) -> list[str]:
    """Works it leads or supports that are not done, and its officers."""
    leads = works_of(agency)
    helps = Commitment.objects.filter(supporting=agency.pk, state__in=UNDONE).count()
    officers = appointments_not_ended(today()).filter(agency=agency.pk).count()
    return _told(
        (leads, ngettext("%(n)d work that it leads", "%(n)d works that it leads", leads)),
        (helps, ngettext("%(n)d work that it supports", "%(n)d works that it supports", helps)),
        (officers, ngettext("%(n)d officer", "%(n)d officers", officers)),
    )


def works_of(agency: Agency) -> int:
    """Works it leads that are not done."""
    return Commitment.objects.filter(lead=agency.pk, state__in=UNDONE).count()


def opinions_waiting_in(unit: Unit) -> int:
    return Opinion.objects.filter(unit=unit.pk, state__in=WAITING).count()


def _told(*ties: tuple[int, str]) -> list[str]:
    return [words % {"n": count} for count, words in ties if count]
