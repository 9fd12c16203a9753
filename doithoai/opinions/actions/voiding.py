"""What was done by mistake and is undone within a day: an entry, and an acceptance."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.kit.errors import NotAllowed, NotReady, WrongState
from doithoai.kit.time import now
from doithoai.language.privacy import public_words
from doithoai.opinions.actions.hands import FREE
from doithoai.opinions.actions.purge import (
    PURGED,
    forget_person,
    locked_original,
    purge_leftovers,
    without_words,
)
from doithoai.opinions.lifecycle import MatterState, OpinionState
from doithoai.opinions.models import Channel, Matter, Opinion
from doithoai.opinions.rules import KEPT_FOR
from doithoai.people.actions.vault import drop_box
from doithoai.people.actors import OnDuty
from doithoai.record.actions import action, perform
from doithoai.record.models import Entry
from doithoai.record.moves import Actor
from doithoai.record.permissions import Permission
from doithoai.record.queries import history

VOID_STUB = gettext_lazy("(Entered by mistake; the words are erased.)")


@action
def take_back_opinion(opinion: Opinion, *, by: Actor) -> None:
    """What an office entered by mistake is void: it counts nowhere, and nobody withdrew it.

    Its words are kept for a day, for the office alone, in which it can be brought back. Raises
    NotAllowed for anybody but the office or the body that entered it.
    """
    _require_entered(opinion, by=by)
    perform("take_back", opinion, by=by, also=FREE)


@action
def restore_opinion(opinion: Opinion, *, by: Actor) -> None:
    """Bring back what was taken back. Raises WrongState a day later, when its words are erased."""
    _require_entered(opinion, by=by)
    locked_original(opinion)
    if bytes(opinion.words_mark) == PURGED:
        raise WrongState(_("Its words are erased."))
    perform("restore", opinion, by=by)


@action
def destroy_void(*, by: Actor) -> int:
    """Erase what is kept of void entries, a day after they were taken back; of how many."""
    taken_back = Entry.objects.filter(
        life=Opinion.lifecycle.name, move="take_back", thing=OuterRef("pk")
    )
    kept = Opinion.objects.filter(state=OpinionState.VOID).exclude(words_mark=PURGED)
    old = kept.exclude(Exists(taken_back.filter(at__gt=now() - KEPT_FOR)))
    void = list(old.select_for_update(of=("self",)))
    for opinion in void:
        box = locked_original(opinion)
        perform("destroy", opinion, by=by, also=without_words(VOID_STUB))
        drop_box(box)
        purge_leftovers(opinion)
        forget_person(opinion, by=OnDuty(by, Permission.ERASE_IDENTITY))
    return len(void)


@action
def undo_acceptance(opinion: Opinion, *, by: Actor, reason: str) -> None:
    """The opinion waits again; its matters that nobody else raised are void.

    Raises WrongState a day after it was accepted, and NotReady when such a matter is put to a
    dialogue already. What was said at a dialogue is put right there.
    """
    reason = public_words(reason)
    if not is_acceptance_fresh(opinion):
        raise WrongState(_("An acceptance is undone within 24 hours."))
    perform("undo_accept", opinion, by=by, note=reason)
    raised = Matter.objects.select_for_update(of=("self",)).filter(raisings__opinion=opinion)
    for matter in raised.order_by("pk"):
        if not matter.raisings.exclude(opinion=opinion).exists():
            _void(matter, by=by, reason=reason)
    opinion.raisings.all().delete()


def is_acceptance_fresh(opinion: Opinion) -> bool:
    """Whether it was accepted at the desk less than a day ago."""
    if opinion.channel == Channel.MEETING:
        return False
    accepted = history(opinion, public_only=False).filter(move="accept").last()
    return accepted is not None and now() < accepted.at + KEPT_FOR


def was_entered(opinion: Opinion, *, by: Actor) -> bool:
    """Whether this official's office or body entered it."""
    first = history(opinion, public_only=False).first()
    return first is not None and (first.move, first.actor) == ("enter", by.mark)


def _void(matter: Matter, *, by: Actor, reason: str) -> None:
    if matter.state != MatterState.OPEN:
        raise NotReady(
            _("“%(title)s” is put to a dialogue: take it off there first.")
            % {"title": matter.title}
        )
    if matter.merged.exists():
        raise NotReady(
            _("Other matters were merged into “%(title)s”: undo that first.")
            % {"title": matter.title}
        )
    perform("void", matter, by=by, note=reason)


def _require_entered(opinion: Opinion, *, by: Actor) -> None:
    if not was_entered(opinion, by=by):
        raise NotAllowed(_("Only who entered an opinion takes it back; its author withdraws it."))
