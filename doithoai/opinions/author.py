"""The author of an opinion, who acts by the receipt."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from doithoai.opinions.models import DataRequest, Opinion, Raising
from doithoai.people.models import Identity
from doithoai.people.roles import AUTHOR_PERMISSIONS
from doithoai.record.permissions import Permission


@dataclass(frozen=True)
class Author:
    """Whoever holds the receipt of an opinion: speaks for it and for the matters it raised."""

    opinion: Opinion
    mark: str = "author"

    @cached_property
    def matter_ids(self) -> frozenset[int]:
        return frozenset(
            Raising.objects.filter(opinion=self.opinion).values_list("matter_id", flat=True)
        )

    def may(self, permission: Permission, thing: Any) -> bool:
        if permission not in AUTHOR_PERMISSIONS:
            return False
        if isinstance(thing, Opinion):
            return bool(thing.pk == self.opinion.pk)
        if isinstance(thing, Identity):
            return bool(thing.pk == self.opinion.identity_id)
        if isinstance(thing, DataRequest):
            return bool(thing.opinion_id == self.opinion.pk)
        return thing.matter_id in self.matter_ids
