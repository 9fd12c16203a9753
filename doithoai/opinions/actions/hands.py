"""Who has an opinion in hand: one officer at a time, and the others see who."""

from typing import Any, Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import WrongState
from doithoai.kit.time import date_time, now
from doithoai.opinions.models import Opinion
from doithoai.opinions.rules import STALE_AFTER
from doithoai.people.actors import Official
from doithoai.people.models import User
from doithoai.record.actions import action, perform
from doithoai.record.moves import Actor

FREE: Final[dict[str, Any]] = {"taken_by": None, "taken_at": None}
"""What a decision writes: a decided opinion is in nobody's hands."""


@action
def take_over(opinion: Opinion, *, by: Official, instead_of: int | None = None) -> None:
    """Take the opinion in hand.

    ``instead_of``: the key of the officer from whom it is taken, as the person saw it on the page;
    without it an opinion that somebody else holds is not taken (WrongState), nor is one that went
    to a third officer meanwhile.
    """
    holder = _holder(opinion)
    if holder and holder != by.user and holder.pk != instead_of:
        raise _held(holder, opinion)
    facts = {"from_another": True} if holder and holder != by.user else {}
    also = {"taken_by": by.user, "taken_at": now()}
    perform("take_over", opinion, by=by, facts=facts, also=also)


@action
def put_back(opinion: Opinion, *, by: Official) -> None:
    """Give the opinion out of hand, for others to take."""
    require_free(opinion, by=by)
    perform("put_back", opinion, by=by, also=FREE)


def require_free(opinion: Opinion, *, by: Actor) -> None:
    """Locks the opinion; raises WrongState when another officer has it in hand."""
    holder = _holder(opinion)
    if holder and holder != getattr(by, "user", None):
        raise _held(holder, opinion)


def is_stale(opinion: Opinion) -> bool:
    """Whether it was taken so long ago that it counts as free."""
    return opinion.taken_at is not None and now() - opinion.taken_at >= STALE_AFTER


def _holder(opinion: Opinion) -> User | None:
    """Who holds it now, by the locked row; None for nobody and for a stale hold."""
    # Not joined: what is joined to a row that was waited for is as it was before the wait.
    row = Opinion.objects.select_for_update().only("taken_at", "taken_by").get(pk=opinion.pk)
    opinion.taken_by, opinion.taken_at = row.taken_by, row.taken_at
    return None if is_stale(row) else row.taken_by


def _held(holder: User, opinion: Opinion) -> WrongState:
    since = date_time(opinion.taken_at) if opinion.taken_at else ""
    return WrongState(
        _("%(who)s has had this opinion in hand since %(since)s.")
        % {"who": holder.display_name, "since": since}
    )
