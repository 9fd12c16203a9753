"""How fast matters are suggested and found among many opinions, how soon, in what memory.

The index holds generated opinions; each leads to one of the matters of ``data``. 1,000,000 of them
with BENCH_MILLION=1 in the environment.
"""

import os
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import psutil

from tools.bench import server

if TYPE_CHECKING:
    from doithoai.finding.index.documents import Entry

SIZES = (100_000, 1_000_000) if os.environ.get("BENCH_MILLION") else (100_000,)
ASKED = 300
PATIENCE = 20.0  # seconds


def print_figures() -> None:
    for size in SIZES:
        _fill(size)
        with server.serving("/", DOITHOAI_PAGE_CACHE="off") as origin:
            texts, words, unit = _typed()
            suggest = _times(partial(_suggest, origin, unit), texts)
            search = _times(partial(_search, origin), words)
            memory = max(_memories())
        _line(f"suggestion while typing, {size:,} opinions, p95", f"{suggest:.1f} ms")
        _line(f"search, {size:,} opinions, p95", f"{search:.1f} ms")
        _line(f"memory of a web process, {size:,} opinions", f"{memory / 2**20:.0f} MiB")
        _line(f"new opinion findable, {size:,} opinions", f"{_until_findable():.2f} s")


def _line(name: str, value: str) -> None:
    print(f"{name:52}{value:>12}", flush=True)


def _fill(size: int) -> None:
    """A new index in use, as if the record had been read to its end."""
    from doithoai.finding.index.folder import IndexFolder
    from doithoai.finding.index.writer import build_from
    from doithoai.record.following import Progress
    from doithoai.record.models import Entry

    folder = IndexFolder()
    build = build_from(_entries(size), folder)
    highest = Entry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    folder.keep_progress(build, Progress(highest))
    folder.put_in_use(build)


def _entries(size: int) -> Iterator["Entry"]:
    from doithoai.finding.evaluation.background import background, places
    from doithoai.finding.index.documents import OPINION, Entry
    from doithoai.language.places import Gazetteer, place_key
    from doithoai.language.words import words_of
    from doithoai.opinions.models import Matter

    known = Gazetteer(places())
    matters = list(Matter.objects.order_by("pk").values_list("pk", "unit_id"))
    for at, (village, text) in enumerate(background(size)):
        matter, unit = matters[at % len(matters)]
        where = known.named_in(words_of(text).plain) | {place_key(village)}
        key = 10**12 + at  # no opinion of the record has it
        day = date(2026, 1, 1)
        yield Entry(OPINION, key, text, unit, day, places=where, matters=(matter,))


def _typed() -> tuple[list[str], list[str], str]:
    """Texts as citizens write them, words as they search, and the key of a unit."""
    from doithoai.finding.evaluation.background import background
    from doithoai.places.models import Unit

    chance = random.Random(44)  # noqa: S311 the same words every time
    texts = [f"{text} {more}" for (_v, text), (_w, more) in _pairs(background(2 * ASKED, seed=7))]
    words = [" ".join(text.split()[2 : 2 + chance.choice((2, 3, 4, 5))]) for text in texts]
    unit = Unit.objects.filter(key__startswith="bench-").values_list("key", flat=True)[0]
    return texts, words, unit


def _pairs(found: Iterator[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    return zip(found, found, strict=True)


def _suggest(origin: str, unit: str, text: str) -> None:
    body = urlencode({"unit": unit, "text": text}).encode()
    with urlopen(Request(f"{origin}/noi-dung/tuong-tu/", body)) as answer:  # noqa: S310 ours
        answer.read()


def _search(origin: str, typed: str) -> None:
    with urlopen(f"{origin}/tra-cuu/?{urlencode({'q': typed})}") as answer:  # noqa: S310 ours
        answer.read()


def _times(ask: Callable[[str], None], what: Sequence[str]) -> float:
    """The 95th percentile in milliseconds, after a warm-up."""
    for one in what[:20]:
        ask(one)
    taken = []
    for one in what:
        begun = time.perf_counter()
        ask(one)
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)[int(len(taken) * 0.95)]


def _memories() -> Iterator[int]:
    """Resident bytes of each web process, without the pages of files that all share."""
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "granian" in " ".join(process.cmdline()):
                memory = process.memory_info()
                yield memory.rss - memory.shared


def _until_findable() -> float:
    """Seconds from the commit of an opinion until its words find it, at worst of five."""
    from doithoai.finding.index.follow import follow
    from doithoai.finding.index.reader import snapshot
    from doithoai.finding.index.schema import Sight
    from doithoai.finding.ranking import ranked_things
    from doithoai.language.words import words_of
    from doithoai.opinions.actions.receiving import record_opinion
    from doithoai.people.actors import Visitor
    from doithoai.places.models import Unit

    unit = Unit.objects.filter(key__startswith="bench-").earliest("id")
    done = threading.Event()
    worker = threading.Thread(target=follow, kwargs={"until": done.is_set})
    worker.start()
    taken = []
    for _one in range(5):
        word = "".join(random.choices("bcdghklmnpt", k=12))  # noqa: S311 said nowhere else
        record_opinion(by=Visitor(), client_key=uuid.uuid4(), unit=unit, text=f"Đường {word} hỏng")
        begun = time.monotonic()
        while time.monotonic() < begun + PATIENCE:
            now = snapshot(Sight.OFFICE)
            if now and ranked_things(now, words_of(word)):
                break
            time.sleep(0.01)
        taken.append(time.monotonic() - begun)
    done.set()
    worker.join()
    return max(taken)
