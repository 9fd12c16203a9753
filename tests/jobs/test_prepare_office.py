import io
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command

from doithoai.deadlines.models import DeadlineRule
from doithoai.dialogues.models import Dialogue
from doithoai.jobs.foundation import TERMINAL
from doithoai.kit.time import VIET_NAM, as_of
from doithoai.people.actions import begin_installation, use_setup_link
from doithoai.people.models import Installation, User
from doithoai.people.queries import _mode_once_set, live_setup_link
from doithoai.places.models import Unit
from doithoai.places.queries import search_units
from doithoai.sample.load import play_sample

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _unbegun() -> Iterator[None]:
    _mode_once_set.cache_clear()
    yield
    _mode_once_set.cache_clear()


def prepare() -> str:
    out = io.StringIO()
    call_command("prepare_office", stdout=out)
    return out.getvalue()


def token_in(line: str) -> str:
    return line.rstrip().rstrip("/").rpartition("/")[2]


def test_real_office_begins_with_units_and_rules_and_nothing_else() -> None:
    line = prepare()
    assert "/bat-dau/" in line
    assert line.count("\n") == 1
    assert Installation.objects.get().mode == Installation.Mode.REAL
    assert search_units("kim khê")[0].today.key == "phuthai"
    assert DeadlineRule.objects.exists()
    assert not User.objects.exists()
    assert not Dialogue.objects.exists()


def test_each_start_gives_a_new_link_and_ends_the_older() -> None:
    first, second = token_in(prepare()), token_in(prepare())
    assert live_setup_link(first) is None
    assert live_setup_link(second)
    assert Unit.objects.filter(key="kimthanh").count() == 1


def test_used_link_is_not_followed_by_another() -> None:
    use_setup_link(
        token_in(prepare()), email="a@xa.example", display_name="A", password="lúa chín đầy đồng"
    )
    assert "/bat-dau/don-vi/" in prepare()  # not a new link: sign in and go on


def test_demonstration_is_not_turned_into_an_office() -> None:
    begin_installation(Installation.Mode.DEMO, by=TERMINAL)
    with pytest.raises(CommandError):
        prepare()


@pytest.mark.long
def test_demonstration_can_begin_on_a_holiday_too() -> None:
    """At Tết nothing is worked for a week: no step may fall into the future for that."""
    with as_of(datetime(2027, 2, 8, 3, tzinfo=VIET_NAM)):
        assert play_sample()
