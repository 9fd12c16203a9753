"""The database keeps no day that cannot be, whoever writes it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from doithoai.kit.days import BEYOND, EARLIEST
from doithoai.people.models import Appointment
from tests.factories import make_commune


def _days() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of ours that holds a day, not a moment."""
    for model in apps.get_models():
        if model.__module__.startswith("doithoai."):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.DateField) and not isinstance(
                    field, models.DateTimeField
                ):
                    yield model, field.name


def _bounds(condition: Q) -> Iterator[object]:
    for child in condition.children:
        if isinstance(child, Q):
            yield from _bounds(child)
        else:
            yield child


def test_every_day_in_the_database_lies_within_reason() -> None:
    found = list(_days())
    assert len(found) > 20
    for model, column in found:
        kept = [
            bound
            for one in model._meta.constraints
            if isinstance(one, models.CheckConstraint) and isinstance(one.condition, Q)
            for bound in _bounds(one.condition)
        ]
        assert (f"{column}__gte", EARLIEST) in kept, (model, column)
        assert (f"{column}__lt", BEYOND) in kept, (model, column)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(26, 12, 20), date(9999, 12, 31)])
def test_a_slip_of_the_keys_is_refused_by_the_database_itself(db: None, day: date) -> None:
    commune = make_commune()
    held = Appointment.objects.get(user=commune["office"].user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.filter(pk=held.pk).update(starts_on=day, ends_on=None)
    Appointment.objects.filter(pk=held.pk).update(ends_on=date(2100, 12, 31))
