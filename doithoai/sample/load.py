"""Playing the whole illustration, in one transaction."""

from datetime import timedelta
from pathlib import Path

from doithoai import dialogues
from doithoai.dialogues.actions import import_register
from doithoai.dialogues.preview import preview_register
from doithoai.dialogues.register.lines import read_register
from doithoai.jobs.foundation import lay_foundation
from doithoai.kit.tables.sheet import read_bytes
from doithoai.kit.time import as_of, now, today
from doithoai.people.actions import begin_installation
from doithoai.people.models import Installation
from doithoai.record.actions import changes
from doithoai.sample.accounts import make_accounts
from doithoai.sample.clock import Present, Timeline
from doithoai.sample.dialogues import Scene
from doithoai.sample.gathering import gather
from doithoai.sample.hearing import hear_lately
from doithoai.sample.opinions import leave
from doithoai.sample.pictures import Pictures
from doithoai.sample.places import SAMPLE, lay_ground
from doithoai.sample.plan import loose, sessions, topics, waiting
from doithoai.sample.texts import Voices
from doithoai.sample.world import Stage

REGISTER = Path(dialogues.__file__).parent / "data" / "register_kim_thanh_2016_2022.xlsx"
BEGINNING = -330  # days from today: before the first opinion


def play_sample() -> bool:
    """Load the illustration; False, and nothing happens, when this installation has begun."""
    with changes():
        if Installation.objects.exists():
            return False
        begin_installation(Installation.Mode.DEMO, by=SAMPLE)
        lay_foundation(by=SAMPLE)
        _act(Present(now()))
    return True


def _act(present: Present) -> None:
    timeline = Timeline(present.moment)
    with as_of(present.at(BEGINNING, 8)):
        _import_register()
        ground = lay_ground()
        cast = make_accounts(ground)
    stage = Stage(present, timeline, ground, cast, Voices(), Pictures())
    for session in sessions():
        Scene(stage, session).play()
    for wait in waiting():
        cause = stage.cause(wait.unit, topics()[wait.topic], wait.village)
        stage.raise_before(cause, wait.voices, present.moment - timedelta(hours=4), wait.days)
    for opinion in loose():
        leave(stage, opinion)
    gather(stage)
    hear_lately(stage)
    timeline.run()


def _import_register() -> None:
    """The register of 2016-2022; its own title says that it is an illustration."""
    register = read_register(read_bytes(REGISTER), today=today())
    import_register(preview_register(register), by=SAMPLE)
