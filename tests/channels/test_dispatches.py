"""A message is kept once, taken by one worker, tried after a pause, and given up in the end."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from doithoai.channels.actions import (
    PAUSES,
    begin_reading,
    keep_dispatches,
    mark_sent,
    take_due,
    try_later,
)
from doithoai.channels.models import Dispatch, Reading
from doithoai.kit.time import as_of, now

pytestmark = pytest.mark.django_db


def dispatch(key: str = "news:1:email", minutes: int = 0) -> Dispatch:
    return Dispatch(key=key, way="email", addressee=1, due_at=now() + timedelta(minutes=minutes))


def keep(*dispatches: Dispatch, read_until: int = 1) -> None:
    keep_dispatches("news", dispatches, read_until=read_until)


def test_the_first_reading_begins_at_the_newest_entry_and_goes_on_from_there() -> None:
    assert begin_reading("news", 40) == 40
    assert begin_reading("news", 90) == 40
    keep(read_until=55)
    assert begin_reading("news", 90) == 55


def test_a_slower_reader_does_not_turn_the_page_back() -> None:
    begin_reading("news", 10)
    keep(read_until=30)
    keep(read_until=20)
    assert Reading.objects.get(name="news").entry == 30


def test_the_same_message_is_kept_once_and_what_was_sent_is_not_due_anew() -> None:
    keep(dispatch())
    first = take_due()
    assert first
    mark_sent(first)
    keep(dispatch())
    assert take_due() is None
    assert Dispatch.objects.get().sent_at


def test_what_is_due_first_leaves_first_and_nothing_leaves_early() -> None:
    keep(dispatch("late", minutes=-1), dispatch("early", minutes=-9), dispatch("not yet", 5))
    taken = [take_due(), take_due(), take_due()]
    assert [one and one.key for one in taken] == ["early", "late", None]


def test_a_message_that_was_not_taken_is_tried_after_longer_and_longer_pauses() -> None:
    keep(dispatch())
    at = now()
    for tries, pause in enumerate(PAUSES, start=1):
        with as_of(at):
            one = take_due()
            assert one
            assert one.tries == tries
            assert try_later(one)
        with as_of(at + timedelta(minutes=pause, seconds=-1)):
            assert take_due() is None
        at += timedelta(minutes=pause)
    with as_of(at):
        last = take_due()
        assert last
        assert not try_later(last)
    with as_of(at + timedelta(days=30)):
        assert take_due() is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_message() -> None:
    keep(*(dispatch(f"news:{number}:email") for number in range(6)))
    start, taken = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        try:
            while one := take_due():
                taken.append(one.key)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=20)
    assert sorted(taken) == [f"news:{number}:email" for number in range(6)]
