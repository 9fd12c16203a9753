"""Playing the whole illustration, in one transaction."""

from datetime import timedelta

from doithoai.jobs.foundation import lay_foundation
from doithoai.jobs.sample.cast import make_accounts
from doithoai.jobs.sample.ground import SAMPLE, lay_ground
from doithoai.jobs.sample.loose import leave
from doithoai.jobs.sample.moments import Present
from doithoai.jobs.sample.pictures import Pictures
from doithoai.jobs.sample.scenes import Scene
from doithoai.jobs.sample.script import loose, sessions, topics, waiting
from doithoai.jobs.sample.stage import Stage
from doithoai.jobs.sample.timeline import Timeline
from doithoai.jobs.sample.voices import Voices
from doithoai.kit.time import now
from doithoai.people.actions import begin_installation
from doithoai.people.models import Installation
from doithoai.record.actions import changes


def play_sample() -> bool:
    """Load the illustration; False, and nothing happens, when this installation has begun."""
    with changes():
        if Installation.objects.exists():
            return False
        begin_installation(Installation.Mode.DEMO, by=SAMPLE)
        lay_foundation(by=SAMPLE)
        _act()
    return True


def _act() -> None:
    present = Present(now())
    ground = lay_ground()
    timeline = Timeline(present.moment)
    stage = Stage(present, timeline, ground, make_accounts(ground), Voices(), Pictures())
    for session in sessions():
        Scene(stage, session).play()
    for wait in waiting():
        cause = stage.cause(wait.unit, topics()[wait.topic], wait.village)
        stage.raise_before(cause, wait.voices, present.moment - timedelta(hours=4), wait.days)
    for opinion in loose():
        leave(stage, opinion)
    timeline.run()
