"""Every state and every step looks like something, and only what is there has a look."""

from typing import Any

import pytest
from django.apps import apps

from doithoai.dossiers.lifecycles import LIFECYCLES
from doithoai.dossiers.promise import OVERDUE
from doithoai.dossiers.steps import StepState
from doithoai.record.models import Recorded
from doithoai.record.moves import Lifecycle
from doithoai.web.components.basics import BADGE_ICONS
from doithoai.web.components.looks import MOVES, STATES, STEPS, look_of, look_of_move


def test_no_life_is_left_out() -> None:
    models: list[Any] = [one for one in apps.get_models() if issubclass(one, Recorded)]
    living = {model.lifecycle.name for model in models}
    assert living == {life.name for life in LIFECYCLES}
    assert set(STATES) == {life.states for life in LIFECYCLES}


@pytest.mark.parametrize("life", LIFECYCLES, ids=lambda life: life.name)
def test_every_state_has_a_colour_and_an_icon(life: Lifecycle) -> None:
    assert set(STATES[life.states]) == set(life.states)
    for state in life.states:
        look = look_of(state)
        assert look.kind in BADGE_ICONS
        assert look.icon


@pytest.mark.parametrize("life", LIFECYCLES, ids=lambda life: life.name)
def test_every_step_has_a_colour(life: Lifecycle) -> None:
    for move in life.moves:
        assert look_of_move(life.name, move.name).kind in BADGE_ICONS


def test_only_steps_that_exist_are_looked_at() -> None:
    known = {(life.name, move.name) for life in LIFECYCLES for move in life.moves}
    assert set(MOVES) <= known | {("commitment", OVERDUE)}


def test_every_step_of_a_path_has_an_icon() -> None:
    assert set(STEPS) == set(StepState)
