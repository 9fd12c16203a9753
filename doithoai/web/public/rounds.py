"""Rounds of collection that are open now, kept for every page that tells of them."""

from doithoai.opinions.models import CollectionRound
from doithoai.opinions.queries.gathering import open_rounds
from doithoai.web.public.kept import kept


def rounds_now() -> list[CollectionRound]:
    return kept("rounds", lambda: list(open_rounds()))
