"""Writing the index; one process a machine does it, and a lock of the index itself proves it."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from doithoai.finding.index.documents import Entry, document
from doithoai.finding.index.folder import IndexFolder
from doithoai.finding.index.schema import prepared, schema
from doithoai.language.fields import field_model

HEAP_BYTES = 64_000_000


class Writer:
    """Adds and removes; nothing is seen before ``commit``."""

    def __init__(self, build: Path, heap: int = HEAP_BYTES) -> None:
        self.build = build
        self._index = prepared(tantivy.Index(schema(), str(build)))
        self._writer = self._index.writer(heap, 1)

    def put(self, entries: Iterable[Entry]) -> None:
        """The entries in place of what stood under their keys."""
        for entry in entries:
            self.remove([entry.key])
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """A new entry, known not to be there yet."""
        self._writer.add_document(document(entry, field_model()))

    def remove(self, keys: Iterable[str]) -> None:
        for key in keys:
            self._writer.delete_documents_by_term("key", key)

    def commit(self) -> None:
        self._writer.commit()

    def close(self) -> None:
        self._writer.wait_merging_threads()


def build_from(entries: Iterable[Entry], folder: IndexFolder) -> Path:
    """A whole new build, not yet in use."""
    build = folder.begin()
    writer = Writer(build)
    for entry in entries:
        writer.add(entry)
    writer.commit()
    writer.close()
    return build
