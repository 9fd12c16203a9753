"""How an office of the illustration gathers: rounds, ready answers, data requests.

Names and numbers in the vault are invented and say so.
"""

from datetime import datetime, timedelta
from typing import cast

from doithoai.kit.time import VIET_NAM
from doithoai.opinions.actions.data_rights import decline_request, grant_request, request_erasure
from doithoai.opinions.actions.hands import take_over
from doithoai.opinions.actions.inquiries import ask_author, reply_to_office
from doithoai.opinions.actions.ready_answers import begin_with_ready_answers
from doithoai.opinions.actions.rounds import open_round
from doithoai.opinions.actions.triage import move_to_round
from doithoai.opinions.author import Author
from doithoai.opinions.lifecycle import OpinionState
from doithoai.opinions.models import Channel, CollectionRound, Opinion
from doithoai.people.actors import Official
from doithoai.people.contacts import Contact
from doithoai.people.roles import RoleName
from doithoai.sample.places import COMMUNES
from doithoai.sample.plan import Gathered, gathered
from doithoai.sample.texts import spoken
from doithoai.sample.world import Stage

UNIT = "kimthanh"
ROUNDS = (
    ("Góp ý trước hội nghị đối thoại đợt trước (minh họa)", -80, -60),
    ("Góp ý trước hội nghị đối thoại sắp tới (minh họa)", -6, 8),
)
COLLECTED = (Channel.FRONT, Channel.VILLAGE_HEAD, Channel.PAPER)


def gather(stage: Stage) -> None:
    """Plan the rounds and what came of the opinions listed in ``opinions.toml``."""
    units = [stage.ground.units[key] for key in COMMUNES]
    stage.timeline.at(stage.present.at(-320, 9), lambda: begin_with_ready_answers(units))
    rounds: list[CollectionRound] = []
    for title, opens, closes in ROUNDS:
        _plan_round(stage, rounds, title, opens, closes)
    for part in gathered():
        _plan(stage, rounds, part)


def _plan_round(
    stage: Stage, rounds: list[CollectionRound], title: str, opens: int, closes: int
) -> None:
    first, last = stage.present.day(opens), stage.present.day(closes)

    def collect() -> None:
        """At the end the office counts in the round what came by its roads while it was open."""
        office = stage.office(UNIT)
        found = Opinion.objects.filter(
            unit=stage.ground.units[UNIT],
            round=None,
            channel__in=COLLECTED,
            state__in=(OpinionState.RECEIVED, OpinionState.ACCEPTED),
            received_at__gte=datetime.combine(first, datetime.min.time(), VIET_NAM),
        )
        for opinion in found.order_by("received_at", "id"):
            move_to_round(opinion, rounds[0], by=office)

    def begin() -> None:
        front = stage.cast.at(UNIT, RoleName.FRONT)
        unit = stage.ground.units[UNIT]
        rounds.append(
            open_round(
                by=front, unit=unit, title=title, opens_on=first, closes_on=last, is_sample=True
            )
        )

    stage.timeline.at(stage.present.at(opens, 8), begin)
    if closes < 0:
        stage.timeline.at(stage.present.at(closes, 17), collect)


def _plan(stage: Stage, rounds: list[CollectionRound], part: Gathered) -> None:
    received = stage.present.moment - timedelta(days=part.days, minutes=40)
    heard: list[Opinion] = []
    stage.timeline.at(received, lambda: heard.append(_hear(stage, rounds, part)))
    if part.end:
        decided = stage.present.lately(received + timedelta(days=1, hours=2))
        stage.timeline.at(decided, lambda: _end(stage, part, heard[0]))


def _hear(stage: Stage, rounds: list[CollectionRound], part: Gathered) -> Opinion:
    village = stage.ground.villages[part.village]
    contact = Contact(part.name, part.phone, "", consent=True) if part.name else None
    return stage.hear(
        UNIT,
        village,
        part.channel,
        spoken(part.text, village),
        contact=contact,
        round=rounds[-1] if part.in_round else None,
        role=RoleName.VILLAGE_HEAD if part.channel == Channel.VILLAGE_HEAD else "",
    )


def _end(stage: Stage, part: Gathered, opinion: Opinion) -> None:
    office, author = stage.office(UNIT), Author(opinion)
    match part.end:
        case "in_hand":
            take_over(opinion, by=cast(Official, office))
        case "replied":
            ask_author(opinion, by=office, question=part.said)
            reply_to_office(opinion, by=author, text=part.answer)
        case "erasure_asked":
            request_erasure(opinion, by=author)
        case "erasure_granted":
            grant_request(request_erasure(opinion, by=author), by=office)
        case "erasure_declined":
            decline_request(request_erasure(opinion, by=author), by=office, reason=part.answer)
