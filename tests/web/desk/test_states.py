"""Whatever a thing's state is, the desk can show it."""

import pytest

from doithoai.commitments.lifecycle import COMMITMENT
from doithoai.conclusions.lifecycle import CONCLUSION
from doithoai.dialogues.lifecycle import DIALOGUE
from doithoai.opinions.lifecycle import DATA_REQUEST, MATTER, OPINION
from doithoai.record.moves import Lifecycle
from doithoai.web.public.receipts import STATE_KINDS
from doithoai.web.templatetags.desk import KINDS

SHOWN = (OPINION, MATTER, DATA_REQUEST, DIALOGUE, CONCLUSION, COMMITMENT)


@pytest.mark.parametrize("life", SHOWN, ids=lambda life: life.name)
def test_every_state_has_a_colour(life: Lifecycle) -> None:
    assert set(KINDS[life.name]) == set(life.states.values)


def test_every_state_of_an_opinion_is_told_at_its_receipt() -> None:
    assert set(STATE_KINDS) == set(OPINION.states)
