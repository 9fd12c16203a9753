"""Static files, hashed and compressed; a style sheet of ours is collected with its imports inside.

Each part of a page has a small file of its own, but a first visit on a slow network must not pay a
round trip for each. Where nothing is collected (tests) browsers follow the imports themselves.
"""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath, relpath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "css/"
IMPORT = re.compile(r'@import "(?P<path>[^"]+)" layer\((?P<layer>\w+)\)(?P<media>[^;]*);')
URL = re.compile(r'url\("([^"]+)"\)')


class JoinedStyles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it has no types
    """The list of all files stands in the office's home: beside them anybody could read it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, manifest_storage=FileSystemStorage(settings.HOME), **options)

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], *args: Any, **options: Any
    ) -> Iterator[tuple[str, str, bool]]:
        joined = {
            name: (_Joined(storage), path)
            if name.startswith(OURS) and name.endswith(".css")
            else (storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(joined, *args, **options)


class _Joined:
    """Opens style sheets of a storage with their imports inside."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def open(self, path: str) -> ContentFile[bytes]:
        return ContentFile(self._text(path).encode())

    def _text(self, path: str) -> str:
        with self.storage.open(path) as file:
            text = file.read().decode()

        def inside(found: re.Match[str]) -> str:
            imported = normpath(join(dirname(path), found["path"]))
            rules = _moved(self._text(imported), dirname(imported), dirname(path))
            layer = f"@layer {found['layer']} {{\n{rules}}}\n"
            return f"@media{found['media']} {{\n{layer}}}\n" if found["media"] else layer

        return IMPORT.sub(inside, text)


def _moved(text: str, source: str, target: str) -> str:
    """The same text for another folder: its relative addresses still lead to the same files."""

    def address(found: re.Match[str]) -> str:
        return f'url("{relpath(normpath(join(source, found[1])), target or ".")}")'

    return URL.sub(address, text)
