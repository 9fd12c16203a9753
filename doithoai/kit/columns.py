"""Columns that are always computed from another attribute of the same row.

``pre_save`` runs on ``save`` and on ``bulk_create``, so that no writer can forget them;
``QuerySet.update`` is the exception: change names through ``save``.
"""

from typing import Any

from django.db import models

from doithoai.kit.vietnamese import fold, sort_key


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
