"""Two matters that turn out to be one, and how that is undone."""

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, NotReady, WrongState
from doithoai.language.privacy import public_words
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter, Raising
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor


@action
def merge_matter(matter: Matter, into: Matter, *, by: Actor, reason: str) -> None:
    """From now on ``matter`` is a part of ``into``: whoever raised it raised the other.

    Both wait for a dialogue. Each raising remembers where it came from, so that ``unmerge_matter``
    puts it back; the raising of somebody who raised both stays where it is.
    """
    if matter.pk == into.pk:
        raise Invalid(_("A matter cannot be merged into itself."), field="into")
    if matter.unit_id != into.unit_id:
        raise Invalid(_("The matter belongs to another unit."), field="into")
    _lock(matter, into)
    if into.state != MatterState.OPEN:
        raise WrongState(
            _("“%(title)s” no longer waits for a dialogue.") % {"title": into.title}, field="into"
        )
    if Matter.objects.filter(merged_into=matter).exists():
        raise NotReady(
            _("Other matters were merged into this one: merge the other way, or undo that first.")
        )
    facts = {"into": into.code}
    perform(
        "merge", matter, by=by, note=public_words(reason), facts=facts, also={"merged_into": into}
    )
    both = Raising.objects.filter(matter=into).values("opinion")
    moved = Raising.objects.filter(matter=matter).exclude(opinion__in=both)
    moved.update(matter=into, moved_from=matter)


@action
def unmerge_matter(matter: Matter, *, by: Actor, reason: str) -> None:
    """Undo ``merge_matter``; what was raised since then stays with the other matter.

    Raises WrongState when it is a part of another matter, or of none, than ``matter`` says.
    """
    into = matter.merged_into
    _lock(*filter(None, (matter, into)))
    matter.refresh_from_db(fields=["merged_into"])
    if matter.merged_into_id != (into.pk if into else None):
        raise WrongState(_("Somebody else has changed this meanwhile. Please look again."))
    facts = {"into": into.code if into else ""}
    perform(
        "unmerge", matter, by=by, note=public_words(reason), facts=facts, also={"merged_into": None}
    )
    Raising.objects.filter(moved_from=matter).update(matter=matter, moved_from=None)


def _lock(*matters: Matter) -> None:
    """In the order of their keys, so that two officers who merge crosswise do not block."""
    rows = Matter.objects.select_for_update(of=("self",)).order_by("pk")
    list(rows.filter(pk__in=[one.pk for one in matters]))
    for matter in matters:
        matter.refresh_from_db(fields=["state"])
