"""A dialogue of the illustration from its plan to the promises it gave."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from doithoai.commitments.actions import publish_and_assign
from doithoai.commitments.models import Commitment
from doithoai.conclusions.actions import (
    ResolutionDraft,
    draft_conclusion,
    edit_conclusion,
    resolve_matter,
)
from doithoai.conclusions.models import ConclusionNotice, Outcome
from doithoai.dialogues.actions import (
    DialoguePlan,
    cancel_dialogue,
    close_dialogue,
    notify_dialogue,
    open_dialogue,
    plan_dialogue,
    put_matter,
    record_turn,
)
from doithoai.dialogues.models import Announcement, Dialogue
from doithoai.opinions.author import Author
from doithoai.opinions.models import Channel
from doithoai.oversight.actions import confirm_result, dispute_result
from doithoai.places.models import Post
from doithoai.record.moves import Actor
from doithoai.sample.plan import Item, Session, topics
from doithoai.sample.promises import Promise
from doithoai.sample.texts import spoken
from doithoai.sample.world import Cause, Stage

# How far each state of the script goes through the life of a dialogue.
HELD = {"closed", "drafted", "published"}
SPOKEN = HELD | {"open"}
NOTICED = SPOKEN | {"noticed", "cancelled"}
CONCLUDED = {"drafted", "published"}
SPEAKING = timedelta(minutes=9)
HOW_TO_ATTEND = (
    "Ai cũng được dự và phát biểu, không cần giấy mời. Gửi ý kiến trước trên trang này hoặc nói "
    "với trưởng thôn; người đi lại khó khăn xin báo để được đón."
)


@dataclass
class Part:
    """A matter of the session with what the script says of it."""

    item: Item
    cause: Cause

    @property
    def outcome(self) -> str:
        return self.item.outcome or self.cause.topic.outcome


@dataclass
class Scene:
    stage: Stage
    session: Session
    parts: list[Part] = field(init=False)
    chair: Post = field(init=False)
    starts_at: datetime = field(init=False)
    dialogue: Dialogue = field(init=False)
    notice: ConclusionNotice = field(init=False)

    def __post_init__(self) -> None:
        self.chair = self.stage.ground.posts[self.session.unit, self.session.chair]
        self.parts = [
            Part(item, self.stage.cause(self.session.unit, topics()[item.topic], item.village))
            for item in self.session.items
        ]
        self.starts_at = self._beginning()

    def _beginning(self) -> datetime:
        present = self.stage.present
        if self.session.state == "open":
            begun = present.moment - timedelta(minutes=50)
            return begun.replace(minute=begun.minute // 15 * 15, second=0, microsecond=0)
        return present.at(self.session.day, self.session.hour)

    def play(self) -> None:
        """Plan every step that has come by now."""
        timeline, begin = self.stage.timeline, self.starts_at
        planned = self.stage.present.lately(begin - timedelta(days=40, hours=-2))
        timeline.at(planned, self._plan)
        noticed = self.stage.present.lately(begin - timedelta(days=15))
        if self.session.state in NOTICED:
            timeline.at(noticed, self._notify)
        put = self.stage.present.lately(begin - timedelta(days=6))
        for part in self.parts:
            if part.item.voices:
                last = min(put, self.stage.present.moment - timedelta(hours=1))
                self.stage.raise_before(part.cause, part.item.voices, last - timedelta(hours=1), 45)
                timeline.at(last, partial(self._put, part))
        if self.session.state == "cancelled":
            timeline.at(begin - timedelta(days=2), self._cancel)
        if self.session.state in SPOKEN:
            timeline.at(begin, lambda: open_dialogue(self.dialogue, by=self._office))
            self._speak()
        if self.session.state in HELD:
            self._close()

    @property
    def _office(self) -> Actor:
        return self.stage.office(self.session.unit)

    def _plan(self) -> None:
        session = self.session
        plan = DialoguePlan(
            unit=self.stage.ground.units[session.unit],
            chair=self.chair,
            title=session.title,
            starts_at=self.starts_at,
            place=session.place,
            form=session.form,
            mode=session.mode,
            how_to_attend=HOW_TO_ATTEND,
            villages=[self.stage.ground.villages[key] for key in session.villages],
        )
        self.dialogue = plan_dialogue(plan, by=self._office, is_sample=True)

    def _notify(self) -> None:
        notify_dialogue(self.dialogue, by=self._office, means=Announcement.Means.values)

    def _put(self, part: Part) -> None:
        put_matter(self.dialogue, part.cause.known, by=self._office)

    def _cancel(self) -> None:
        cancel_dialogue(self.dialogue, by=self._office, reason=self.session.reason)

    def _speak(self) -> None:
        """People take turns; whoever has two matters says both in one turn."""
        turns: list[list[Part]] = []
        for part in self.parts:
            if part.item.follows and turns:
                turns[-1].append(part)
            else:
                turns.append([part])
        for number, parts in enumerate(turns, start=1):
            when = self.starts_at + SPEAKING * number
            if when < self.stage.present.moment:
                self.stage.timeline.at(when, partial(self._turn, parts))

    def _turn(self, parts: list[Part]) -> None:
        first = parts[0].cause
        voices = self.stage.voices
        cores = [voices.core(part.cause.topic, part.cause.village) for part in parts]
        text = voices.words(cores[0], first.village, Channel.MEETING)
        new = [part.cause for part in parts if part.cause.matter is None]
        old = [part.cause.known for part in parts if part.cause.matter is not None]
        turn = record_turn(
            self.dialogue,
            by=self._office,
            client_key=self.stage.voices.key(),
            text=" Việc thứ hai: ".join([text, *cores[1:]]),
            drafts=[self.stage.draft(cause) for cause in new],
            existing=old,
            village=first.village,
            answer=spoken(first.topic.answer, first.village),
            answered_by=self._answerer(parts[0]),
        )
        if new:
            raised = turn.opinion.matters.exclude(pk__in=[matter.pk for matter in old])
            for cause, matter in zip(new, raised.order_by("pk"), strict=True):
                cause.matter, cause.first = matter, turn.opinion

    def _answerer(self, part: Part) -> str:
        lead = part.cause.topic.lead
        agency = self.stage.ground.agencies[self.session.unit, lead] if lead else None
        return f"Đại diện {agency.name}" if agency else self.chair.title

    def _close(self) -> None:
        timeline = self.stage.timeline
        ends = self.starts_at + SPEAKING * (len(self.parts) + 3)
        timeline.at(
            ends,
            lambda: close_dialogue(
                self.dialogue, by=self._office, attendees=self.session.attendees
            ),
        )
        if self.session.state in CONCLUDED:
            timeline.at(self.stage.present.lately(ends + timedelta(hours=20)), self._draft)
        if self.session.state == "published":
            published = self.stage.present.lately(ends + timedelta(days=4))
            timeline.at(published, self._publish)

    def _draft(self) -> None:
        self.notice = draft_conclusion(self.dialogue, by=self._office)
        edit_conclusion(
            self.notice,
            by=self._office,
            number=self.session.number,
            assessment=self.session.assessment,
        )
        done = self.parts if self.session.state == "published" else self.parts[:-2]
        for part in done:
            resolve_matter(
                self.notice, part.cause.known, by=self._office, draft=self._resolution(part)
            )

    def _resolution(self, part: Part) -> ResolutionDraft:
        topic, village = part.cause.topic, part.cause.village
        if part.outcome != Outcome.ASSIGNED:
            return ResolutionDraft(
                part.outcome, spoken(topic.answer, village), receiver=topic.receiver
            )
        agencies = self.stage.ground.agencies
        return ResolutionDraft(
            part.outcome,
            spoken(topic.task, village),
            lead=agencies[self.session.unit, topic.lead],
            supporting=[agencies[self.session.unit, key] for key in topic.supporting],
            due_on=None if part.item.due is None else self.stage.present.day(part.item.due),
        )

    def _publish(self) -> None:
        given = publish_and_assign(self.notice, by=self.stage.cast.head(self.chair))
        by_matter = {commitment.matter_id: commitment for commitment in given}
        for part in self.parts:
            commitment = by_matter.get(part.cause.known.pk)
            if commitment:
                self._promise(part, commitment)
            elif part.item.story:
                self._verdict(part)

    def _promise(self, part: Part, commitment: Commitment) -> None:
        promise = Promise(self.stage, part.cause, commitment, self.chair, part.item.photo)
        promise.play(part.item.story or "untouched")

    def _verdict(self, part: Part) -> None:
        """What the author says of an answer: ``settled`` or ``unhappy``."""
        when = self.stage.present.lately(self.starts_at + timedelta(days=9))
        self.stage.timeline.at(when, partial(_say, part))


def _say(part: Part) -> None:
    say = confirm_result if part.item.story == "settled" else dispute_result
    part.cause.known.refresh_from_db()
    say(part.cause.known, by=Author(part.cause.author))
