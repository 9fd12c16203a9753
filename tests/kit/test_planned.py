"""A planned queryset: compiled once, run with other values, and honest about what it cannot do."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from doithoai.kit.planned import Planned
from doithoai.kit.time import now
from doithoai.people.models import User
from doithoai.places.models import Unit
from tests.factories import make_unit

pytestmark = pytest.mark.django_db


def test_it_is_built_once_and_answers_each_value() -> None:
    built = []

    def by_code(*, code: str, pk: int) -> QuerySet[Unit, Any]:
        built.append(code)
        return Unit.objects.filter(code=code, pk__gte=pk).values_list("name", "valid_from")

    planned = Planned(by_code)
    first, second = make_unit("Xã Kim Thành", "10801"), make_unit("Xã Lai Khê", "10802")
    assert planned.rows(code="10801", pk=1) == [(first.name, first.valid_from)]
    with CaptureQueriesContext(connection) as asked:
        assert planned.rows(code="10802", pk=second.pk) == [(second.name, second.valid_from)]
        assert planned.rows(code="10802", pk=second.pk + 1) == []
    assert len(asked) == 2
    assert len(built) == 1


def test_a_value_that_is_not_given_is_no_condition() -> None:
    def some(*, code: str = "", on: date | None = None, **keys: int) -> QuerySet[Unit, Any]:
        rows = Unit.objects.filter(code=code) if code else Unit.objects.all()
        rows = rows.filter(valid_from__lte=on) if on else rows
        rows = rows.filter(pk__in=list(keys.values())) if keys else rows
        return rows.order_by("code").values_list("code")

    planned = Planned(some)
    one, two = make_unit("Xã A", "10801"), make_unit("Xã B", "10802")
    assert planned.rows() == [("10801",), ("10802",)]
    assert planned.rows(code="10802", on=one.valid_from) == [("10802",)]
    assert planned.rows(on=date(1900, 1, 1)) == []
    assert planned.rows(key_0=one.pk) == [("10801",)]
    assert planned.rows(key_0=one.pk, key_1=two.pk) == [("10801",), ("10802",)]


@pytest.mark.parametrize("name", ["100 % là 'thật'", "%s %(code)s", r"C:\n", ""])
def test_what_does_not_change_is_written_as_it_is(name: str) -> None:
    made = make_unit(name, "10801")
    planned = Planned(lambda *, code: Unit.objects.filter(code=code, name=name).values_list("pk"))
    assert planned.rows(code="10801") == [(made.pk,)]


def test_a_moment_changes_from_call_to_call() -> None:
    planned = Planned(lambda *, at: User.objects.filter(date_joined__lt=at).values_list("email"))
    User.objects.create(email="a@xa.example", display_name="A")
    assert planned.rows(at=now() - timedelta(hours=1)) == []
    assert planned.rows(at=now() + timedelta(hours=1)) == [("a@xa.example",)]


def test_where_no_row_can_be_meant_nothing_is_asked() -> None:
    planned = Planned(lambda **keys: Unit.objects.filter(pk__in=list(keys.values())))
    make_unit()
    with CaptureQueriesContext(connection) as asked:
        assert planned.rows() == []
    assert len(asked) == 0


def test_values_that_cannot_stand_apart_are_refused() -> None:
    later = Planned(lambda *, on: Unit.objects.filter(valid_from=on + timedelta(days=1)))
    next_one = Planned(lambda *, pk: Unit.objects.filter(pk=pk + 9))
    prefixed = Planned(lambda *, code: Unit.objects.filter(code=f"0{code}"))
    same = Planned(lambda *, flag: Unit.objects.filter(parent__isnull=flag))
    with pytest.raises(TypeError):
        later.rows(on=date(2026, 1, 1))
    with pytest.raises(TypeError):
        next_one.rows(pk=1)
    with pytest.raises(TypeError):
        prefixed.rows(code="1")
    with pytest.raises(TypeError):
        same.rows(flag=True)
