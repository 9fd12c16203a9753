"""Keys with which a clerk sorts the waiting opinions of the illustration: ``bin/bench triage``.

In a real browser, without a mouse. Whether a matter is known tells the illustration: it stands in
the same commune, can still be joined and came of the same topic, in whichever village. Letters of
a title are text and not counted. The figures: at most 8 keys for an opinion with a new matter, 4
for one with a known matter, one page loaded for each decision (and one for each search), and no
typed word lost.
"""

import os
import re
import shutil
import tomllib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import Any, Final

import psycopg
from playwright.sync_api import Page, sync_playwright

from doithoai.config.database.cluster import Cluster
from tools.bench.crash import Office
from tools.bench.server import free_port
from tools.bench.visitor import Visitor

WAITING: Final = 40
MOST_OF_NEW: Final = 8
MOST_OF_KNOWN: Final = 4
CLERK: Final = "van-phong@demo.doithoai.example"
NAMES: Final = ("chromium-headless-shell", "chromium", "google-chrome")
QUEUE: Final = "/ban-lam-viec/y-kien/"
SAMPLE: Final = Path(__file__).parents[2] / "doithoai" / "sample" / "data"
VILLAGE: Final = "thôn Đức Thượng"
WAITS: Final = (
    "SELECT count(*) FROM opinions_opinion o JOIN places_unit u ON u.id = o.unit_id"
    " WHERE o.state = 'received' AND u.key = 'kimthanh'"
)
JOINABLE: Final = (
    "SELECT title FROM opinions_matter m JOIN places_unit u ON u.id = m.unit_id"
    " WHERE m.state IN ('open', 'in_dialogue', 'concluded') AND u.key = 'kimthanh'"
)
MATTER: Final = "SELECT count(*) FROM opinions_matter WHERE title = %s"


@dataclass(slots=True)
class Sorted:
    """What the clerk did: keys of each decision, how many pages each loaded, titles typed."""

    of_new: list[int] = field(default_factory=list)
    of_known: list[int] = field(default_factory=list)
    loads: list[int] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    searched: int = 0
    not_found: int = 0


def print_figures() -> None:
    """Raises SystemExit when a figure is missed or a word was lost."""
    topics = _topics()
    office = Office(Path(os.environ["DOITHOAI_HOME"]) / "triage", free_port())
    with office.open():
        made = _fill(office, topics)
        with sync_playwright() as playwright:
            known = filter(None, [os.environ.get("DOITHOAI_CHROMIUM"), *map(shutil.which, NAMES)])
            browser = playwright.chromium.launch(
                executable_path=next(known, None), args=["--no-sandbox"]
            )
            done = Clerk(browser.new_page(), office, topics).sort()
            browser.close()
        lost = [one for one in done.titles if not _rows(office, MATTER, one)[0][0]]
        left = _rows(office, WAITS)[0][0]
    _tell("keys of an opinion with a new matter", done.of_new, MOST_OF_NEW)
    _tell("keys of an opinion with a known matter", done.of_known, MOST_OF_KNOWN)
    _tell("pages loaded for a decision", done.loads, 1)
    print(
        f"{'sorted by keys alone':44}{len(done.loads)} ({made} made), {left} left, "
        f"{len(lost)} typed titles lost; {done.searched} known ones searched for by words "
        f"(one more page), {done.not_found} not found"
    )
    if lost or left or not _all_within(done):
        raise SystemExit(1)


def _all_within(done: Sorted) -> bool:
    return (
        max(done.of_new, default=0) <= MOST_OF_NEW
        and max(done.of_known, default=0) <= MOST_OF_KNOWN
        and max(done.loads, default=0) <= 1
    )


def _tell(name: str, numbers: Sequence[int], most: int) -> None:
    mean = sum(numbers) / len(numbers) if numbers else 0
    print(
        f"{name:44}{mean:.1f}, at most {max(numbers, default=0)} of {most} "
        f"({len(numbers)} decisions)"
    )


def _rows(office: Office, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(**Cluster(office.home / "postgres").parameters) as connection:
        return connection.execute(statement, values).fetchall()


def _topics() -> list[dict[str, Any]]:
    files = sorted(SAMPLE.glob("topics_*.toml"))
    return [one for file in files for one in tomllib.loads(file.read_text("utf-8"))["topic"]]


def _fill(office: Office, topics: Sequence[dict[str, Any]]) -> int:
    """Sends what the illustration says until enough wait; answers how many."""
    said = (text.replace("{thon}", VILLAGE) for way in count() for one in topics
            for text in one["says"][way : way + 1])  # fmt: skip
    missing: int = max(0, WAITING - _rows(office, WAITS)[0][0])
    for number, text in enumerate(islice(said, missing)):
        with Visitor(office.port, f"127.3.{number}.1") as visitor:
            if visitor.send(text, str(uuid.uuid4())).status >= 400:
                raise SystemExit("an opinion was not received")
    return missing


@dataclass
class Clerk:
    page: Page
    office: Office
    topics: Sequence[dict[str, Any]]
    done: Sorted = field(default_factory=Sorted)
    loaded: int = 0
    keys: int = 0

    def sort(self) -> Sorted:
        """Until the page is none of an opinion that waits."""
        self.page.on("load", self._loads)
        self._sign_in()
        self._open_queue()
        self._touch("j")
        self._press("Enter")
        while self.page.locator("[data-key=a]").count():
            self._decide()
        return self.done

    def _open_queue(self) -> None:
        self.page.goto(f"http://127.0.0.1:{self.office.port}{QUEUE}")

    def _loads(self, _page: Page) -> None:
        self.loaded += 1

    def _sign_in(self) -> None:
        self._open_queue()
        with self.page.expect_navigation():
            self.page.locator(f"form:has([value='{CLERK}']) button").first.click()

    def _decide(self) -> None:
        self.loaded = self.keys = 0
        topic = self._topic()
        known = [title for (title,) in _rows(self.office, JOINABLE) if _is_of(topic, title)]
        if number := self._offered(topic):
            self._press(number)
            self.done.of_known.append(self.keys)
        elif known and (number := self._found(topic, known[0])):
            self.done.searched += 1
            self.loaded = 0
            self._press(number)
            self.done.of_known.append(self.keys)
        else:
            self.done.not_found += bool(known)
            self._take_new(topic)
            self.done.of_new.append(self.keys)
        self.done.loads.append(self.loaded)

    def _offered(self, topic: dict[str, Any]) -> str:
        """The key of the known matter that is meant; "" when it is not among the first three."""
        titles = self.page.locator("#likely ol a.t, section:has(#likely) ol a.t").all_inner_texts()
        keys = [str(at) for at, title in enumerate(titles[:3], 1) if _is_of(topic, title)]
        return next(iter(keys), "")

    def _found(self, topic: dict[str, Any], title: str) -> str:
        """Looks for it by its first words, which loads the page once more."""
        self._touch("m")
        self.page.keyboard.type(" ".join(title.split()[:6]))
        self._press("Enter")
        return self._offered(topic)

    def _take_new(self, topic: dict[str, Any]) -> None:
        """A title is typed over the proposed one, and Enter sends."""
        title = f"{topic['title'].replace('{thon}', VILLAGE)} ({len(self.done.titles) + 1})"
        self._touch("a")
        self.page.keyboard.type(title)
        self._press("Enter")
        self.done.titles.append(title)

    def _press(self, key: str) -> None:
        """The key that leads to another page."""
        with self.page.expect_navigation(wait_until="load"):
            self._touch(key)

    def _touch(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def _topic(self) -> dict[str, Any]:
        """What the opinion that is shown is about."""
        shown = _plain(self.page.locator("main").inner_text())
        return next((one for one in self.topics if any(_said(one, shown))), {"title": "Việc khác"})


def _said(topic: dict[str, Any], shown: str) -> Iterator[bool]:
    for way in topic["says"]:
        parts = [_plain(part) for part in way.split("{thon}")]
        longest = max(parts, key=len)
        yield longest[1:60] in shown


def _is_of(topic: dict[str, Any], title: str) -> bool:
    parts = [re.escape(_plain(part)) for part in topic["title"].split("{thon}")]
    return bool(re.search(".*".join(parts), _plain(title)))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


if __name__ == "__main__":
    print_figures()
