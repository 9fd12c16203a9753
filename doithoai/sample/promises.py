"""What became of promised work: each story that a promise can have."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from doithoai.commitments.actions import Report, extend_commitment, report_done, report_progress
from doithoai.commitments.models import Commitment
from doithoai.kit.time import now
from doithoai.opinions.author import Author
from doithoai.oversight.actions import confirm_result, dispute_result
from doithoai.places.models import Post
from doithoai.sample.clock import on
from doithoai.sample.texts import spoken
from doithoai.sample.world import Cause, Stage

STILL_WRONG = "Làm rồi nhưng chưa đến nơi đến chốn, mới mưa một trận đã như cũ."
EXTENDED = "Vật tư về chậm và thời tiết mưa kéo dài, cần thêm thời gian để làm đúng kỹ thuật."


@dataclass
class Promise:
    """A commitment with the cause behind it and the head who answers for it."""

    stage: Stage
    cause: Cause
    commitment: Commitment
    chair: Post
    with_photo: bool = False

    def play(self, story: str) -> None:
        """Plan the steps of ``story`` (a name in ``STORIES``) from now until today."""
        for step in STORIES[story].split():
            getattr(self, f"_{step}")()

    @property
    def _due(self) -> datetime:
        return on(self.commitment.due_on, 15)

    def _lately(self, wanted: datetime) -> datetime:
        return self.stage.present.lately(wanted)

    def _half(self) -> datetime:
        until = self._lately(self._due)
        return self._lately(now() + (until - now()) / 2)

    def _untouched(self) -> None:
        """Nobody has reported anything."""

    def _progress(self) -> None:
        self.stage.timeline.at(self._half(), lambda: self._report(self.cause.topic.progress, 50))

    def _more(self) -> None:
        when = self._lately(self._half() + timedelta(days=4))
        self.stage.timeline.at(when, lambda: self._report(self.cause.topic.progress, 80))

    def _done(self) -> None:
        self._finish(self._due - timedelta(days=2))

    def _done_late(self) -> None:
        self._finish(self._due + timedelta(days=6))

    def _confirmed(self) -> None:
        self.stage.timeline.at(
            self._lately(self._due + timedelta(days=3)), lambda: self._verdict(True)
        )

    def _disputed(self) -> None:
        self.stage.timeline.at(
            self._lately(self._due + timedelta(days=2)), lambda: self._verdict(False)
        )

    def _taken_up(self) -> None:
        when = self._lately(self._due + timedelta(days=5))
        self.stage.timeline.at(
            when, lambda: self._report("Đã cử người xuống kiểm tra lại tại chỗ.", 60)
        )

    def _done_again(self) -> None:
        self._finish(self._due + timedelta(days=9))

    def _confirmed_again(self) -> None:
        self.stage.timeline.at(
            self._lately(self._due + timedelta(days=12)), lambda: self._verdict(True)
        )

    def _extended(self) -> None:
        self.stage.timeline.at(self._lately(self._due - timedelta(days=3)), self._extend)

    def _report(self, text: str, percent: int) -> None:
        report = Report(self.commitment.lead, spoken(text, self.cause.village), percent)
        report_progress(self.commitment, report, by=self.stage.cast.of(self.commitment.lead))

    def _finish(self, when: datetime) -> None:
        self.stage.timeline.at(self._lately(when), self._report_done)

    def _report_done(self) -> None:
        report = Report(
            self.commitment.lead,
            spoken(self.cause.topic.result, self.cause.village),
            photos=[self.stage.pictures.upload()] if self.with_photo else [],
            documents=[spoken(self.cause.topic.proof, self.cause.village)],
        )
        report_done(self.commitment, report, by=self.stage.cast.of(self.commitment.lead))

    def _verdict(self, is_settled: bool) -> None:
        self.cause.known.refresh_from_db()
        author = Author(self.cause.author)
        if is_settled:
            confirm_result(self.cause.known, by=author)
        else:
            dispute_result(self.cause.known, by=author, text=STILL_WRONG)

    def _extend(self) -> None:
        extend_commitment(
            self.commitment,
            by=self.stage.cast.head(self.chair),
            to_due_on=self.stage.present.day(24 + 7 * (self.cause.topic.no % 3)),
            reason=EXTENDED,
            approved_by=self.chair.title,
        )


STORIES = {
    "untouched": "untouched",
    "progress": "progress",
    "more": "progress more",
    "late": "progress",
    "done": "progress done",
    "kept": "progress done confirmed",
    "done_late": "progress done_late",
    "kept_late": "progress done_late confirmed_again",
    "reopened": "done disputed",
    "taken_up": "done disputed taken_up",
    "kept_after_all": "done disputed done_again confirmed_again",
    "extended": "progress extended",
}
