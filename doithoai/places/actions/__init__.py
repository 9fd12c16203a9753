"""Changing places: loading units, villages and their moves, agencies, posts and terms."""

from doithoai.places.actions.agencies import (
    add_agency,
    add_usual_agencies,
    correct_agency,
    restore_agency,
    retire_agency,
)
from doithoai.places.actions.load import Loaded, load_units, take_over_units
from doithoai.places.actions.posts import ensure_posts
from doithoai.places.actions.terms import (
    correct_term,
    end_term,
    start_term,
    succeed,
    take_back_term,
)
from doithoai.places.actions.villages import (
    add_village,
    add_villages,
    correct_village,
    end_village,
    move_village,
)

__all__ = [
    "Loaded",
    "add_agency",
    "add_usual_agencies",
    "add_village",
    "add_villages",
    "correct_agency",
    "correct_term",
    "correct_village",
    "end_term",
    "end_village",
    "ensure_posts",
    "load_units",
    "move_village",
    "restore_agency",
    "retire_agency",
    "start_term",
    "succeed",
    "take_back_term",
    "take_over_units",
]
