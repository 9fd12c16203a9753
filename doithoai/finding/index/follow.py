"""Keeping the index in step with the record: a new entry there is seen here within a second."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from doithoai.finding.index.documents import MATTER, OPINION
from doithoai.finding.index.folder import IndexFolder
from doithoai.finding.index.source import (
    all_about,
    every_entry,
    gazetteer,
    matter_entries,
    opinion_entries,
)
from doithoai.finding.index.writer import Writer, build_from
from doithoai.record.following import MOST_ENTRIES, Progress, read_on
from doithoai.record.models import Entry

log = logging.getLogger(__name__)
LIVES = ("opinion", "matter")


def rebuild(folder: IndexFolder | None = None) -> int:
    """A new index of everything, put in use when it is whole; how many entries it has.

    What happens meanwhile is read again by ``Follower``: the progress is noted before.
    """
    folder = folder or IndexFolder()
    progress = Progress(entry=_highest())
    counted = 0

    def counting() -> Any:
        nonlocal counted
        for entry in every_entry():
            counted += 1
            yield entry

    build = build_from(counting(), folder)
    folder.keep_progress(build, Progress(max(0, progress.entry - MOST_ENTRIES)))
    folder.put_in_use(build)
    return counted


class Follower:
    """Follows the record with the index of this machine; the only writer of it."""

    def __init__(self, folder: IndexFolder | None = None) -> None:
        self.folder = folder or IndexFolder()
        self._writer: Writer | None = None
        self._progress = Progress()

    def step(self) -> int:
        """Reads what is new and makes it findable; how many entries there were.

        Without a usable index it makes one first.
        """
        writer = self._opened()
        steps, progress = read_on(self._progress)
        if rows := [(step.life, step.thing) for step in steps if step.life in LIVES]:
            self._write(writer, rows)
        if progress != self._progress:
            self.folder.keep_progress(writer.build, progress)
            self._progress = progress
        return len(steps)

    def close(self) -> None:
        if self._writer:
            self._writer.close()
            self._writer = None

    def _opened(self) -> Writer:
        build = self.folder.current()
        progress = self.folder.progress(build) if build else None
        if build is None or progress is None:
            self.close()
            rebuild(self.folder)
            return self._opened()
        if self._writer is None or self._writer.build != build:
            self.close()
            self._writer, self._progress = Writer(build), progress
        return self._writer

    def _write(self, writer: Writer, rows: list[tuple[str, int]]) -> None:
        opinions, matters = all_about(
            {thing for life, thing in rows if life == "opinion"},
            {thing for life, thing in rows if life == "matter"},
        )
        known = gazetteer()
        writer.remove(f"{OPINION}{pk}" for pk in opinions)
        writer.remove(f"{MATTER}{pk}" for pk in matters)
        for entry in opinion_entries(opinions, known):
            writer.add(entry)
        for entry in matter_entries(matters, known):
            writer.add(entry)
        writer.commit()


def follow(folder: IndexFolder | None = None, *, every: float = 0.4,
           until: Callable[[], bool] = lambda: False) -> None:  # fmt: skip
    """Steps for ever, ``every`` so many seconds; a fault is told and tried again."""
    follower = None
    while not until():
        try:
            follower = follower or Follower(folder)
            follower.step()
        except Exception:
            log.exception("The index could not be written; trying again")
            follower = None
            connection.close()
            time.sleep(5)
        time.sleep(every)


def _highest() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
