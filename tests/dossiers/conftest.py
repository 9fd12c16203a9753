"""A commune with the rules that count its days."""

import pytest

from tests.factories import Commune, make_commune, make_rules


@pytest.fixture
def commune(db: None) -> Commune:
    make_rules()
    return make_commune()
