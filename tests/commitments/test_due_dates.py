"""A due date moves only as the record tells: who changes it otherwise, the database refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from doithoai.commitments.actions import extend_commitment
from doithoai.commitments.models import Commitment
from doithoai.kit.time import today
from doithoai.opinions.actions.data_rights import request_erasure
from doithoai.opinions.actions.referral import refer_opinion
from doithoai.opinions.author import Author
from doithoai.record.models import Entry
from tests.factories import (
    Commune,
    make_commitment,
    make_commune,
    make_draft,
    make_matter,
    make_opinion,
    make_rules,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune() -> Commune:
    make_rules()
    return make_commune()


def changed(sql: str, *values: Any) -> bool:
    """Whether the database lets the statement through to the end of its transaction."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            assert cursor.rowcount
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError as refusal:
        return "due date" not in str(refusal)
    return True


def extended(commitment: Commitment, commune: Commune, days: int) -> None:
    extend_commitment(
        commitment, by=commune["party_head"], to_due_on=today() + timedelta(days=days),
        reason="Mưa lớn.", approved_by="Bí thư",
    )  # fmt: skip


def test_a_plain_update_of_a_promise_is_refused(commune: Commune) -> None:
    commitment = make_commitment(commune, due_on=today() + timedelta(days=5))
    for day in ("due_on + 1", "due_on - 1", "first_due_on + 9"):
        assert not changed(f"UPDATE commitments_commitment SET due_on = {day}")  # noqa: S608
    assert not changed("UPDATE commitments_commitment SET first_due_on = first_due_on + 1")
    assert Commitment.objects.get().due_on == commitment.due_on
    assert changed("UPDATE commitments_commitment SET due_on = due_on, is_sample = true")


def test_extensions_pass_also_two_at_once_and_none_serves_twice(commune: Commune) -> None:
    commitment = make_commitment(commune, due_on=today() + timedelta(days=5))
    with transaction.atomic():
        extended(commitment, commune, 20)
        extended(commitment, commune, 40)
        connection.check_constraints()
    assert Commitment.objects.get().due_on == today() + timedelta(days=40)
    for days in (5, 20):
        back = today() + timedelta(days=days)
        assert not changed("UPDATE commitments_commitment SET due_on = %s", back)
    assert not changed("UPDATE commitments_extension SET to_due_on = to_due_on + 1")
    assert not changed("DELETE FROM commitments_extension")


def test_an_entry_of_another_promise_does_not_help(commune: Commune) -> None:
    one = make_commitment(commune, due_on=today() + timedelta(days=5))
    other = make_commitment(commune, due_on=today() + timedelta(days=5))
    extended(one, commune, 20)
    assert Entry.objects.filter(life="commitment", move="extend").count() == 1
    assert not changed(
        "UPDATE commitments_commitment SET due_on = %s WHERE id = %s",
        today() + timedelta(days=20), other.pk,
    )  # fmt: skip


def test_when_an_author_is_answered_or_told_by_never_changes(commune: Commune) -> None:
    opinion = make_opinion(commune)
    request_erasure(opinion, by=Author(opinion))
    assert not changed("UPDATE opinions_datarequest SET due_on = due_on + 1")
    refer_opinion(
        make_opinion(commune),
        by=commune["office"],
        reason="Việc của tỉnh.",
        procedure="authority",
        authority="Sở Xây dựng",
    )
    assert not changed("UPDATE opinions_referral SET due_on = due_on + 1")
    assert changed("UPDATE opinions_referral SET told_on = %s", today())


def test_a_published_resolution_keeps_its_day_and_a_draft_does_not(commune: Commune) -> None:
    make_draft(commune, make_matter(commune))
    later = "UPDATE conclusions_resolution SET due_on = due_on + 1 WHERE due_on IS NOT NULL"
    assert changed(later)
    make_commitment(commune)
    assert not changed(later)
