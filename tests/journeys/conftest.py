"""The people of the story, each with Django's test client, on days that the story chooses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from doithoai.kit.time import VIET_NAM, as_of
from doithoai.people.roles import RoleName
from tests.factories import Commune, make_commune, make_rules
from tests.journeys.story import PATH, STEPS, Cast, make_photo, sees
from tests.journeys.windows import ClientWindow

HELD_AT = datetime(2026, 8, 18, 8, 0, tzinfo=VIET_NAM)


@dataclass
class Anybody:
    """An anonymous visitor. What was kept of a page is never older than the last step."""

    window: ClientWindow = field(default_factory=ClientWindow)

    def sees_path(self, code: str, states: tuple[str, ...], *words: str) -> None:
        self.window.open(f"/noi-dung/{code}/")
        lines = self.window.lines(PATH)
        told = [f"{title}: {state}." for title, state in zip(STEPS, states, strict=True)]
        assert [line[: len(start)] for line, start in zip(lines, told, strict=True)] == told
        for one in words:
            sees(self.window, one)
        self._is_kept()

    def _is_kept(self) -> None:
        """Asked again, the same page comes without a look into the database."""
        before = self.window.text
        with CaptureQueriesContext(connection) as queries:
            self.window.open(self.window.path)
        assert len(queries) == 0
        assert self.window.text == before


@pytest.fixture
def commune(transactional_db: None) -> Commune:
    for cache in caches.all(initialized_only=True):
        cache.clear()
    make_rules()
    return make_commune()


type AtDesk = Callable[[Commune, str], ClientWindow]


@pytest.fixture
def at_desk() -> AtDesk:
    def at_desk(commune: Commune, role: str) -> ClientWindow:
        window = ClientWindow(Client(enforce_csrf_checks=True))
        window.client.force_login(commune[role].user)
        return window

    return at_desk


@pytest.fixture
def cast(commune: Commune, at_desk: AtDesk) -> Cast:
    return Cast(
        commune=commune,
        citizen=ClientWindow(),
        office=at_desk(commune, RoleName.OFFICE),
        head=at_desk(commune, RoleName.PARTY_HEAD),
        agency=at_desk(commune, RoleName.AGENCY),
        watch=Anybody(),
        held_at=HELD_AT,
        at=as_of,
    )


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return make_photo(tmp_path)
