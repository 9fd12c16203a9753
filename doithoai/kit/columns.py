"""Columns that are computed from another one, and what keeps days within reason.

``pre_save`` runs on ``save`` and on ``bulk_create``, so that no writer can forget what is computed;
``QuerySet.update`` is the exception: change names through ``save``.
"""

from typing import Any

from django.db import models
from django.db.models import Q

from doithoai.kit.days import BEYOND, EARLIEST
from doithoai.kit.vietnamese import fold, sort_key


def within_reason(*columns: str, name: str) -> models.CheckConstraint:
    """No day before 1945 or after 2100 in these columns, whoever writes; NULL is left alone.

    Its migration is AddConstraintNotValid: a row from before stays until somebody puts it right.
    """
    condition = Q()
    for column in columns:
        condition &= Q((f"{column}__gte", EARLIEST), (f"{column}__lt", BEYOND)) | Q(
            (f"{column}__isnull", True)
        )
    return models.CheckConstraint(condition=condition, name=name)


class MomentField(models.DateTimeField):  # type: ignore[type-arg]  # not generic at run time
    """A moment that can be read whatever the row holds.

    The driver raises for years before 1 or after 9999, and no page could show the row to whoever
    is to put it right; it is read as of 1900 or 2200 instead, which nobody takes for true.
    """

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, Any]:
        first, last = ("'1900-01-01Z'::timestamptz", "'2200-01-01Z'::timestamptz")
        bounded = (
            f"CASE WHEN {sql} < {first} THEN {first} WHEN {sql} > {last} THEN {last} ELSE {sql} END"
        )
        return bounded, [*params] * 3


class DerivedField(models.CharField):  # type: ignore[type-arg]  # not generic at run time
    """Text computed by ``compute`` from the attribute named ``of``."""

    def __init__(self, *, of: str, **options: Any) -> None:
        self.of = of
        options["editable"] = False
        super().__init__(**options)

    def compute(self, text: str) -> str:
        raise NotImplementedError

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.compute(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options.pop("editable", None)
        return name, path, args, {**options, "of": self.of}


class FoldedField(DerivedField):
    """What search compares: small letters without marks."""

    def compute(self, text: str) -> str:
        return fold(text)


class SortField(DerivedField):
    """What lists are ordered by: the Vietnamese alphabet under a byte-wise collation."""

    def compute(self, text: str) -> str:
        return sort_key(text)
