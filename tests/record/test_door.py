"""The one door for state: all or nothing, one winner, and a history that nobody rewrites."""

import threading
from contextlib import suppress
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from doithoai.commitments.actions import publish_and_assign
from doithoai.commitments.models import Commitment
from doithoai.conclusions.models import ConclusionNotice
from doithoai.kit.errors import NotReady, Refused, WrongState
from doithoai.opinions.actions.triage import accept_opinion, refuse_opinion
from doithoai.opinions.models import Matter, Opinion
from doithoai.record.actions import changes
from doithoai.record.models import Entry
from doithoai.record.queries import history
from tests.factories import make_commune, make_draft, make_matter, make_opinion


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE record_entry SET target = 'confirmed'",
        "DELETE FROM record_entry",
        "TRUNCATE record_entry",
    ],
)
def test_the_database_refuses_to_rewrite_history(sql: str) -> None:
    make_opinion(make_commune())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)
    assert Entry.objects.get().move == "submit"


@pytest.mark.django_db
def test_a_failing_step_leaves_nothing_behind() -> None:
    commune = make_commune()
    opinion = make_opinion(commune)
    with suppress(RuntimeError), changes():
        refuse_opinion(opinion, by=commune["office"], reason="Trùng nội dung.")
        raise RuntimeError
    opinion.refresh_from_db()
    assert (opinion.state, opinion.answer) == ("received", "")
    assert [entry.move for entry in history(opinion)] == ["submit"]


@pytest.mark.django_db
def test_a_reason_is_asked_for() -> None:
    commune = make_commune()
    with pytest.raises(NotReady):
        refuse_opinion(make_opinion(commune), by=commune["office"], reason="  ")


@pytest.mark.django_db
def test_an_accepted_opinion_names_a_matter() -> None:
    commune = make_commune()
    opinion = make_opinion(commune)
    with pytest.raises(NotReady):
        accept_opinion(opinion, by=commune["office"])
    opinion.refresh_from_db()
    assert opinion.state == "received"


@pytest.mark.django_db
def test_history_names_no_person() -> None:
    commune = make_commune()
    make_matter(commune)
    marks = set(Entry.objects.values_list("actor", flat=True))
    assert marks == {"citizen", "office@xa-kim-thanh"}


@pytest.mark.django_db(transaction=True)
def test_two_heads_publish_at_the_same_moment_and_one_wins() -> None:
    commune = make_commune()
    notice = make_draft(commune, make_matter(commune), make_matter(commune, "Đèn đường"))
    outcomes = _at_once(
        lambda who: publish_and_assign(
            ConclusionNotice.objects.select_related("dialogue").get(pk=notice.pk),
            by=commune[who],
        ),
        "party_head",
        "government_head",
    )
    assert sorted(outcomes) == ["WrongState", "done"]
    assert Commitment.objects.count() == 2
    assert [entry.move for entry in history(notice, public_only=False)] == ["draft", "publish"]


@pytest.mark.django_db(transaction=True)
def test_two_clerks_decide_on_one_opinion_and_one_wins() -> None:
    commune = make_commune()
    opinion = make_opinion(commune)
    matter = make_matter(commune)

    def decide(how: str) -> None:
        fresh = Opinion.objects.get(pk=opinion.pk)
        if how == "accept":
            accept_opinion(
                fresh, by=commune["office"], existing=[Matter(pk=matter.pk, unit=commune.unit)]
            )
        else:
            refuse_opinion(fresh, by=commune["office"], reason="Trùng.")

    assert sorted(_at_once(decide, "accept", "refuse")) == ["WrongState", "done"]
    assert len(history(opinion)) == 2


def _at_once(act: Any, *arguments: str) -> list[str]:
    """Runs ``act`` with each argument in a thread of its own, all starting together."""
    start, outcomes = threading.Barrier(len(arguments)), []

    def run(argument: str) -> None:
        start.wait()
        try:
            act(argument)
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(argument,)) for argument in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db
def test_a_second_decision_is_told_what_the_state_is_now() -> None:
    commune = make_commune()
    opinion = make_opinion(commune)
    refuse_opinion(opinion, by=commune["office"], reason="Trùng.")
    with pytest.raises(WrongState, match="Không tiếp nhận"):
        refuse_opinion(opinion, by=commune["office"], reason="Trùng.")
