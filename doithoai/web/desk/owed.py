"""Letters that the office owes to authors: where an opinion went, what becomes of their data."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from doithoai.opinions.lifecycle import DataRequestState
from doithoai.opinions.queries.data_rights import data_requests_for, untold_referrals_for
from doithoai.people.queries import Official
from doithoai.web.desk.task import Task

MOST = 60


def letters_owed(official: Official) -> Iterator[Task]:
    for slip in untold_referrals_for(official)[:MOST]:
        yield Task(
            slip.due_on,
            _("Tell the author where the opinion went"),
            f"{slip.number}/{slip.year} · {slip.get_procedure_display()}",
            _("Office"),
            slip.due_basis,
            reverse("desk:slip", args=[slip.opinion_id]),
            "signpost-split",
            slip.opinion.is_sample,
        )
    asked = data_requests_for(official).filter(state=DataRequestState.ASKED)
    for one in asked[:MOST]:
        yield Task(
            one.due_on,
            _("Answer a request about personal data"),
            str(one.unit),
            _("Office"),
            one.due_basis,
            reverse("desk:data_requests"),
            "shield-lock",
            one.opinion.is_sample,
        )
