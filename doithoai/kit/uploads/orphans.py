"""Files without a row: a process was killed between the two. Nobody would ever erase them."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings
from django.db.models import FileField

LEFT_ALONE: Final = timedelta(days=1)
"""A file is written before its row; no request takes longer."""


def sweep_orphans() -> int:
    """Erases files below MEDIA_ROOT that no row of any model names; how many."""
    root = Path(settings.MEDIA_ROOT)
    limit = time.time() - LEFT_ALONE.total_seconds()
    old = [path for path in root.rglob("*") if path.is_file() and path.stat().st_mtime < limit]
    if not old:
        return 0
    named = set(_named())
    orphans = [path for path in old if path.relative_to(root).as_posix() not in named]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _named() -> Iterator[str]:
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, FileField):
                yield from model._default_manager.values_list(column.name, flat=True)
