"""Where the index lies: one folder a build, and a small file that names the one in use.

``$DOITHOAI_HOME/index/current`` is replaced in one step, so that readers see the old index or the
new one, never half of one. Every machine has its own; all of it can be dropped at any time.
"""

import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from doithoai.finding.index.schema import VERSION
from doithoai.record.following import Progress


class IndexFolder:
    def __init__(self, root: Path | None = None) -> None:
        self.root = root or Path(settings.HOME) / "index"

    @property
    def pointer(self) -> Path:
        return self.root / "current"

    def current(self) -> Path | None:
        """The build in use; None when there is none of this version."""
        try:
            name = self.pointer.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        path = self.root / name
        fits = name.startswith(f"{VERSION}-") and (path / "meta.json").exists()
        return path if fits else None

    def begin(self) -> Path:
        """An empty folder for a new build."""
        path = self.root / f"{VERSION}-{uuid4().hex[:12]}"
        path.mkdir(parents=True, mode=0o700)
        return path

    def put_in_use(self, build: Path) -> None:
        """From now on readers open ``build``; older builds are removed."""
        _replace(self.pointer, build.name)
        for other in self.root.iterdir():
            if other.is_dir() and other != build:
                shutil.rmtree(other, ignore_errors=True)

    def progress(self, build: Path) -> Progress | None:
        """None when it cannot be read: the build is of no use then."""
        try:
            told = json.loads((build / "progress.json").read_text(encoding="ascii"))
            gaps = {int(number): int(at) for number, at in told["gaps"].items()}
            return Progress(int(told["entry"]), gaps)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep_progress(self, build: Path, progress: Progress) -> None:
        _replace(build / "progress.json", json.dumps(asdict(progress)))


def _replace(path: Path, text: str) -> None:
    """Whole or not at all, also when the machine stops in between."""
    fresh = path.with_suffix(f".{uuid4().hex[:8]}")
    with fresh.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
