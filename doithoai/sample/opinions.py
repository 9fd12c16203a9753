"""Opinions that raise no matter: they wait, or were refused, referred or withdrawn."""

from datetime import timedelta

from doithoai.opinions.actions.data_rights import withdraw_opinion
from doithoai.opinions.actions.referral import refer_opinion
from doithoai.opinions.actions.triage import refuse_opinion
from doithoai.opinions.author import Author
from doithoai.opinions.models import Opinion
from doithoai.sample.plan import Loose
from doithoai.sample.texts import spoken
from doithoai.sample.world import Stage


def leave(stage: Stage, part: Loose) -> None:
    """Plan the opinion and what became of it (``end``; "received": it still waits)."""
    village = stage.ground.villages[part.village]
    received = stage.present.moment - timedelta(
        days=part.days, minutes=30 + stage.voices.minutes(400)
    )
    heard: list[Opinion] = []
    stage.timeline.at(
        received,
        lambda: heard.append(
            stage.hear(part.unit, village, part.channel, spoken(part.text, village))
        ),
    )
    if part.end != "received":
        decided = stage.present.lately(received + timedelta(days=1, hours=3))
        stage.timeline.at(decided, lambda: _end(stage, part, heard[0]))


def _end(stage: Stage, part: Loose, opinion: Opinion) -> None:
    office = stage.office(part.unit)
    if part.end == "referred":
        refer_opinion(
            opinion,
            by=office,
            reason=part.reason,
            procedure=part.procedure,
            authority=part.authority,
        )
    elif part.end == "refused":
        refuse_opinion(opinion, by=office, reason=part.reason)
        stage.tell(opinion, by=office)
    else:
        withdraw_opinion(opinion, by=Author(opinion))
