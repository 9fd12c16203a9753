"""What a commitment must have before a step; each rule answers what is missing."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from doithoai.commitments.models import Commitment

SOON = timedelta(days=7)


def has_evidence(commitment: "Commitment") -> Promise | None:
    """“Done” is said with a photograph or a document, never with a word alone."""
    if commitment.new_evidence:
        return None
    return _("Please add a photograph or name the document that shows the result.")


def is_overdue(due_on: date, done_on: date | None, *, at: date) -> bool:
    """Whether the work was not done when its due date had passed."""
    return (done_on or at) > due_on


def is_due_soon(due_on: date, done_on: date | None, *, at: date) -> bool:
    return done_on is None and at <= due_on <= at + SOON
