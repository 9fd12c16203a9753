"""One Chromium for all tests, windows for its people, and the office they visit."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import caches
from django.core.management import call_command
from django.http import FileResponse, HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.views.static import serve
from playwright.sync_api import Browser, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from doithoai.config.settings import STORAGES
from doithoai.kit.time import now
from doithoai.people.roles import RoleName
from tests.browser.windows import BrowserWindow
from tests.factories import Commune, make_commune, make_rules
from tests.journeys.story import PATH, STEPS, Cast, make_photo, sees

SESSION = settings.SESSION_COOKIE_NAME
PHONE = {"width": 360, "height": 740}
SCREEN = {"width": 1280, "height": 800}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright runs a loop of its own
    with sync_playwright() as running:
        yield running
    patch.undo()


@pytest.fixture(scope="package")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    known = (os.environ.get("DOITHOAI_CHROMIUM"), os.environ.get("CHROMIUM"))
    path = next(filter(None, known), None) or shutil.which("chromium")
    browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield browser
    browser.close()


class CollectedFiles(StaticFilesHandler):
    def serve(self, request: HttpRequest) -> HttpResponse | FileResponse:
        path = self.file_path(request.path)
        response = serve(request, path, document_root=str(settings.STATIC_ROOT))
        response["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


@pytest.fixture(scope="package")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """With the files as an office sends them: style sheets joined, each fetched once a browser."""
    collected = override_settings(
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STORAGES={**settings.STORAGES, "staticfiles": STORAGES["staticfiles"]},
    )
    with collected:
        call_command("collectstatic", verbosity=0, interactive=False)
        server = LiveServer("localhost", start=False)
        server.thread.static_handler = CollectedFiles
        server.start()
        yield server
        server.stop()


@pytest.fixture
def commune(live_server: LiveServer) -> Commune:
    for cache in caches.all():
        cache.clear()
    make_rules()
    return make_commune()


type OpenWindow = Callable[..., BrowserWindow]


@pytest.fixture
def window(chromium: Browser, live_server: LiveServer) -> Iterator[OpenWindow]:
    """Opens windows; nothing that must not happen has happened in any when the test ends."""
    opened: list[BrowserWindow] = []

    def open_window(role: str = "", commune: Commune | None = None, **how: Any) -> BrowserWindow:
        still = {"reduced_motion": "reduce"}  # a smooth scroll takes its time
        context = chromium.new_context(locale="en-US", **{"viewport": SCREEN, **still, **how})
        context.set_default_timeout(10_000)  # milliseconds
        if commune:
            context.add_cookies(
                [{"name": SESSION, "value": session_of(commune, role), "url": live_server.url}]
            )
        opened.append(BrowserWindow(context.new_page(), live_server.url))
        return opened[-1]

    yield open_window
    for one in opened:
        one.page.context.close()
    assert [fault for one in opened for fault in one.faults] == []


def session_of(commune: Commune, role: str) -> str:
    """The key of a session of this official."""
    client = Client()
    client.force_login(commune[role].user)
    return client.cookies[SESSION].value


@dataclass
class Passerby:
    """Somebody who looks in after every step, on a phone and without an account."""

    window: BrowserWindow

    def sees_path(self, code: str, states: tuple[str, ...], *words: str) -> None:
        self.window.open(f"/noi-dung/{code}/")
        told = [f"{title}: {state}." for title, state in zip(STEPS, states, strict=True)]
        lines = self.window.lines(PATH)
        assert [line[: len(start)] for line, start in zip(lines, told, strict=True)] == told
        for one in words:
            sees(self.window, one)


WITHOUT_SCRIPT = pytest.param(False, id="without-script", marks=pytest.mark.long)
"""The journey in Django's own client knows no script either, and is short."""


@pytest.fixture(params=[pytest.param(True, id="with-script"), WITHOUT_SCRIPT])
def cast(request: pytest.FixtureRequest, commune: Commune, window: OpenWindow) -> Cast:
    script = {"java_script_enabled": request.param}
    return Cast(
        commune=commune,
        citizen=window(viewport=PHONE, **script),
        office=window(RoleName.OFFICE, commune, **script),
        head=window(RoleName.PARTY_HEAD, commune, **script),
        agency=window(RoleName.AGENCY, commune, **script),
        watch=Passerby(window(viewport=PHONE, **script)),
        held_at=now() + timedelta(hours=1),
        at=at_once,
    )


def at_once(moment: datetime) -> AbstractContextManager[None]:
    """The server lives in the present: everything happens within the hour before the dialogue."""
    return nullcontext()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return make_photo(tmp_path)
