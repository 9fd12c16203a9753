from django.db import models

from doithoai.kit.vietnamese import slug


def free_key(kind: type[models.Model], unit_key: str, name: str) -> str:
    """A readable key nobody has: ``kimthanh-phuong-due``, with a number when it is taken."""
    wanted = f"{unit_key[:60]}-{slug(name)[:50]}".strip("-")
    taken = set(kind._base_manager.filter(key__startswith=wanted).values_list("key", flat=True))
    number, key = 1, wanted
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    return key
