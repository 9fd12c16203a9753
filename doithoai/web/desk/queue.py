"""Waiting opinions with the day by which their authors must be told."""

from collections.abc import Iterable

from doithoai.deadlines.queries import Reckoner
from doithoai.deadlines.rules import Due
from doithoai.opinions.models import Opinion

ACCEPTANCE = "acceptance_notice"


def with_due(opinions: Iterable[Opinion]) -> list[tuple[Opinion, Due | None]]:
    reckoner = Reckoner([ACCEPTANCE])
    return [(one, reckoner.due(ACCEPTANCE, one.received_at)) for one in opinions]
