"""What every scene of the illustration needs at hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from doithoai.kit.time import now
from doithoai.opinions.actions.receiving import record_opinion
from doithoai.opinions.actions.telling import inform_author
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.models import Channel, CollectionRound, Matter, Opinion, Telling
from doithoai.people.actors import Visitor
from doithoai.people.contacts import Contact
from doithoai.people.roles import RoleName
from doithoai.places.models import Village
from doithoai.record.moves import Actor
from doithoai.sample.accounts import Cast
from doithoai.sample.clock import Present, Timeline
from doithoai.sample.pictures import Pictures
from doithoai.sample.places import Ground
from doithoai.sample.plan import Topic
from doithoai.sample.texts import Voices, spoken

ENTERED_BY = {
    Channel.WEB: "",
    Channel.FRONT: RoleName.FRONT,
    Channel.VILLAGE_HEAD: RoleName.OFFICE,
    Channel.PAPER: RoleName.OFFICE,
    Channel.IN_PERSON: RoleName.OFFICE,
    Channel.PHONE: RoleName.OFFICE,
    Channel.EMAIL: RoleName.OFFICE,
    Channel.ZALO: RoleName.OFFICE,
}
STILL_TO_TELL = timedelta(days=4)


@dataclass
class Cause:
    """A matter on its way through the illustration; ``matter`` is there once it is accepted."""

    unit: str
    topic: Topic
    village: Village
    matter: Matter | None = None
    first: Opinion | None = None

    @property
    def known(self) -> Matter:
        if self.matter is None:
            raise LookupError(f"topic {self.topic.no} was not raised yet")
        return self.matter

    @property
    def author(self) -> Opinion:
        if self.first is None:
            raise LookupError(f"topic {self.topic.no} has no author yet")
        return self.first


@dataclass
class Stage:
    present: Present
    timeline: Timeline
    ground: Ground
    cast: Cast
    voices: Voices
    pictures: Pictures

    def office(self, unit: str) -> Actor:
        return self.cast.at(unit, RoleName.OFFICE)

    def cause(self, unit: str, topic: Topic, village: str) -> Cause:
        return Cause(unit, topic, self.ground.villages[village])

    def raise_cause(self, cause: Cause, received: datetime, accepted: datetime) -> None:
        """One more voice for the cause, and the day when the office accepts it."""
        channel = self.voices.channel()
        core = self.voices.core(cause.topic, cause.village)
        text = self.voices.words(core, cause.village, channel)
        kept: list[Opinion] = []
        self.timeline.at(
            received, lambda: kept.append(self.hear(cause.unit, cause.village, channel, text))
        )
        self.timeline.at(accepted, lambda: self._accept(cause, kept[0], core))

    def hear(
        self,
        unit: str,
        village: Village,
        channel: str,
        text: str,
        *,
        contact: Contact | None = None,
        round: CollectionRound | None = None,
        role: str = "",
    ) -> Opinion:
        """``role``: who enters it, where it is another one than usual for the channel."""
        role = role or ENTERED_BY[Channel(channel)]
        opinion, _receipt = record_opinion(
            by=self.cast.at(unit, role) if role else Visitor(),
            client_key=self.voices.key(),
            unit=self.ground.units[unit],
            village=village,
            text=text,
            channel=channel,
            contact=contact,
            round=round,
            is_sample=True,
        )
        return opinion

    def _accept(self, cause: Cause, opinion: Opinion, quote: str) -> None:
        office = self.office(cause.unit)
        if cause.matter is None:
            cause.first = opinion
            draft = self.draft(cause, quote)
            (cause.matter,) = accept_opinion(opinion, by=office, drafts=[draft])
        else:
            accept_opinion(opinion, by=office, existing=[cause.matter], quote=quote)
        self.tell(opinion, by=office)

    def tell(self, opinion: Opinion, *, by: Actor) -> None:
        """The office told the author whom no message reaches; of the last days it still has to."""
        if opinion.must_be_told and now() < self.present.moment - STILL_TO_TELL:
            is_own = opinion.channel == Channel.VILLAGE_HEAD
            way = Telling.Way.VILLAGE if is_own else Telling.Way.CALL
            inform_author(opinion, by=by, way=way)

    def draft(self, cause: Cause, quote: str = "") -> MatterDraft:
        return MatterDraft(
            title=spoken(cause.topic.title, cause.village),
            field=cause.topic.field,
            summary=spoken(cause.topic.summary, cause.village),
            village=cause.village,
            quote=quote,
        )

    def raise_before(self, cause: Cause, voices: int, before: datetime, days: int) -> None:
        """``voices`` opinions in the ``days`` before a moment, the first of them the earliest."""
        step = timedelta(days=days) / max(1, voices + 1)
        for number in range(voices):
            received = (
                before - step * (voices - number) + timedelta(minutes=self.voices.minutes(300))
            )
            answered = min(received + timedelta(days=2, hours=number % 5), before)
            self.raise_cause(cause, min(received, before - timedelta(hours=2)), answered)
