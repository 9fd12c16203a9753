"""Erasing what an author wrote, also about a result."""

from doithoai.opinions.actions.data_rights import grant_request
from doithoai.opinions.models import DataRequest
from doithoai.oversight.models import Confirmation
from doithoai.record.actions import action
from doithoai.record.moves import Actor


@action
def grant_erasure(request: DataRequest, *, by: Actor) -> None:
    """As ``grant_request``, and what the author wrote of a result; verdicts stay."""
    grant_request(request, by=by)
    Confirmation.objects.filter(opinion_id=request.opinion_id).update(text="")
