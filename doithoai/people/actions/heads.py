"""A unit's head changes: the term, and what becomes of the former head's rights."""

from datetime import date

from doithoai.people.actions import end_appointment
from doithoai.people.queries import head_appointments
from doithoai.places.actions import succeed
from doithoai.places.models import Post, Term
from doithoai.record.actions import action
from doithoai.record.moves import Actor


@action
def change_head(
    *, post: Post, starts_on: date, by: Actor, holder: str = "", ends_roles: bool
) -> Term:
    """The next head from a day on. ``ends_roles``: whoever acts as head of the unit from an
    earlier day loses that role on it; other roles and the account itself stay."""
    term = succeed(post=post, starts_on=starts_on, holder=holder, by=by)
    if ends_roles:
        for held in head_appointments(post, starts_on).filter(starts_on__lt=starts_on):
            end_appointment(held, by=by, on=starts_on)
    return term
