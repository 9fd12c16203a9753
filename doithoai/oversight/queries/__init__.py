"""Reading what citizens said of results."""

from doithoai.commitments.lifecycle import REPORTED
from doithoai.commitments.models import Commitment
from doithoai.commitments.queries import public_commitments
from doithoai.opinions.lifecycle import ANSWERED
from doithoai.opinions.models import Matter


def latest_commitment(matter: Matter) -> Commitment | None:
    """The commitment that stands for the matter now: the one made last."""
    return public_commitments().filter(matter=matter).order_by("-assigned_at", "-id").first()


def awaits_verdict(matter: Matter, commitment: Commitment | None) -> bool:
    """Whether there is a result on which the authors can speak."""
    if commitment is None:
        return matter.state in ANSWERED
    return commitment.state in REPORTED
