"""An index of what a test has written, for tests about finding."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from doithoai.finding.index import reader as reading
from doithoai.finding.index.folder import IndexFolder
from doithoai.finding.index.follow import Follower


@contextmanager
def index_in(path: Path) -> Iterator[Follower]:
    """The index of this process lies in ``path``; ``step()`` makes findable what was written."""
    folder = IndexFolder(path)
    follower, reader = Follower(folder), reading.Reader(folder)
    with patch.object(reading, "reader", lambda: reader):
        yield follower
    follower.close()
