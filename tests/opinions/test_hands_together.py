"""Two officers at the same time, each on a connection of their own."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from doithoai.kit.errors import Refused, WrongState
from doithoai.opinions.actions.hands import take_over
from doithoai.opinions.actions.merging import merge_matter, unmerge_matter
from doithoai.opinions.actions.triage import MatterDraft, accept_opinion
from doithoai.opinions.models import Matter, Opinion, Raising
from doithoai.people.actors import Official
from doithoai.people.models import Appointment, User
from doithoai.people.queries import official
from doithoai.people.roles import RoleName
from tests.factories import Commune, make_commune, make_matter, make_opinion

pytestmark = pytest.mark.django_db(transaction=True)


def colleague(commune: Commune) -> Official:
    user = User.objects.create(email="dong.nghiep@xa.example", display_name="Đồng nghiệp")
    Appointment.objects.create(
        user=user, role=RoleName.OFFICE, unit=commune.unit, starts_on=date(2026, 1, 1)
    )
    return official(user)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each act ended with: "" or why it was refused."""
    start, ends = threading.Barrier(len(acts)), [""] * len(acts)

    def run(n: int) -> None:
        start.wait()
        try:
            acts[n]()
        except Refused as refusal:
            ends[n] = str(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=20)
    assert not any(one.is_alive() for one in threads)
    return ends


def test_one_officer_takes_an_opinion_in_hand_and_the_other_sees_who() -> None:
    commune = make_commune()
    opinion, one, other = make_opinion(commune), commune[RoleName.OFFICE], colleague(commune)
    ends = at_once(lambda: take_over(opinion, by=one), lambda: take_over(opinion, by=other))
    assert sum(end == "" for end in ends) == 1
    refused = next(end for end in ends if end)
    opinion.refresh_from_db()
    assert opinion.taken_by is not None
    assert opinion.taken_by.display_name in refused


def test_an_opinion_is_accepted_once() -> None:
    commune = make_commune()
    make_opinion(commune)
    one, other = commune[RoleName.OFFICE], colleague(commune)

    def accept(by: Official) -> Callable[[], object]:
        mine, draft = Opinion.objects.get(), MatterDraft(title="Nạo vét kênh", field="land")
        return lambda: accept_opinion(mine, by=by, drafts=[draft])

    ends = at_once(accept(one), accept(other))
    assert sum(end == "" for end in ends) == 1
    assert Matter.objects.count() == 1


def test_merging_crosswise_ends_with_one_matter() -> None:
    commune = make_commune()
    one, other = make_matter(commune), make_matter(commune, "Kênh tiêu sau nhà văn hóa")
    office, second = commune[RoleName.OFFICE], colleague(commune)
    ends = at_once(
        lambda: merge_matter(one, other, by=office, reason="Cùng một việc."),
        lambda: merge_matter(other, one, by=second, reason="Cùng một việc."),
    )
    assert sum(end == "" for end in ends) == 1
    assert sorted(Matter.objects.values_list("state", flat=True)) == ["merged", "open"]


def test_a_merging_is_undone_once() -> None:
    commune = make_commune()
    one, other = make_matter(commune), make_matter(commune, "Kênh tiêu sau nhà văn hóa")
    office, second = commune[RoleName.OFFICE], colleague(commune)
    merge_matter(one, other, by=office, reason="Cùng một việc.")
    mine, hers = Matter.objects.get(pk=one.pk), Matter.objects.get(pk=one.pk)
    ends = at_once(
        lambda: unmerge_matter(mine, by=office, reason="Hai nơi."),
        lambda: unmerge_matter(hers, by=second, reason="Hai nơi."),
    )
    assert sum(end == "" for end in ends) == 1
    assert [matter.raisings.count() for matter in (one, other)] == [1, 1]


def test_who_saw_no_merging_undoes_none() -> None:
    commune = make_commune()
    one, other = make_matter(commune), make_matter(commune, "Kênh tiêu sau nhà văn hóa")
    office, second = commune[RoleName.OFFICE], colleague(commune)
    read_before = Matter.objects.get(pk=one.pk)
    merged, undone = at_once(
        lambda: merge_matter(one, other, by=office, reason="Cùng một việc."),
        lambda: unmerge_matter(read_before, by=second, reason="Hai nơi."),
    )
    assert (merged, bool(undone)) == ("", True)
    unread = Matter(pk=one.pk, unit=one.unit, state="open")
    with pytest.raises(WrongState):
        unmerge_matter(unread, by=second, reason="Hai nơi.")
    assert Matter.objects.get(pk=one.pk).merged_into == other
    assert Raising.objects.filter(matter=other).count() == 2
